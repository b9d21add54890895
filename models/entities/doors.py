"""Warns of a wrong door: an address that could lie in many towns, or whose postcode lies in another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from models.entities.contract import Entity

__all__ = ["WrongDoor", "wrong_door"]

_TOWNS = frozenset({"municipality", "place"})


class WrongDoor(StrEnum):
    """What is wrong with the addresses of a message; the codes are stable."""

    ADDRESS_WITHOUT_MUNICIPALITY = "address_without_municipality"
    POSTCODE_MUNICIPALITY_DISAGREE = "postcode_municipality_disagree"


def wrong_door(entities: Iterable[Entity]) -> WrongDoor | None:
    """Return what is wrong with the addresses of a message.

    Parameters
    ----------
    entities
        Everything that was read out of it.

    Returns
    -------
    WrongDoor or None
        ``None`` also where something is not known: a name that the gazetteer does not have counts as the name of a
        town, and a postcode tells the town as well.
    """
    places = [entity.value for entity in entities if entity.type == "location"]
    towns = [place for place in places if place.get("kind") in _TOWNS or _is_district(place)]
    postcodes = [place for place in places if place.get("kind") == "postcode"]
    if any(towns and not any(_may_agree(postcode, town) for town in towns) for postcode in postcodes):
        return WrongDoor.POSTCODE_MUNICIPALITY_DISAGREE
    if not towns and not postcodes and any(place.get("kind") == "street" and "number" in place for place in places):
        return WrongDoor.ADDRESS_WITHOUT_MUNICIPALITY
    return None


def _is_district(place: Mapping[str, Any]) -> bool:
    return place.get("kind") == "neighbourhood" and "municipality" in place


def _may_agree(postcode: Mapping[str, Any], town: Mapping[str, Any]) -> bool:
    """Tell whether nothing that is known of both differs."""
    fields = ("country", "province", "municipality")
    return all(postcode[field] == town[field] for field in fields if field in postcode and field in town)
