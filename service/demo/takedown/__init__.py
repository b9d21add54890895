"""Two sound takedown requests, and broken ones made from them by small patches, each with the rules it breaks."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

__all__ = ["BrokenRequest", "broken_requests", "sound_requests"]

_NAMES = ("recruitment", "firework_sale")


@dataclass(frozen=True, slots=True)
class BrokenRequest:
    """A request that breaks rules on purpose."""

    what: str
    """What is wrong, in words joined by hyphens."""
    phase: str
    """The phase at which it shows: ``S``, ``C``, ``A`` or ``D``."""
    codes: tuple[str, ...]
    """The rules that fail at that phase, no others."""
    document: dict[str, Any]

    @property
    def file_name(self) -> str:
        """Return a name that tells rules, phase and fault."""
        return f"{'+'.join(self.codes)}_{self.phase}_{self.what}"


def sound_requests() -> dict[str, dict[str, Any]]:
    """Return the two requests that every rule accepts, by name."""
    return {name: json.loads(_text(f"{name}.json")) for name in _NAMES}


def broken_requests() -> list[BrokenRequest]:
    """Return the broken ones, in the order of their file."""
    sound = sound_requests()
    return [
        BrokenRequest(
            entry["what"],
            entry["phase"],
            tuple(entry["codes"]),
            _patched(sound[entry["of"]], entry.get("set", {}), entry.get("remove", [])),
        )
        for entry in json.loads(_text("broken.json"))
    ]


def _patched(document: dict[str, Any], changes: dict[str, Any], removed: list[str]) -> dict[str, Any]:
    """Return a copy with other values at JSON Pointers; a merge patch could not reach into lists."""
    made = copy.deepcopy(document)
    for pointer in removed:
        place, last = _reached(made, pointer)
        del place[last]
    for pointer, value in changes.items():
        place, last = _reached(made, pointer)
        place[last] = value
    return made


def _reached(document: dict[str, Any], pointer: str) -> tuple[Any, Any]:
    *path, last = pointer.strip("/").split("/")
    place: Any = document
    for step in path:
        place = place[int(step)] if isinstance(place, list) else place[step]
    return place, int(last) if isinstance(place, list) else last


def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")
