"""Warns of a wrong door: tells what is wrong with the addresses that an item names."""

from __future__ import annotations

from typing import Any

from models.entities import Entity
from models.entities.doors import WrongDoor, wrong_door
from service.domain.items import ItemRecord

__all__ = ["warnings_of_item"]


def warnings_of_item(item: ItemRecord) -> tuple[WrongDoor, ...]:
    """Return what a person should know before acting on an item; empty also where nothing was read out of it."""
    found = wrong_door(_entity(stored, item.text or "") for stored in item.entities)
    return () if found is None else (found,)


def _entity(stored: dict[str, Any], text: str) -> Entity:
    start, end = stored["start"], stored["end"]
    return Entity(stored["type"], start, end, text[start:end], stored["value"])
