"""One JSON line in, one JSON line out: the contract of `lont score`.

Whatever a line holds, it gets an answer in its place: scores, or an error with its code and the line's number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from models.contract import ContextMessage, Message, ScoredMessage
from models.scorer import Scorer

__all__ = ["LONGEST_LINE_BYTES", "LONGEST_TEXT", "LineFault", "as_answer", "read_time", "score_lines"]

LONGEST_TEXT = 50_000
"""Characters of a text that is scored; a longer one is no message and gets an error."""
LONGEST_LINE_BYTES = 4 * 1024 * 1024
"""Bytes of a line that is read; of a longer one only its number is known."""
_BATCH = 256
_MOST_CONTEXT = 200
_YEARS = range(1970, 2100)


@dataclass(frozen=True, slots=True)
class LineFault(Exception):  # noqa: N818  # a fault of the line, which becomes its answer
    """Why a line cannot be scored."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    id: str | int | None
    message: Message | None
    fault: LineFault | None


def score_lines(lines: Iterable[bytes], scorer: Scorer, *, tier: str, explain: bool) -> Iterator[dict[str, Any]]:
    """Yield one answer for each line, in the same order; blank lines at the end of a file are no lines.

    Parameters
    ----------
    lines
        Raw lines, with or without their line ends.
    scorer
        The bundle in use.
    tier
        ``linear``, ``transformer`` or ``cascade``.
    explain
        Whether to work out the spans that made a label.
    """
    scorer.score([], tier=tier)  # a tier that the bundle has not is refused before the first line is read
    numbered = (_read(number, line) for number, line in enumerate(lines, 1) if line.strip())
    while batch := list(islice(numbered, _BATCH)):
        messages = [line.message for line in batch if line.message is not None]
        scored = iter(scorer.score(messages, explain=explain, tier=tier))
        for line in batch:
            if line.fault is not None:
                error = {"code": line.fault.code, "detail": line.fault.detail}
                yield {"id": line.id, "line": line.number, "error": error}
            else:
                yield as_answer(line.id, next(scored))


def as_answer(item_id: object, scored: ScoredMessage) -> dict[str, Any]:
    """Return the answer for one message as a JSON object."""
    return {
        "id": item_id,
        "scores": {label: round(score, 6) for label, score in scored.scores.items()},
        "labels": list(scored.labels),
        "role": scored.role,
        "priority": scored.priority,
        "lang": scored.lang,
        "unsure": list(scored.unsure),
        "tier": scored.tier,
        "model": scored.model,
        "entities": [asdict(entity) for entity in scored.entities],
        "explanation": [asdict(evidence) for evidence in scored.explanation],
    }


def _read(number: int, line: bytes) -> _Line:
    item_id: str | int | None = None
    try:
        value = _parse(line)
        item_id = _id(value)
        return _Line(number, item_id, _message(value), None)
    except LineFault as fault:
        return _Line(number, item_id, None, fault)


def _id(value: dict[str, Any]) -> str | int | None:
    item_id = value.get("id")
    if not isinstance(item_id, str | int | None):
        raise LineFault("id_type", "The id is neither a string nor a whole number.")
    return item_id


def _parse(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE_BYTES:
        raise LineFault("line_too_long", f"The line has more than {LONGEST_LINE_BYTES} bytes.")
    try:
        value = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise LineFault("bad_encoding", f"Not UTF-8 at byte {error.start}; convert the file to UTF-8.") from None
    except (ValueError, RecursionError):
        raise LineFault("not_json", "The line is not one JSON object.") from None
    if not isinstance(value, dict):
        raise LineFault("not_an_object", 'The line is not a JSON object with "text" or "messages".')
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _message(value: dict[str, Any]) -> Message:
    if "messages" in value:
        return _in_context(value["messages"], value.get("target_index"))
    if "text" not in value:
        raise LineFault("text_missing", 'The object has neither "text" nor "messages".')
    return Message(text=_text(value["text"], "text"))


def _in_context(messages: object, target: object) -> Message:
    if not isinstance(messages, list) or not messages:
        raise LineFault("messages_type", '"messages" is not a list of at least one message.')
    if isinstance(target, bool) or not isinstance(target, int) or not 0 <= target < len(messages):
        raise LineFault("target_index", f'"target_index" is not a whole number from 0 to {len(messages) - 1}.')
    around = [_context_message(message, at) for at, message in enumerate(messages)]
    return Message(
        text=around[target].text,
        author=around[target].author,
        before=tuple(around[max(0, target - _MOST_CONTEXT) : target]),
        after=tuple(around[target + 1 : target + 1 + _MOST_CONTEXT]),
        sent_at=read_time(messages[target].get("sent_at")),
    )


def read_time(sent_at: object) -> datetime | None:
    """Return when a message was sent, from which times in its text are counted.

    Parameters
    ----------
    sent_at
        ISO 8601 with a time zone; anything else tells nothing, and is no fault.
    """
    try:
        read = datetime.fromisoformat(sent_at) if isinstance(sent_at, str) else None
    except ValueError:
        return None
    return read if read is not None and read.tzinfo is not None and read.year in _YEARS else None


def _context_message(message: object, at: int) -> ContextMessage:
    if not isinstance(message, dict) or "text" not in message:
        raise LineFault("messages_type", f'Message {at} of "messages" is not an object with a "text".')
    author = message.get("author")
    if not isinstance(author, str | int | None):
        raise LineFault("author_type", f'"author" of message {at} is neither a string nor a whole number.')
    return ContextMessage(_text(message["text"], f"text of message {at}"), None if author is None else str(author))


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise LineFault("text_type", f"The {where} is not a string.")
    if len(value) > LONGEST_TEXT:
        raise LineFault("text_too_long", f"The {where} has more than {LONGEST_TEXT} characters.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise LineFault("bad_encoding", f"The {where} has half of a surrogate pair.") from None
    return value
