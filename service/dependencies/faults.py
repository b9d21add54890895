"""Turns what pydantic found into faults that never repeat what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.errors import Fault

__all__ = ["Place", "faults_of"]

Place = tuple[int | str, ...]
"""Path to a value: names and positions, from the outside in."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")
_WORDS = {
    "missing": "This is needed and is not there.",
    "uuid_parsing": "Expected a UUID.",
    "extra_forbidden": "No such field is known here; look for a misspelt name.",
}


def faults_of(errors: Iterable[tuple[Place, str, str]]) -> list[Fault]:
    """Return faults for (place, code, what); places in angle brackets are branches of a union and are left out."""
    return [Fault(where=_path(place), what=_WORDS.get(code, f"{what}."), code=code) for place, code, what in errors]


def _path(place: Place) -> str:
    return ".".join(_step(step) for step in place if not (isinstance(step, str) and step.startswith("<")))


def _step(step: int | str) -> str:
    """Return one step; of a field that the caller named only what looks like a name, since it may be any text."""
    if isinstance(step, int) or _NAME.fullmatch(step):
        return str(step)
    return "(unnamed)"
