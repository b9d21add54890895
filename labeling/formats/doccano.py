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
from typing import Any

from labeling.corpus import CorpusRow
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
_SPAN_PARTS = ("start_offset", "end_offset", "label")


def write_doccano(rows: Sequence[CorpusRow], path: Path) -> list[Path]:
    """Write rows, one a line, and return the file."""
    lines = (json.dumps(_record(row), ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return [path]


def read_doccano(path: Path) -> Iterator[Found]:
    """Yield the row of each line, or why it is none."""
    for line in json_objects(utf8_chunks(path)):
        if isinstance(line, Refusal):
            yield line.place, line.detail
            continue
        place, record = line
        try:
            yield found_row(place, _fields(record))
        except RecordRefusedError as error:
            yield place, str(error)


def _record(row: CorpusRow) -> dict[str, Any]:
    dumped = row.model_dump(mode="json")
    # A key that is missing on some lines becomes NaN in doccano, which holds lines as a table: every line has them all.
    meta = {name: dumped[name] for name in _META}
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
    entities = label if isinstance(label, list) and (is_spans or "entities" not in record) else record.get("entities")
    meta = {name: _mended(record.get(name)) for name in _META}
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
    named = {name for name in categories if isinstance(name, str)}
    graded = {name: [one.partition(":")[2] for one in named if one.startswith(f"{name}:")] for name in _GRADED}
    known = {*LABELS, _NEITHER, *(f"{name}:{value}" for name, values in graded.items() for value in values)}
    if len(named) != len(categories) or named - known:
        raise RecordRefusedError("a category is unknown, or there twice")
    if _NEITHER in named and len(named) > 1:
        raise RecordRefusedError(f"{_NEITHER} stands beside another category")
    if any(len(values) > 1 for values in graded.values()):
        raise RecordRefusedError("explicitness or role is there more than once")
    return {
        **{label: int(label in named) for label in LABELS},
        **{name: values[0] if values else "none" for name, values in graded.items()},
    }


def _spans(text: str, entities: object) -> list[dict[str, object]]:
    if not isinstance(entities, list):
        raise RecordRefusedError("entities: not a list")
    return [_span(text, entity) for entity in entities]


def _span(text: str, entity: object) -> dict[str, object]:
    """Read ``[start, end, type]``, or the object that a project with relations exports."""
    parts = [entity.get(part) for part in _SPAN_PARTS] if isinstance(entity, dict) else entity
    if not isinstance(parts, list) or len(parts) != len(_SPAN_PARTS) or not all(type(at) is int for at in parts[:2]):
        raise RecordRefusedError("entities: not of the form [start, end, type]")
    start, end = (from_utf16(text, at) for at in parts[:2])
    if start is None or end is None:
        raise RecordRefusedError("entities: an offset lies outside the text, or inside a character")
    return {"start": start, "end": end, "type": parts[2]}
