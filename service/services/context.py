"""Which messages count as the context of an item: the one it answers, and its neighbours in time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from models.contract import ContextMessage, Message
from service.storage.scores import PendingItem, ScoreStore

__all__ = ["AFTER", "BEFORE", "SPAN", "with_context"]

BEFORE = 4
"""Neighbours before an item that count."""
AFTER = 2
"""Neighbours after an item that count, as far as they are there when it is scored."""
SPAN = timedelta(minutes=30)
"""Neighbours further away in time do not count."""
_LARGEST_READ = 5_000
_STILL_AHEAD = timedelta(hours=48)
"""What a message of an older day calls tonight has passed, so that an import of last month's chat calls nobody."""


@dataclass(frozen=True, slots=True)
class _Span:
    first: datetime
    last: datetime
    items: tuple[PendingItem, ...]


def with_context(store: ScoreStore, items: Sequence[PendingItem]) -> list[Message]:
    """Return the items as messages with their context, in the order given.

    Items that stand close together (as in an import) share one read of the channel.
    """
    replies = {(item.channel_id, item.reply_to_key) for item in items if item.reply_to_key}
    answered = store.answered(replies)
    messages: dict[object, Message] = {item.id: Message(text=item.text, author=item.author_key) for item in items}
    for span in _spans(items):
        around = store.between(span.items[0].channel_id, span.first, span.last, _LARGEST_READ)
        for item in span.items:
            messages[item.id] = _message(item, around, answered.get((item.channel_id, item.reply_to_key or "")))
    for item in items:
        parent = answered.get((item.channel_id, item.reply_to_key or ""))
        if item.sent_at is None and parent is not None:
            messages[item.id] = _message(item, (), parent)
    return [messages[item.id] for item in items]


def _spans(items: Iterable[PendingItem]) -> list[_Span]:
    """Group items of a channel whose neighbourhoods in time overlap."""
    spans: list[_Span] = []
    timed = sorted((i for i in items if i.sent_at is not None), key=lambda i: (str(i.channel_id), i.sent_at, i.id))
    for _, of_channel in groupby(timed, key=lambda item: item.channel_id):
        for item in of_channel:
            first, last = _reach(item)
            previous = spans[-1] if spans and spans[-1].items[0].channel_id == item.channel_id else None
            if previous is not None and first <= previous.last:
                spans[-1] = _Span(previous.first, last, (*previous.items, item))
            else:
                spans.append(_Span(first, last, (item,)))
    return spans


def _reach(item: PendingItem) -> tuple[datetime, datetime]:
    assert item.sent_at is not None  # noqa: S101  # callers leave out items without a time
    return item.sent_at - SPAN, item.sent_at + SPAN


def _message(item: PendingItem, around: Sequence[PendingItem], parent: PendingItem | None) -> Message:
    at = bisect_left(around, _order(item), key=_order) if item.sent_at else 0
    inside = at < len(around) and around[at].id == item.id
    before = [near for near in around[max(0, at - BEFORE) : at] if _near(near, item)]
    after = [near for near in around[at + inside : at + inside + AFTER] if _near(near, item)]
    if parent is not None:
        before = [near for near in before if near.id != parent.id] + [parent]
    return Message(
        text=item.text,
        author=item.author_key,
        before=tuple(ContextMessage(near.text, near.author_key) for near in before),
        after=tuple(ContextMessage(near.text, near.author_key) for near in after),
        is_past=item.sent_at is not None and datetime.now(UTC) - item.sent_at > _STILL_AHEAD,
    )


def _order(item: PendingItem) -> tuple[object, object]:
    return (item.sent_at, item.id)


def _near(one: PendingItem, other: PendingItem) -> bool:
    if one.sent_at is None or other.sent_at is None:
        return False
    return abs(one.sent_at - other.sent_at) <= SPAN
