"""Answers questions about what waits for review: its order, its parts, and what has changed since somebody looked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from service.domain.access import Caller
from service.domain.items import ItemFilter, ItemRecord, ItemState
from service.services.cursors import decoded, encoded, unreadable, wrong_order
from service.services.items import Page, highest_score
from service.storage.queue_queries import Counted, QueuePosition, QueueStore, Standing

__all__ = ["Changes", "Counted", "QueueService"]

_QUEUE = "queue"
_PRIORITY = re.compile(r"P[0-9]")


@dataclass(frozen=True, slots=True)
class Changes:
    """What has happened to a list since somebody looked at it."""

    came: Counted
    above: int
    """Of those: how many stand before the first item that was shown."""
    gone: list[Standing]
    """Shown items that do not wait for review any more."""


class QueueService:
    """Reads the queue inside the caller's transaction."""

    def __init__(self, store: QueueStore) -> None:
        self._store = store

    def page(self, wanted: ItemFilter, cursor: str | None, limit: int) -> Page:
        """Return one page of what waits for review, most urgent first, then highest score first.

        A text is searched for in 20,000 items at a time; `Page.partly` tells that the cursor leads to more of them.

        Raises
        ------
        CursorError
            For a cursor of somebody else's making.
        """
        after = None if cursor is None else _read_cursor(cursor)
        until = None if wanted.text is None else self._store.search_ends(wanted, after)
        found = self._store.page(wanted, after, until, limit + 1)
        items = found[:limit]
        if len(found) > limit:
            return Page(items, _write_cursor(_place(items[-1])))
        return Page(items, None if until is None else _write_cursor(until), partly=until is not None)

    def next_one(self, caller: Caller, wanted: ItemFilter, passed: UUID | None = None) -> UUID | None:
        """Return the item that the caller would look at next; `passed` is the one just seen."""
        return self._store.next_one(caller.actor, wanted, passed)

    def waiting(self) -> dict[str, Counted]:
        """Return how many items wait for review, by priority."""
        return self._store.waiting()

    def count(self, wanted: ItemFilter) -> Counted:
        """Return how many items of a part of the queue there are, as far as it is counted."""
        return self._store.count(wanted)

    def latest(self) -> datetime | None:
        """Return when the last item came into the queue; ``None`` when nothing waits."""
        return self._store.latest()

    def changes(self, wanted: ItemFilter, since: datetime | None, shown: Sequence[UUID]) -> Changes:
        """Return what has happened to a list.

        Parameters
        ----------
        wanted
            Which part of the queue it shows.
        since
            What `latest` gave when it was shown.
        shown
            The items on it, in their order.
        """
        standing = {each.id: each for each in self._store.standing(shown)}
        top = standing[shown[0]].place if shown and shown[0] in standing else None
        came, above = self._store.came_since(wanted, since, top)
        return Changes(came, above, [each for each in standing.values() if each.state != ItemState.QUEUED])


def _place(item: ItemRecord) -> QueuePosition:
    return item.priority or "", highest_score(item), item.id


def _write_cursor(place: QueuePosition) -> str:
    priority, score, item_id = place
    return encoded([_QUEUE, priority, score, item_id.hex])


def _read_cursor(cursor: str) -> QueuePosition:
    made_for, priority, score, item_id = decoded(cursor, 4)
    if made_for != _QUEUE:
        raise wrong_order()
    if not isinstance(priority, str) or not _PRIORITY.fullmatch(priority):
        raise unreadable()
    try:
        return priority, float(score), UUID(hex=item_id)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise unreadable() from None
