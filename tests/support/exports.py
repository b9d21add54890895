"""Rows for the formats of other tools, and files in the shape in which those tools export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from labeling.codebook import VERSION
from labeling.corpus import CorpusRow
from labeling.formats.names import FormatName
from tests.support.rows import SOUND

META = {
    "id": "batch-001",
    "lang": "nl",
    "platform": "telegram",
    "kind": "offer",
    "author_batch": "batch",
    "codebook_version": VERSION,
}


def sound_row(**changes: object) -> CorpusRow:
    """Return a sound row of the codebook that holds, with some fields changed."""
    return CorpusRow.model_validate(SOUND | {"codebook_version": VERSION} | changes)


def write_json(path: Path, value: object) -> Path:
    """Write JSON and return the file."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def choice(name: str, value: str) -> dict[str, Any]:
    """Return a result as Label Studio makes one where somebody chose."""
    return {
        "id": f"x{name}",
        "type": "choices",
        "value": {"choices": [value]},
        "origin": "manual",
        "to_name": "text",
        "from_name": name,
    }


def region(start: int, end: int, text: str | None, *labels: str) -> dict[str, Any]:
    """Return a result as Label Studio makes one where somebody marked words."""
    quoted = {} if text is None else {"text": text}
    return {
        "id": "aB3_x",
        "type": "labels",
        "value": {"start": start, "end": end, "labels": list(labels), **quoted},
        "origin": "manual",
        "to_name": "text",
        "from_name": "spans",
    }


def seller(*regions: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the results of an annotation that says: sells, veiled."""
    labels = [choice("recruitment", "no"), choice("f4_sale", "yes"), choice("explicitness", "veiled")]
    return [*labels, choice("role", "seller"), *regions]


def annotation(number: int, result: list[dict[str, Any]], **changes: object) -> dict[str, Any]:
    """Return an annotation with all that Label Studio exports beside its result."""
    return {
        "id": number,
        "completed_by": 1,
        "result": result,
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "updated_at": "2026-03-09T22:16:08.728378Z",
        "draft_created_at": None,
        "lead_time": 4.288,
        "prediction": {},
        "result_count": len(result),
        "unique_id": "00000000-0000-4000-8000-000000000001",
        "import_id": None,
        "last_action": None,
        "task": 7,
        "project": 83,
        "updated_by": 1,
        "parent_prediction": None,
        "parent_annotation": None,
        "last_created_by": None,
    } | changes


def task(*annotations: dict[str, Any], text: str = "een doos te koop", **changes: object) -> dict[str, Any]:
    """Return a task with all that Label Studio exports beside its annotations."""
    return {
        "id": 7,
        "annotations": list(annotations),
        "file_upload": "0a1b2c3d-tasks.json",
        "drafts": [],
        "predictions": [{"id": 3, "model_version": "2026.11.2", "score": 0.4, "result": [choice("f4_sale", "no")]}],
        "data": {"text": text, "dialogue": [], "meta": META},
        "meta": {},
        "created_at": "2026-03-09T21:52:49.513742Z",
        "updated_at": "2026-03-09T22:16:08.746926Z",
        "inner_id": 1,
        "total_annotations": len(annotations),
        "cancelled_annotations": 0,
        "total_predictions": 1,
        "comment_count": 0,
        "unresolved_comment_count": 0,
        "last_comment_updated_at": None,
        "project": 83,
        "updated_by": 1,
        "comment_authors": [],
    } | changes


def bare_records() -> dict[FormatName, str]:
    """Return a file of each format that somebody made by hand: a veiled sale, then a text to which no label applies."""
    sale, none = "een doos te koop, wie wil hem", "de training van morgen gaat door"
    no_label = [choice("recruitment", "no"), choice("f4_sale", "no")]
    lines = [
        {"text": sale, "label": ["f4_sale", "explicitness:veiled", "role:seller"]},
        {"text": none, "cats": ["neither"]},
    ]
    tasks = [
        {"data": {"text": text}, "annotations": [{"result": result}]}
        for text, result in ((sale, seller()), (none, no_label))
    ]
    table = f'text,recruitment,f4_sale,explicitness,role\n"{sale}",0,1,veiled,seller\n{none},0,0,,\n'
    return {
        FormatName.LABEL_STUDIO: json.dumps(tasks),
        FormatName.DOCCANO: "".join(json.dumps(line) + "\n" for line in lines),
        FormatName.CSV: table,
    }
