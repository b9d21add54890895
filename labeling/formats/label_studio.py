"""Writes tasks for Label Studio with their annotations, and the labelling configuration that fits them.

Every field that nobody labels goes into ``data.meta``: the JSON-MIN export of Label Studio lays ``data`` and the
results into one object, and puts the number of the task over ``id`` (``convert_to_json_min`` in
label-studio-converter), so that no key of ``data`` may have the name of a control, or ``id``.

Label Studio counts the offsets of a ``Text`` in code points, as lont does: its tests say so ("Should calculate
offsets by code points in text", since label-studio-frontend pull request 308). Older versions counted UTF-16 code
units (label-studio issues 1008 and 1347); the reader tells them apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

from labeling.corpus import CorpusMessage, CorpusRow
from labeling.corpus.row import SPAN_TYPES, Explicitness, Role
from labeling.formats.predicting import Prediction
from models.contract import LABELS

__all__ = ["CHOICES", "META", "SPANS", "YES_NO", "configuration", "write_predicted_tasks", "write_tasks"]

META = ("id", "lang", "platform", "kind", "pair", "author_batch", "codebook_version", "target_index")
YES_NO = {"yes": 1, "no": 0}
SPANS = "spans"
"""Control of the entities."""
CHOICES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(LABELS, tuple(YES_NO)),
    "explicitness": get_args(Explicitness),
    "role": get_args(Role),
    "spans_marked": ("yes",),
}
"""Controls of which one value is chosen. ``spans_marked`` tells "has no entities" from "nobody has looked"."""
_TEXT = "text"
_DIGITS = 4
"""Of a score, after the point: more tell a person nothing."""


def write_tasks(rows: Sequence[CorpusRow], path: Path, *, labelled: bool = True) -> list[Path]:
    """Write tasks and, beside them with the suffix ``.xml``, their configuration; return both files.

    Parameters
    ----------
    rows
        One a task.
    path
        File of the tasks.
    labelled
        Whether a task has the labels and spans of its row as an annotation, or none.
    """
    return _write([_task(row, labelled=labelled) for row in rows], path)


def write_predicted_tasks(
    rows: Sequence[CorpusRow], path: Path, predictions: Sequence[Prediction], *, labelled: bool = True
) -> list[Path]:
    """Write as `write_tasks`, with what the model says of each row as a pre-annotation."""
    tasks = [
        {**_task(row, labelled=labelled), "predictions": [_predicted(prediction)]}
        for row, prediction in zip(rows, predictions, strict=True)
    ]
    return _write(tasks, path)


def configuration() -> str:
    """Return the labelling configuration: the conversation, the message, and a control for each field."""
    view = ET.Element("View")
    # Without it a browser folds spaces, and every offset after them is wrong (Label Studio, documentation of Text).
    ET.SubElement(view, "Style").text = ".htx-text { white-space: pre-wrap; }"
    dialogue = {"name": "dialogue", "value": "$dialogue", "layout": "dialogue", "nameKey": "author", "textKey": "text"}
    ET.SubElement(view, "Paragraphs", dialogue)
    spans = ET.SubElement(view, "Labels", {"name": SPANS, "toName": _TEXT})
    for kind in SPAN_TYPES:
        ET.SubElement(spans, "Label", {"value": kind})
    ET.SubElement(view, "Text", {"name": _TEXT, "value": "$text", "granularity": "symbol", "saveTextResult": "yes"})
    for name, values in CHOICES.items():
        ET.SubElement(view, "Header", {"value": name, "size": "5"})
        required = str(name != "spans_marked").lower()
        asked = {"name": name, "toName": _TEXT, "choice": "single", "required": required, "showInline": "true"}
        choices = ET.SubElement(view, "Choices", asked)
        for value in values:
            ET.SubElement(choices, "Choice", {"value": value})
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _write(tasks: Sequence[Mapping[str, Any]], path: Path) -> list[Path]:
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    beside = path.with_suffix(".xml")
    beside.write_text(configuration(), encoding="utf-8", newline="\n")
    return [path, beside]


def _task(row: CorpusRow, *, labelled: bool) -> dict[str, Any]:
    dumped = row.model_dump(mode="json")
    # Label Studio wants every field that the configuration names, so a lone message has an empty conversation.
    data = {
        "text": row.text,
        "dialogue": [_line(message) for message in row.messages or ()],
        "meta": {name: dumped[name] for name in META if dumped[name] is not None},
    }
    if not labelled:
        return {"data": data}
    annotation = {"result": _results(row), "was_cancelled": False, "ground_truth": False}
    return {"data": data, "annotations": [annotation]}


def _line(message: CorpusMessage) -> dict[str, str]:
    """Return a line of the conversation; the minutes as text, which keeps every digit."""
    line = {"author": message.author, "text": message.text}
    if message.sent_at is not None:
        line["sent_at"] = message.sent_at
    if message.minutes is not None:
        line["minutes"] = repr(message.minutes)
    return line


def _results(row: CorpusRow) -> list[dict[str, Any]]:
    marked = {} if row.spans is None else {"spans_marked": "yes"}
    labels = {label: "yes" if applies else "no" for label, applies in zip(LABELS, row.labels, strict=True)}
    chosen = {**labels, "explicitness": row.explicitness, "role": row.role, **marked}
    regions = [
        {
            "id": f"span{number}",
            "from_name": SPANS,
            "to_name": _TEXT,
            "type": "labels",
            "value": {"start": at.start, "end": at.end, "text": row.text[at.start : at.end], "labels": [at.type]},
        }
        for number, at in enumerate(row.spans or ())
    ]
    return [*(_choice(name, value) for name, value in chosen.items()), *regions]


def _choice(name: str, value: str) -> dict[str, Any]:
    return {"id": name, "from_name": name, "to_name": _TEXT, "type": "choices", "value": {"choices": [value]}}


def _predicted(prediction: Prediction) -> dict[str, Any]:
    results = [
        {**_choice(label, "yes" if label in prediction.labels else "no"), "score": round(score, _DIGITS)}
        for label, score in prediction.scores.items()
    ]
    # One number a task, by which Label Studio sorts: how likely it is that any label applies.
    score = round(max(prediction.scores.values()), _DIGITS)
    return {"model_version": prediction.model_version, "score": score, "result": results}
