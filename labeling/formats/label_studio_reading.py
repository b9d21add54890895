"""Reads tasks back: as lont wrote them, as Label Studio exports them (JSON), and its short form (JSON-MIN).

Of several annotations of a task the newest that nobody skipped is taken; the others, and drafts, are told as left
out. Predictions are what the model said, and not read. JSON-MIN has one record an annotation, the newest first, and
nothing that tells a skipped one: there a second record of a task is told as a double.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labeling.corpus import CorpusRow
from labeling.formats.label_studio import CHOICES, META, SPANS, YES_NO
from labeling.formats.offsets import from_utf16
from labeling.formats.rows import Found, RecordRefusedError, row_of
from models.contract import LABELS
from service.importers.file_opening import utf8_chunks
from service.importers.json_building import damage_in
from service.importers.json_values import END, JsonPiece, json_pieces
from service.importers.refusing import DAMAGE

__all__ = ["read_tasks"]

_EACH = ("*",)
_LONG_NUMBER = "number_too_long"
_OLDEST = datetime.min.replace(tzinfo=UTC)
_UNITS: tuple[Callable[[str, int], int | None], ...] = (
    lambda text, at: at if 0 <= at <= len(text) else None,
    from_utf16,
)
"""What an offset may count, the likelier first: code points, UTF-16 code units."""


def read_tasks(path: Path, batch: str | None = None) -> Iterator[Found]:
    """Yield the row of each task, or why it is none, and what of a task was left out.

    What a task lacks gets a default where a batch is given.
    """
    number, faulty = 0, False
    for piece in json_pieces(utf8_chunks(path), frozenset({_EACH})):
        if piece.path == () and piece.value is END:
            if piece.fault is not None:
                faulty = True
                yield f"record {number + 1}", DAMAGE[piece.fault]
            continue
        if piece.path != _EACH:
            break
        number += 1
        place = f"record {number}"
        yield from ((place, found) for found in _found(piece, place, batch))
    if not number and not faulty:
        yield "record 1", "the file is not a list of tasks: export as JSON or JSON-MIN"


def _found(piece: JsonPiece, place: str, batch: str | None) -> Iterator[CorpusRow | str]:
    task = piece.value
    fault = _fault_of_number(task) if piece.fault == _LONG_NUMBER else piece.fault
    try:
        if fault is not None:
            yield DAMAGE[fault]
        elif not isinstance(task, dict):
            yield "not a task"
        elif "annotations" not in task and "data" not in task:
            yield row_of(_fields(task, _results_of_short(task)), place, batch)
        else:
            for found in _annotated({"annotations": [], **task}):
                yield found if isinstance(found, str) else row_of(found, place, batch)
    except RecordRefusedError as error:
        yield str(error)


def _fault_of_number(task: object) -> str | None:
    """Tell damage in what is read of a task.

    Scores of predictions and lead times have as many digits as a float may have (0.00012345678901234567), which the
    guard of the parser takes for damage. They are not read, so they cost nothing.
    """
    if not isinstance(task, dict):
        return _LONG_NUMBER
    annotations = task.get("annotations")
    results = (
        [one.get("result") for one in annotations if isinstance(one, dict)] if isinstance(annotations, list) else []
    )
    read = [
        {name: value for name, value in result.items() if name in {"from_name", "value"}}
        for each in results
        for result in (each if isinstance(each, list) else [])
        if isinstance(result, dict)
    ]
    return damage_in([read, *(task.get(name) for name in ("data", "text", "dialogue", "meta", SPANS, *CHOICES))])


def _annotated(task: Mapping[str, Any]) -> Iterator[dict[str, Any] | str]:
    """Yield what of a task is left out, then the fields of its row."""
    annotations = _objects(task, "annotations")
    yield from (f"{_named('draft', draft)} was never submitted, and is left out" for draft in _drafts(task))
    yield from (f"{_named('annotation', one)} was skipped" for one in annotations if one.get("was_cancelled"))
    valid = [one for one in annotations if not one.get("was_cancelled")]
    if not valid:
        raise RecordRefusedError("no annotation: not labelled yet, or skipped")
    newest = max(range(len(valid)), key=lambda at: (_moment(valid[at]), at))
    others = [one for at, one in enumerate(valid) if at != newest]
    yield from (f"{_named('annotation', one)} is older than the one taken, and is left out" for one in others)
    yield _fields(_object(task, "data"), _objects(valid[newest], "result"))


def _fields(data: Mapping[str, Any], results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    meta = _object(data, "meta") if data.get("meta") is not None else {}
    text = data.get("text")
    if not isinstance(text, str):
        raise RecordRefusedError("text: missing")
    lines = [_message(line) for line in _objects(data, "dialogue")] if data.get("dialogue") else None
    chosen, regions = dict[str, object](), list[Mapping[str, Any]]()
    for result in results:
        name, value = result.get("from_name"), _object(result, "value")
        if name == SPANS:
            regions.append(value)
        elif isinstance(name, str) and name in CHOICES and name not in chosen:
            chosen[name] = _chosen(name, value.get("choices"))
        else:
            raise RecordRefusedError("a result is of no control that lont knows, or of one that is there twice")
    marked = chosen.pop("spans_marked", None) is not None or regions
    spans = _spans(text, regions) if marked else None
    return {**{name: meta.get(name) for name in META}, "text": text, "messages": lines, **chosen, "spans": spans}


def _results_of_short(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the results of a JSON-MIN record: of one choice it has the bare value, of regions their values."""
    results = [{"from_name": SPANS, "value": value} for value in (_objects(record, SPANS) if SPANS in record else ())]
    for name in CHOICES.keys() & record.keys():
        value = record[name]
        results.append({"from_name": name, "value": value if isinstance(value, dict) else {"choices": [value]}})
    return results


def _chosen(name: str, choices: object) -> object:
    if not isinstance(choices, list) or len(choices) != 1 or choices[0] not in CHOICES[name]:
        raise RecordRefusedError(f"{name}: not one of {', '.join(CHOICES[name])}")
    return YES_NO[choices[0]] if name in LABELS else choices[0]


def _message(line: Mapping[str, Any]) -> dict[str, Any]:
    minutes = line.get("minutes")
    try:
        read = {"minutes": float(minutes)} if minutes is not None else {}
    except (TypeError, ValueError):
        raise RecordRefusedError("messages: minutes is no number") from None
    return {**line, **read}


def _spans(text: str, regions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Read regions; all of one annotation count the same unit, and the words that they quote tell which."""
    for unit in _UNITS:
        places = [_place(text, region, unit) for region in regions]
        if all(places):
            return [
                {"start": place[0], "end": place[1], "type": kind}
                for place, region in zip(places, regions, strict=True)
                if place
                for kind in _kinds(region)
            ]
    raise RecordRefusedError("spans: an offset lies outside the text, or the words there are not those of the region")


def _place(text: str, region: Mapping[str, Any], unit: Callable[[str, int], int | None]) -> tuple[int, int] | None:
    offsets, quoted = (region.get("start"), region.get("end")), region.get("text")
    start, end = (unit(text, at) if type(at) is int else None for at in offsets)
    if start is None or end is None or start >= end:
        return None
    # Label Studio quotes what the browser shows, in which spaces and line ends may differ.
    fits = not isinstance(quoted, str) or "".join(quoted.split()) == "".join(text[start:end].split())
    return (start, end) if fits else None


def _kinds(region: Mapping[str, Any]) -> list[Any]:
    labels = region.get("labels")
    if not isinstance(labels, list) or not labels:
        raise RecordRefusedError("spans: a region has no label")
    return labels


def _drafts(task: Mapping[str, Any]) -> list[Any]:
    drafts = task.get("drafts")
    return drafts if isinstance(drafts, list) else []


def _named(what: str, thing: object) -> str:
    number = thing.get("id") if isinstance(thing, dict) else thing
    unnamed = f"an {what}" if what.startswith("a") else f"a {what}"
    return f"{what} {number}" if type(number) is int else unnamed


def _moment(annotation: Mapping[str, Any]) -> datetime:
    """Return when an annotation was last changed; one that does not tell is the oldest."""
    for name in ("updated_at", "created_at"):
        try:
            moment = datetime.fromisoformat(annotation[name])
        except (KeyError, TypeError, ValueError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _OLDEST


def _object(holder: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = holder.get(name)
    if not isinstance(value, dict):
        raise RecordRefusedError(f"{name}: missing, or not an object")
    return value


def _objects(holder: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = holder.get(name)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise RecordRefusedError(f"{name}: missing, or not a list of objects")
    return value
