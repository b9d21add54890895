"""Writes and reads the JSON lines of doccano: categories, entities, and every other field as meta data.

What goes out fits a project for "intent detection and slot filling", the one kind that has both: ``text``, ``cats``
and ``entities`` (doccano, ``backend/data_import/tests/data/intent/example.jsonl``); all other keys become meta data
and come back at the top of each line (``ExportedExample.to_dict`` in ``backend/data_export/models.py``). A project for
sequence labelling or text classification exports its annotations as ``label`` (``backend/data_export/pipeline/
factories.py``): lists of ``[start, end, type]``, or names of categories. Both are read.

doccano counts offsets in UTF-16 code units, as JavaScript does (doccano issue 2290), unless a project counts grapheme
clusters, which nothing in its export tells.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from labeling.corpus import CorpusRow
from labeling.corpus.row import SPAN_TYPES, Explicitness, Role
from labeling.formats.offsets import from_utf16, to_utf16
from labeling.formats.rows import Found, RecordRefusedError, found_row
from models.contract import LABELS
from service.domain.messages import Refusal
from service.importers.file_opening import utf8_chunks
from service.importers.json_lines import json_objects

__all__ = ["read_doccano", "write_doccano"]

_NEITHER = "neither"
"""Category of a text to which no label applies; without a category nobody has labelled it."""
_GRADED = ("explicitness", "role")
_META = (
    "id",
    "lang",
    "platform",
    "kind",
    "pair",
    "author_batch",
    "codebook_version",
    "messages",
    "target_index",
)
_CATEGORIES = (
    *LABELS,
    _NEITHER,
    *(f"explicitness:{value}" for value in get_args(Explicitness)),
    *(f"role:{value}" for value in get_args(Role)),
)
_SPAN_PARTS = ("start_offset", "end_offset", "label")


def write_doccano(rows: Sequence[CorpusRow], path: Path, *, labelled: bool = True) -> list[Path]:
    """Write rows, one a line, with or without their labels and spans, and return the file."""
    lines = (json.dumps(_record(row, labelled=labelled), ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return [path]


def read_doccano(path: Path, batch: str | None = None) -> Iterator[Found]:
    """Yield the row of each line, or why it is none; what a line lacks gets a default where a batch is given."""
    for line in json_objects(utf8_chunks(path)):
        if isinstance(line, Refusal):
            yield line.place, line.detail
            continue
        place, record = line
        try:
            yield found_row(place, _fields(record), batch)
        except RecordRefusedError as error:
            yield place, str(error)


def _record(row: CorpusRow, *, labelled: bool) -> dict[str, Any]:
    dumped = row.model_dump(mode="json")
    # A key that is missing on some lines becomes NaN in doccano, which holds lines as a table: every line has them all.
    meta = {name: dumped[name] for name in _META}
    if not labelled:
        return {"id": row.id, "text": row.text, **meta}
    entities = [[to_utf16(row.text, at.start), to_utf16(row.text, at.end), at.type] for at in row.spans or ()]
    given = {"text": row.text, "cats": _categories(row), "entities": entities}
    return {"id": row.id, **given, **meta, "spans_marked": row.spans is not None}


def _categories(row: CorpusRow) -> list[str]:
    raised = [label for label, applies in zip(LABELS, row.labels, strict=True) if applies]
    return [*raised, f"explicitness:{row.explicitness}", f"role:{row.role}"] if raised else [_NEITHER]


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    text = record.get("text")
    label = record.get("label")
    if not isinstance(label, list | None):
        raise RecordRefusedError("label: not a list")
    is_spans = isinstance(label, list) and any(isinstance(one, list | dict) for one in label)
    # What was annotated last stands in ``label``; ``cats`` and ``entities`` beside it are what lont wrote.
    categories = label if isinstance(label, list) and label and not is_spans else record.get("cats")
    entities = label if is_spans else record.get("entities")
    meta = {name: _mended(record.get(name)) for name in _META}
    if type(meta["id"]) is int:  # the number that doccano gives a text which came without an id
        del meta["id"]
    spans = _spans(text, entities) if entities and isinstance(text, str) else []
    marked = bool(spans) or record.get("spans_marked") is True
    return {**meta, "text": text, **_labels(categories), "spans": spans if marked else None}


def _mended(value: object) -> object:
    """Undo what a table does to whole numbers in a column with gaps: 3.0 for 3, NaN for nothing."""
    if not isinstance(value, float):
        return value
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() else value


def _labels(categories: object) -> dict[str, object]:
    if not isinstance(categories, list) or not categories:
        raise RecordRefusedError(f"no category: not labelled yet; where no label applies, choose {_NEITHER}")
    named = _known(categories)
    graded = {name: [one.partition(":")[2] for one in named if one.startswith(f"{name}:")] for name in _GRADED}
    if _NEITHER in named and len(named) > 1:
        raise RecordRefusedError(f"{_NEITHER} stands beside another category")
    if any(len(values) > 1 for values in graded.values()):
        raise RecordRefusedError("explicitness or role is there more than once")
    return {
        **{label: int(label in named) for label in LABELS},
        **{name: values[0] for name, values in graded.items() if values},
    }


def _known(categories: Sequence[object]) -> set[str]:
    """Return the categories; one that lont does not know is told by its number, as its name may be anything."""
    found = set[str]()
    for number, name in enumerate(categories, 1):
        if not isinstance(name, str) or name not in _CATEGORIES:
            raise RecordRefusedError(f"category {number} of {len(categories)} is none that lont knows")
        if name in found:
            raise RecordRefusedError(f"the category {name} is there twice")
        found.add(name)
    return found


def _spans(text: str, entities: object) -> list[dict[str, object]]:
    if not isinstance(entities, list):
        raise RecordRefusedError("entities: not a list")
    return [_span(text, entity, f"entity {at} of {len(entities)}") for at, entity in enumerate(entities, 1)]


def _span(text: str, entity: object, name: str) -> dict[str, object]:
    """Read ``[start, end, type]``, or the object that a project with relations exports."""
    parts = [entity.get(part) for part in _SPAN_PARTS] if isinstance(entity, dict) else entity
    if not isinstance(parts, list) or len(parts) != len(_SPAN_PARTS) or not all(type(at) is int for at in parts[:2]):
        raise RecordRefusedError(f"{name}: not of the form [start, end, type]")
    start, end = (from_utf16(text, at) for at in parts[:2])
    if start is None or end is None:
        raise RecordRefusedError(f"{name}: an offset lies outside the text, or inside a character")
    if start >= end:
        raise RecordRefusedError(f"{name}: it ends before it begins, or holds nothing")
    if parts[2] not in SPAN_TYPES:
        raise RecordRefusedError(f"{name}: its type is none of {', '.join(SPAN_TYPES)}")
    return {"start": start, "end": end, "type": parts[2]}
