"""Makes Telegram exports of any length for measuring: texts of the demonstration feed, each message made distinct."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from service.demo import FEED

__all__ = ["distinct_texts", "feed_texts", "write_export", "write_score_lines"]

_LETTERS = str.maketrans("0123456789", "aeioubdfgk")
_FIRST_SECOND = 1_760_000_000  # 9 October 2025; messages follow each other by half a minute


def feed_texts() -> list[str]:
    """Return the texts of the demonstration feed that are plain strings."""
    export = json.loads((FEED / "telegram_export.json").read_text(encoding="utf-8"))
    messages = [message for chat in export["chats"]["list"] for message in chat["messages"]]
    return [message["text"] for message in messages if isinstance(message.get("text"), str) and message["text"]]


def distinct_texts(count: int, series: int) -> Iterator[str]:
    """Yield texts of which no two are copies; another series gives others."""
    for number, text in enumerate(islice(cycle(feed_texts()), count)):
        yield f"{text} {_word(series)}{_word(number)}"


def _word(number: int) -> str:
    """Spell a number in letters: digits would read like prices and quantities."""
    return str(number).translate(_LETTERS)


def write_export(path: Path, count: int, series: int = 0) -> None:
    """Write a Telegram export of one chat, message by message, so that any length fits into memory."""
    head = {"name": f"bench {series}", "type": "public_supergroup", "id": 9_000_000 + series}
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head)[:-1] + ', "messages": [\n')
        for number, text in enumerate(distinct_texts(count, series)):
            second = _FIRST_SECOND + 30 * number
            message = {
                "id": number + 1,
                "type": "message",
                "date": "2025-10-09T08:53:20",
                "date_unixtime": str(second),
                "from": f"Writer {number % 97}",
                "from_id": f"user{number % 97}",
                "text": text,
            }
            file.write((",\n" if number else "") + json.dumps(message, ensure_ascii=False))
        file.write("\n]}\n")


def write_score_lines(path: Path, count: int, series: int = 0) -> None:
    """Write the texts of `write_export` as lines for `lont score`."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(distinct_texts(count, series)):
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
