"""Fills a database with items as a long run leaves them: most scored and out of the way, some decided, some waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, text
from uuid_utils.compat import uuid7

from service.bench.feed import feed_texts
from service.domain.items import ItemState, Lane, Provenance, Visibility
from service.domain.messages import ChannelRef, Platform
from service.factory import ProcessContext
from service.schema import Base, Item, Score

__all__ = ["fill"]

_SEED = 11
_CHANNELS = 200
_BATCH = 5_000
_MODEL = "bench"
_PRIORITIES = ("P0", "P1", "P2", "P3")
_SHARES = (0.002, 0.2, 0.15, 0.648)
"""Of the priorities, in the queue."""
_DEFERRED = 0.03
"""Of what waits."""
_DECIDED = 0.08
"""Of what does not."""
_PROVENANCE = Provenance("UTC", Visibility.UNKNOWN, "made for measuring", "lont bench")
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def fill(context: ProcessContext, items: int, waiting: float) -> None:
    """Store items of 200 channels, of which a share waits for review; only these have a row in `scores`.

    Parameters
    ----------
    context
        On an empty database at the current schema.
    items
        How many.
    waiting
        Share of them in the queue, 0 to 1.
    """
    with context.writing() as factory:
        channels = [factory.import_desk().channels.save(_channel(at), _PROVENANCE).id for at in range(_CHANNELS)]
    rows = _items(items, waiting, channels)
    with context.database.engine.begin() as connection:
        while batch := list(islice(rows, _BATCH)):
            _write(connection, Item, batch)
            _write(connection, Score, [_score(row) for row in batch if row["state"] == ItemState.QUEUED.value])
    with context.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if context.database.is_sqlite else "VACUUM ANALYZE"))


def _write(connection: Connection, table: type[Base], rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    names = list(rows[0])
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {table.__tablename__} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_plain(row[name]) for name in names])


def _plain(value: object) -> object:
    return "[]" if isinstance(value, list) else value  # every list here is an empty one, for a column of JSON


def _items(count: int, waiting: float, channels: list[UUID]) -> Iterator[dict[str, Any]]:
    chance = Random(_SEED)  # noqa: S311  # must be repeatable, need not be secret
    texts = feed_texts()
    for number in range(count):
        at = _BEGIN + timedelta(seconds=number)
        row = _item(number, chance.choice(channels), f"{chance.choice(texts)} {number}", at)
        score = round(chance.random(), 6)
        row |= {
            "recruitment": score,
            "f4_sale": 0.0,
            "score": score,
            "lang": chance.choice(("nl", "nl", "nl", "en", "sv")),
        }
        yield row | (_waits(chance, at) if chance.random() < waiting else _rests(chance))


def _item(number: int, channel_id: UUID, words: str, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "channel_id": channel_id,
        "platform": Platform.TELEGRAM.value,
        "source_key": str(number),
        "kind": "text",
        "text": words,
        "version": 1,
        "sent_at": at,
        "captured_at": at,
        "lane": Lane.BACKFILL.value,
        "attempts": 0,
        "tier": "linear",
        "model_version": _MODEL,
        "priority_reason": [],
    }


def _waits(chance: Random, at: datetime) -> dict[str, Any]:
    priority = chance.choices(_PRIORITIES, _SHARES)[0]
    verdict = "defer" if priority != "P0" and chance.random() < _DEFERRED else None
    labels = "|recruitment|" if priority < "P2" else "|f4_sale|"
    return {
        "state": ItemState.QUEUED.value,
        "priority": priority,
        "labels": labels,
        "verdict": verdict,
        "queued_at": at,
    }


def _rests(chance: Random) -> dict[str, Any]:
    decided = chance.random() < _DECIDED
    return {
        "state": (ItemState.DECIDED if decided else ItemState.SCORED).value,
        "priority": "P3" if decided else None,
        "labels": "|f4_sale|" if decided else "",
        "verdict": "reject" if decided else None,
        "queued_at": None,
    }


def _score(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "item_id": row["id"],
        "item_version": 1,
        "model_version": _MODEL,
        "tier": "linear",
        "recruitment": row["recruitment"],
        "f4_sale": row["f4_sale"],
        "explanation": [],
        "unsure": [],
        "entities": [],
        "scored_at": row["captured_at"],
    }


def _channel(number: int) -> ChannelRef:
    return ChannelRef(Platform.TELEGRAM, f"bench-{number}", f"bench {number}", public=False)
