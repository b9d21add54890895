"""Reads a takedown file strictly: everything wrong with its form at once, each fault by the rule it breaks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.domain.takedown.judging import Fault
from service.domain.takedown.wire import TakedownFile

__all__ = ["MAX_BYTES", "read_file"]

MAX_BYTES = 1_048_576
_FORM, _TIMES, _WORDS, _TEXT = "TD-101", "TD-102", "TD-103", "TD-104"
_CODES = {
    "enum": _WORDS,
    "literal_error": _WORDS,
    "country_unknown": _WORDS,
    "time_form": _TIMES,
    "time_zone": _TIMES,
    "hidden_character": _TEXT,
    "unstorable_character": _TEXT,
}
_DEAD_CODES = {
    "STATEMENT_CATEGORY_UNSAFE_AND_ILLEGAL_PRODUCTS": "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS",
}
"""Codes of the Transparency Database from before July 2025, and what stands for them now."""
_ROUNDS = 3
"""How often what cannot be read is left out to judge the rest."""


class _UnreadableError(ValueError):
    """It is no JSON object, or one that readers could take in two ways."""


def read_file(content: bytes) -> tuple[TakedownFile | None, tuple[Fault, ...]]:
    """Return a takedown file with the faults of its form; ``None`` where too little of it can be read to judge it.

    What could be left out is left out, so that the other rules can be asked of the rest.
    """
    if len(content) > MAX_BYTES:
        return None, (Fault(_FORM, "", "It is larger than 1 MiB. Send what a notice needs and no more."),)
    try:
        document = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except UnicodeDecodeError:
        return None, (Fault(_FORM, "", "It is not UTF-8. Save it as UTF-8."),)
    except _UnreadableError as error:
        return None, (Fault(_FORM, "", str(error)),)
    except (ValueError, RecursionError):
        return None, (Fault(_FORM, "", "It is not one JSON text. Write it with a JSON library."),)
    if not isinstance(document, dict):
        return None, (Fault(_FORM, "", "Expected one JSON object."),)
    return _modelled(document)


def _modelled(document: dict[str, Any]) -> tuple[TakedownFile | None, tuple[Fault, ...]]:
    faults: dict[tuple[str, str], Fault] = {}
    for _ in range(_ROUNDS):
        try:
            return TakedownFile.model_validate_json(json.dumps(document)), tuple(faults.values())
        except ValidationError as error:
            found = error.errors(include_url=False)
        told = [_fault(each) for each in found]
        fresh = [each for each in told if not any(each.pointer == pointer for _, pointer in faults)]
        faults |= {(each.code, each.pointer): each for each in fresh}
        if any(each["type"] == "missing" for each in found):
            break
        left_out = [_left_out(document, each["loc"]) for each in found]
        if not all(left_out):
            break
    return None, tuple(faults.values())


def _fault(error: ErrorDetails) -> Fault:
    pointer = "".join(f"/{step}" for step in _place(error["loc"]))
    given = error.get("input")
    living = _DEAD_CODES.get(given) if isinstance(given, str) else None
    if living is not None:
        return Fault(_WORDS, pointer, f"A code from before July 2025. It is now {living}.")
    if error["type"] == "extra_forbidden":
        return Fault(_FORM, pointer, "No field of that name. Take it out.")
    if error["type"] == "missing":
        return Fault(_FORM, pointer, "The field is missing.")
    return Fault(_CODES.get(error["type"], _FORM), pointer, f"{error['msg']}.")


def _place(loc: Iterable[int | str]) -> list[str]:
    return [str(step).replace("~", "~0").replace("/", "~1") for step in loc]


def _left_out(document: dict[str, Any], loc: tuple[int | str, ...]) -> bool:
    """Take out the nearest field around a fault; places in lists stay, so that pointers keep their meaning."""
    fields = [at for at, step in enumerate(loc) if isinstance(step, str)]
    place: Any = document
    try:
        for step in loc[: fields[-1]]:
            place = place[step]
        place.pop(loc[fields[-1]], None)
    except (IndexError, KeyError, TypeError, AttributeError):
        return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _UnreadableError("A key stands twice in one object, so that two readers may read two things.")
    return found


def _refuse(_: str) -> None:
    raise _UnreadableError("NaN and Infinity are no JSON numbers.")
