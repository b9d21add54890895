"""Makes a row of the fields that a format brought, or tells why they make none; never with the text of a message."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import combinations

from pydantic import ValidationError

from labeling.codebook import VERSION
from labeling.corpus import CorpusRow, CorpusSpan
from labeling.corpus.reasons import reason_of
from labeling.formats.defaults import FILLED, with_defaults
from models.contract import LABELS

__all__ = ["Found", "RecordRefusedError", "found_row", "row_of"]

Found = tuple[str, CorpusRow | str]
"""Where something stands in a file (``line 3``, ``record 2``), and its row or why it is none."""


class RecordRefusedError(Exception):
    """A record makes no row; the message is the reason, and is told as one."""


def found_row(place: str, fields: Mapping[str, object], batch: str | None = None) -> Found:
    """Return the row of some fields with its place, or the reason why there is none."""
    try:
        return place, row_of(fields, place, batch)
    except RecordRefusedError as error:
        return place, str(error)


def row_of(fields: Mapping[str, object], place: str, batch: str | None = None) -> CorpusRow:
    """Make a row.

    Parameters
    ----------
    fields
        Fields of a row as JSON has them; ``None`` stands for a field that is not there.
    place
        Where the record stands, such as ``line 3``.
    batch
        Author batch for a record that lacks fields, which get defaults then; ``None`` refuses such a record.

    Raises
    ------
    RecordRefusedError
        Where they break the form of a row, follow another codebook, or have spans that cross.
    """
    given = _whole({name: value for name, value in fields.items() if value is not None}, place, batch)
    try:
        # By way of JSON, where a list is a tuple and a decimal a float; the form of a row is strict otherwise.
        row = CorpusRow.model_validate_json(json.dumps(given, default=float))
    except ValidationError as error:
        raise RecordRefusedError(reason_of(error)) from None
    except RecursionError:
        raise RecordRefusedError("nested deeper than any row is") from None
    if row.codebook_version != VERSION:
        raise RecordRefusedError(f"codebook_version: {row.codebook_version}, where the codebook of lont is {VERSION}")
    _refuse_crossing(row.spans or ())
    return row


def _whole(given: dict[str, object], place: str, batch: str | None) -> dict[str, object]:
    missing = [name for name in FILLED if name not in given]
    if missing and batch is None:
        raise RecordRefusedError(f"{', '.join(missing)}: missing; with --batch NAME what is missing gets a default")
    if not any(label in given for label in LABELS):
        raise RecordRefusedError(f"{' and '.join(LABELS)}: missing; not labelled yet")
    graded = _graded(given)
    return graded if batch is None else with_defaults(graded, place, batch)


def _graded(given: dict[str, object]) -> dict[str, object]:
    """Add what nobody has to choose where no label applies."""
    absent = [name for name in ("explicitness", "role") if name not in given]
    if absent and any(given.get(label) == 1 for label in LABELS):
        raise RecordRefusedError(f"{' and '.join(absent)}: missing, where a label applies")
    return given | dict.fromkeys(absent, "none")


def _refuse_crossing(spans: Sequence[CorpusSpan]) -> None:
    """Refuse slips of the hand: a span may lie within another, but not cross it, nor be there twice."""
    if len(set(spans)) != len(spans):
        raise RecordRefusedError("spans: the same span is there twice")
    for first, second in combinations(sorted(spans, key=lambda span: span.start), 2):
        if first.start < second.start < first.end < second.end:
            raise RecordRefusedError("spans: two spans cross, neither lies within the other")
