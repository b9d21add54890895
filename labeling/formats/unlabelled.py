"""Reads messages that nobody has labelled, as `lont score` takes them and `lont label suggest` picks them, as rows.

A row holds labels, so these have those of a text to which none applies. They stand for nothing, and are never written:
whoever writes such rows asks for them without labels (``labelled=False``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labeling.formats.defaults import check_batch
from labeling.formats.importing import EMPTY, Imported
from labeling.formats.likely import head_of
from labeling.formats.refusals import Refused
from labeling.formats.rows import RecordRefusedError, row_of
from models.contract import LABELS
from service.domain.messages import Refusal
from service.importers.file_opening import utf8_chunks
from service.importers.json_lines import json_objects

__all__ = ["read_unlabelled"]

_TAKEN_OVER = ("lang", "platform", "kind")
_UNTOLD = "unknown"
"""Language in a line of `lont label suggest` whose text does not tell; author in a message that names none."""


def read_unlabelled(path: Path, batch: str) -> Imported:
    """Read a file with one JSON object a line.

    Parameters
    ----------
    path
        The file.
    batch
        Author batch of all rows.

    Returns
    -------
    Imported
        Rows whose labels stand for nothing, and the lines that hold no message.

    Raises
    ------
    FileRefusedError
        Where the file cannot be read at all.
    CorpusError
        Where ``batch`` cannot be the name of a file.
    """
    check_batch(batch)
    if not head_of(path):
        return Imported([], [Refused(path.name, "line 1", EMPTY)])
    read, ids = Imported([], []), set[str]()
    for line in json_objects(utf8_chunks(path)):
        if isinstance(line, Refusal):
            read.refused.append(Refused(path.name, line.place, line.detail))
            continue
        place, record = line
        try:
            row = row_of(_fields(record), place, batch)
            if row.id in ids:
                raise RecordRefusedError("id: taken by an earlier line")  # noqa: TRY301  # told as the others are
        except RecordRefusedError as error:
            read.refused.append(Refused(path.name, place, str(error)))
            continue
        ids.add(row.id)
        read.rows.append(row)
    return read


def _fields(record: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: record.get(name) for name in _TAKEN_OVER}
    if given["lang"] in ("", _UNTOLD):
        given["lang"] = None
    number = record.get("id")
    named = {"id": str(number) if type(number) is int else number}
    return {**given, **named, **_talk(record), **dict.fromkeys(LABELS, 0)}


def _talk(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the text, and the conversation where there is one, which holds against a text beside it."""
    messages, target = record.get("messages"), record.get("target_index")
    if messages is None:
        return {"text": record.get("text")}
    if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
        raise RecordRefusedError("messages: not a list of objects")
    if type(target) is not int or not 0 <= target < len(messages):
        raise RecordRefusedError("target_index: missing, or not the place of one of messages")
    around = [_message(message) for message in messages]
    return {"text": around[target]["text"], "messages": around, "target_index": target}


def _message(message: Mapping[str, Any]) -> dict[str, Any]:
    author = message.get("author")
    known = {name: message[name] for name in ("sent_at", "minutes") if message.get(name) is not None}
    return {"author": _UNTOLD if author is None else str(author), "text": message.get("text"), **known}
