"""Reads files with one JSON object a line; a broken line costs nothing but itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from service.domain.messages import Refusal
from service.importers.bounded_lines import bounded_lines
from service.importers.refusing import PieceRefusedError, refusal, refusal_of_damage

__all__ = ["json_objects", "value_at"]


def json_objects(chunks: Iterable[bytes]) -> Iterator[tuple[str, dict[str, Any]] | Refusal]:
    """Hand over the object of each line with its place, or the refusal of the line; blank lines count for nothing."""
    for line in bounded_lines(chunks):
        place = f"line {line.number}"
        if line.fault is not None:
            yield refusal_of_damage(place, line.fault)
        elif line.text.strip():
            yield _object(line.text, place)


def value_at(record: Mapping[str, Any], column: str) -> object:
    """Find a column; a dot in its name reaches into a nested object, unless there is a key with that dot."""
    if column in record or "." not in column:
        return record.get(column)
    key, _, rest = column.partition(".")
    nested = record.get(key)
    return value_at(nested, rest) if isinstance(nested, dict) else None


def _object(text: str, place: str) -> tuple[str, dict[str, Any]] | Refusal:
    try:
        found = json.loads(text)
    except RecursionError:
        return refusal_of_damage(place, "nested_too_deep")
    except ValueError:  # also a number of more than 4,300 digits
        return refusal_of_damage(place, "json_syntax")
    if isinstance(found, dict):
        return place, found
    error = PieceRefusedError("The line is not a JSON object.", "Expected {...} on each line.", code="field_type")
    return refusal(place, error)
