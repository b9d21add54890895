"""Which messages count as the context of an item (the one it answers, its neighbours in time), and whose it is in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from models.contract import ContextMessage, Message
from service.storage.scores import PendingItem
from service.storage.surroundings import SurroundingsStore

__all__ = ["AFTER", "BEFORE", "SPAN", "Surroundings", "surroundings_of"]

BEFORE = 4
"""Neighbours before an item that count."""
AFTER = 2
"""Neighbours after an item that count, as far as they are there when it is scored."""
SPAN = timedelta(minutes=30)
"""Neighbours further away in time do not count."""
_LARGEST_READ = 5_000
"""Items that are read for a whole group of neighbourhoods; beyond it each item is looked at by itself."""
_STILL_AHEAD = timedelta(hours=48)
"""What a message of an older day calls tonight has passed, so that an import of last month's chat calls nobody."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An item among the others of its channel."""

    item: PendingItem
    before: tuple[PendingItem, ...]
    """Its context, oldest first; what it answers stands last."""
    after: tuple[PendingItem, ...]
    echoes: tuple[PendingItem, ...]
    """Those in whose context it stands itself as a neighbour: at most `AFTER` before it and `BEFORE` after it."""

    @property
    def context(self) -> tuple[PendingItem, ...]:
        """All of the context."""
        return *self.before, *self.after

    def message(self, *, closer: bool) -> Message:
        """Return what a scorer reads; see `Message.closer`."""
        return Message(
            text=self.item.text,
            author=self.item.author_key,
            before=tuple(ContextMessage(near.text, near.author_key) for near in self.before),
            after=tuple(ContextMessage(near.text, near.author_key) for near in self.after),
            is_past=self.item.sent_at is not None and datetime.now(UTC) - self.item.sent_at > _STILL_AHEAD,
            closer=closer,
            sent_at=self.item.sent_at and self.item.sent_at.astimezone(ZoneInfo(self.item.timezone)),
        )


def surroundings_of(store: SurroundingsStore, items: Sequence[PendingItem]) -> list[Surroundings]:
    """Return the items with what stands around them, in the order given.

    Items that stand close together (as in an import) share one read of the channel. However long a chain of replies
    is, and however much a channel holds, at most a fixed number of messages is looked at for each item.
    """
    parents = store.answered({(item.channel_id, item.reply_to_key) for item in items if item.reply_to_key})
    around = dict(_around(store, items))
    found = []
    for item in items:
        parent = parents.get((item.channel_id, item.reply_to_key)) if item.reply_to_key else None
        found.append(_surroundings(item, around.get(item.id, ()), parent))
    return found


def _around(store: SurroundingsStore, items: Iterable[PendingItem]) -> Iterator[tuple[UUID, Sequence[PendingItem]]]:
    """Yield for each item that has a time its neighbours, oldest first, at least as many as count."""
    for group in _groups(items):
        first, last = _reach(group[0])[0], _reach(group[-1])[1]
        shared = store.between(group[0].channel_id, first, last, _LARGEST_READ)
        for item in group:
            yield item.id, shared if len(shared) < _LARGEST_READ else store.nearest(item, max(BEFORE, AFTER))


def _groups(items: Iterable[PendingItem]) -> Iterator[list[PendingItem]]:
    """Yield the items of a channel whose neighbourhoods in time overlap, oldest first."""
    group: list[PendingItem] = []
    for item in sorted((item for item in items if item.sent_at is not None), key=_by_channel):
        joins = group and group[-1].channel_id == item.channel_id and _reach(item)[0] <= _reach(group[-1])[1]
        if group and not joins:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _surroundings(item: PendingItem, around: Sequence[PendingItem], parent: PendingItem | None) -> Surroundings:
    at = bisect_left(around, _order(item), key=_order) if item.sent_at else 0
    follows = at + (at < len(around) and around[at].id == item.id)
    earlier = [near for near in around[max(0, at - BEFORE) : at] if _near(near, item)]
    later = [near for near in around[follows : follows + BEFORE] if _near(near, item)]
    before = earlier
    if parent is not None and parent.id != item.id:
        before = [*(near for near in earlier if near.id != parent.id), parent]
    return Surroundings(item, tuple(before), tuple(later[:AFTER]), (*earlier[-AFTER:], *later))


def _reach(item: PendingItem) -> tuple[datetime, datetime]:
    assert item.sent_at is not None  # noqa: S101  # callers leave out items without a time
    return item.sent_at - SPAN, item.sent_at + SPAN


def _by_channel(item: PendingItem) -> tuple[object, ...]:
    return (item.channel_id, *_order(item))


def _order(item: PendingItem) -> tuple[object, object]:
    return (item.sent_at, item.id)


def _near(one: PendingItem, other: PendingItem) -> bool:
    if one.sent_at is None or other.sent_at is None:
        return False
    return abs(one.sent_at - other.sent_at) <= SPAN
