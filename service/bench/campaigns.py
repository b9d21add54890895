"""How fast raised items join campaigns while there are more and more of them, and in how much memory.

Families of texts are made of words of the demonstration feed, drawn by chance, so that the right campaigns are known;
in each family prices change, and every third text is disguised by its emoji.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID

from uuid_utils.compat import uuid7

from models.contract import Message, Prepared
from models.scorer import Scorer
from service.bench.feed import feed_texts
from service.domain.items import ItemState, Lane, Provenance, ScoreRow, Visibility
from service.domain.messages import ChannelRef, Platform
from service.factory import Factory, ProcessContext
from service.settings import Settings
from service.storage.database import Database
from service.storage.items import ItemStore, NewItem
from service.storage.migrating import upgrade_to_head

__all__ = ["CampaignSpeed", "Tenth", "measure_campaigns"]

_BATCH = 256
_PARTS = 10
_WORDS = (14, 30)
_CHANNELS = 20
_SEED = 6
_PROVENANCE = Provenance("UTC", Visibility.UNKNOWN, "made for measuring", "lont bench")


@dataclass(frozen=True, slots=True)
class Tenth:
    """One tenth of the items."""

    items: int
    """All so far."""
    speed: float
    """Items a second of this tenth, from texts that are prepared to the end of the transaction."""
    peak_mib: float
    """Peak resident memory of this process so far."""


@dataclass(frozen=True, slots=True)
class CampaignSpeed:
    """What was measured."""

    tenths: tuple[Tenth, ...]
    families: int
    """Families of texts that were made."""
    found: int
    """Campaigns that were found; the same number, if each family is one."""
    largest: int
    """Items of the largest campaign."""
    read_seconds: float
    """Reading all of that campaign, as its page does."""

    @property
    def growth(self) -> float:
        """Time of the last tenth as a share of that of the first; 1 is linear."""
        return self.tenths[0].speed / self.tenths[-1].speed


def measure_campaigns(settings: Settings, items: int, copies: int) -> CampaignSpeed:
    """Let items join, in transactions of 256.

    Parameters
    ----------
    settings
        Whose database to measure; an embedded one lives in a folder that is removed at the end.
    items
        How many, 1,000 or more.
    copies
        Items of a family on average.
    """
    with tempfile.TemporaryDirectory(prefix="lont-bench-") as folder:
        if settings.database_url is None:
            settings = settings.model_copy(update={"home": Path(folder)})
        database = Database(settings.database)
        upgrade_to_head(database)
        database.close()
        context = ProcessContext(settings)
        try:
            return _measure(context, items, max(1, items // copies))
        finally:
            context.close()


def _measure(context: ProcessContext, items: int, families: int) -> CampaignSpeed:
    with context.writing() as factory:
        channels = [factory.import_desk().channels.save(_channel(at), _PROVENANCE).id for at in range(_CHANNELS)]
    chance = Random(_SEED)  # noqa: S311  # must be repeatable, need not be secret
    texts = _texts(families, chance)
    tenths, spent, done = [], 0.0, 0
    for part in range(1, _PARTS + 1):
        while done < items * part // _PARTS:
            batch = list(islice(texts, min(_BATCH, items * part // _PARTS - done)))
            spent += _join(context, batch, channels, done)
            done += len(batch)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        tenths.append(Tenth(done, items / _PARTS / spent, peak))
        spent = 0.0
    found, largest, seconds = _read(context)
    return CampaignSpeed(tuple(tenths), families, found, largest, seconds)


def _texts(families: int, chance: Random) -> Iterator[str]:
    words = sorted({word for text in feed_texts() for word in text.split() if word.isalpha()})
    made = [" ".join(chance.choices(words, k=chance.randint(*_WORDS))) for _ in range(families)]
    while True:
        emoji = chance.choice("🔥💥✅") * chance.randint(1, 3) if chance.random() < 1 / 3 else ""
        yield f"{chance.choice(made)} {chance.randint(1, 99)} euro {emoji}"


def _join(context: ProcessContext, texts: list[str], channels: list[UUID], done: int) -> float:
    """Store items, which is not measured, and let them join; return the seconds of that."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    new = [
        _item(text, channels[at % _CHANNELS], str(at), now + timedelta(seconds=at))
        for at, text in enumerate(texts, done)
    ]
    rows = [_row(item.id, now) for item in new]
    prepared: dict[UUID, Prepared] = {
        item.id: Scorer.prepare(Message(text)) for item, text in zip(new, texts, strict=True)
    }
    with context.writing() as factory:
        ItemStore(factory.session).add(new)
    begin = time.perf_counter()
    with context.writing() as factory:
        factory.campaign_joins().join(rows, prepared)
    return time.perf_counter() - begin


def _read(context: ProcessContext) -> tuple[int, int, float]:
    with context.reading() as factory:
        sizes = dict(_sizes(factory))
        largest = max(sizes, key=lambda each: sizes[each])
        begin = time.perf_counter()
        factory.campaigns().get(largest)
        return len(sizes), sizes[largest], time.perf_counter() - begin


def _sizes(factory: Factory) -> Iterator[tuple[UUID, int]]:
    cursor = None
    while True:
        page = factory.campaigns().page(1, cursor, 200)
        yield from ((each.id, each.items) for each in page.campaigns)
        cursor = page.next_cursor
        if cursor is None:
            return


def _channel(number: int) -> ChannelRef:
    return ChannelRef(Platform.TELEGRAM, f"bench-{time.time_ns()}-{number}", f"bench {number}", public=False)


def _item(text: str, channel_id: UUID, key: str, sent_at: datetime) -> NewItem:
    return NewItem(
        id=uuid7(),
        channel_id=channel_id,
        platform=Platform.TELEGRAM,
        source_key=key,
        author_key=None,
        forward_key=None,
        reply_to_key=None,
        kind="text",
        text=text,
        locator=None,
        sent_at=sent_at,
        captured_at=sent_at,
        edited_at=None,
        seen_import_id=None,
        state=ItemState.QUEUED,
        lane=Lane.BACKFILL,
    )


def _row(item_id: UUID, now: datetime) -> ScoreRow:
    return ScoreRow(
        item_id=item_id,
        item_version=1,
        recruitment=0.0,
        f4_sale=1.0,
        labels=("f4_sale",),
        lang=None,
        tier="linear",
        model_version="bench",
        priority="P3",
        priority_reason=(),
        unsure=(),
        explanation=(),
        scored_at=now,
    )
