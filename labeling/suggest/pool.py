"""Reads unlabelled messages as `lont score` takes them, and scores them with the shipped bundle on the way.

What a line must be is decided by `service.services.score_lines`, so that a file that can be scored can be read here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from labeling.errors import CorpusError
from models.contract import LABELS, ContextMessage
from models.normalise import normalise
from models.scorer import Scorer
from service.services.score_lines import score_lines

__all__ = ["UNKNOWN", "Pool", "PoolFault", "PoolMessage", "read_pool"]

UNKNOWN = "unknown"
"""Language of a message that names none and whose text does not tell."""
_BLANK = b" \t\r\n\x00"
"""A file in UTF-16, read as bytes, ends with a line of one zero byte, which nobody would count."""


@dataclass(frozen=True, slots=True)
class PoolMessage:
    """An unlabelled message."""

    id: str | int
    """As the line names it, else the number of the line."""
    text: str
    messages: tuple[ContextMessage, ...] | None
    """The conversation, the message included."""
    target_index: int | None
    lang: str
    """As the line names it, else as the text tells."""
    normal: str
    """The text, normalised."""
    scores: tuple[float, float]
    """Of the bundle's linear tier, in the order of `LABELS`."""


class PoolFault(NamedTuple):
    """A line that holds no message to label, and why."""

    line: int
    reason: str


class Pool(NamedTuple):
    """What a file held."""

    messages: list[PoolMessage]
    faults: list[PoolFault]

    @property
    def lines(self) -> int:
        """Lines that were not blank."""
        return len(self.messages) + len(self.faults)


def read_pool(path: Path, scorer: Scorer) -> Pool:
    """Read all messages of a file; a line that is none is reported, and the others are read.

    Raises
    ------
    CorpusError
        Where the file cannot be read.
    """
    try:
        with path.open("rb") as lines:
            return _read(lines, scorer)
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from None


def _read(lines: Iterable[bytes], scorer: Scorer) -> Pool:
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip(_BLANK)]
    answers = score_lines([line for _, line in numbered], scorer, tier="linear", explain=False)
    pool, ids = Pool([], []), set[str | int]()
    for (number, line), answer in zip(numbered, answers, strict=True):
        found = _message(number, line, answer)
        if isinstance(found, PoolMessage) and found.id in ids:
            found = "Its id (the number of the line, where it has none) is taken by an earlier line."
        if isinstance(found, str):
            pool.faults.append(PoolFault(number, found))
        else:
            ids.add(found.id)
            pool.messages.append(found)
    return pool


def _message(number: int, line: bytes, answer: dict[str, Any]) -> PoolMessage | str:
    """Return the message of a line, or why there is none."""
    if "error" in answer:
        return str(answer["error"]["detail"])
    value = json.loads(line.decode("utf-8-sig"))
    around = value.get("messages") if "messages" in value else None
    target = value["target_index"] if around is not None else None
    text = value["text"] if around is None else around[target]["text"]
    normal = normalise(text).text
    if not normal:
        return "Its text has nothing to read."
    lang = value.get("lang")
    return PoolMessage(
        number if answer["id"] is None else answer["id"],
        text,
        None if around is None else _conversation(around),
        target,
        lang if isinstance(lang, str) and lang else answer["lang"] or UNKNOWN,
        normal,
        (answer["scores"][LABELS[0]], answer["scores"][LABELS[1]]),
    )


def _conversation(messages: Sequence[dict[str, Any]]) -> tuple[ContextMessage, ...]:
    return tuple(ContextMessage(message["text"]) for message in messages)
