"""Answers questions about stored items, page by page."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from service.domain.items import ContextItem, ItemFilter, ItemRecord
from service.errors import LontError
from service.locale.wording import worded
from service.services.context import AFTER, BEFORE
from service.storage.item_queries import ItemQueryStore, PagePosition, QueuePosition

__all__ = ["ItemNotFoundError", "ItemService", "Order", "Page"]

_QUEUE = "queue"
_PRIORITY = re.compile(r"P[0-9]")


class ItemNotFoundError(LontError):
    """There is no item of that id, or not for this caller."""

    code = "item_not_found"
    status = 404
    title = "No such item"


class CursorError(LontError):
    """A cursor that this server did not make, or made for another order."""

    code = "cursor_unreadable"
    status = 422
    title = "The cursor cannot be read"


class Order(StrEnum):
    """Order of a list of items."""

    NEWEST = "newest"
    """As stored, newest first."""
    SCORE = "score"
    """Highest score first; only items that have one."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some items, and the cursor for those after them (``None`` at the end)."""

    items: list[ItemRecord]
    next_cursor: str | None


class ItemService:
    """Reads items inside the caller's transaction."""

    def __init__(self, store: ItemQueryStore) -> None:
        self._store = store

    def page(self, wanted: ItemFilter, order: Order, cursor: str | None, limit: int) -> Page:
        """Return one page.

        Parameters
        ----------
        wanted
            Which items.
        order
            In which order.
        cursor
            `Page.next_cursor` of the page before, for the same filter and order.
        limit
            1 to 200 items.

        Raises
        ------
        CursorError
            For a cursor of somebody else's making.
        """
        after = None if cursor is None else _read_cursor(cursor, order)
        fetch = self._store.newest if order is Order.NEWEST else self._store.highest
        found = fetch(wanted, after, limit + 1)
        more = len(found) > limit
        items = found[:limit]
        return Page(items, _write_cursor(items[-1], order) if more else None)

    def queue(self, wanted: ItemFilter, cursor: str | None, limit: int) -> Page:
        """Return one page of what waits for review, most urgent first, then highest score first.

        Raises
        ------
        CursorError
            For a cursor of somebody else's making.
        """
        after = None if cursor is None else _read_queue_cursor(cursor)
        found = self._store.queue(wanted, after, limit + 1)
        items = found[:limit]
        return Page(items, _write_queue_cursor(items[-1]) if len(found) > limit else None)

    def next_in_queue(self, passed: UUID | None = None) -> UUID | None:
        """Return the item to be looked at next; `passed` is the one just seen."""
        return self._store.next_in_queue(passed)

    def count_queue(self) -> dict[str, int]:
        """Return how many items wait for review, by priority."""
        return self._store.count_queue()

    def get(self, item_id: UUID) -> tuple[ItemRecord, list[ContextItem]]:
        """Return one item with the messages around it.

        Raises
        ------
        ItemNotFoundError
            When there is none of that id.
        """
        item = self._store.get(item_id)
        if item is None:
            raise ItemNotFoundError(worded("There is no item {id}.", id=item_id), "Take the id from the list of items.")
        return item, self._store.surroundings(item_id, BEFORE, AFTER)

    def count(self) -> int:
        """Return how many items are stored."""
        return self._store.count()


def _highest_score(item: ItemRecord) -> float:
    return max(item.recruitment or 0.0, item.f4_sale or 0.0)


def _write_cursor(item: ItemRecord, order: Order) -> str:
    return _encoded([order, _highest_score(item) if order is Order.SCORE else None, item.id.hex])


def _write_queue_cursor(item: ItemRecord) -> str:
    return _encoded([_QUEUE, item.priority, _highest_score(item), item.id.hex])


def _read_cursor(cursor: str, order: Order) -> PagePosition:
    made_for, score, item_id = _decoded(cursor, 3)
    if made_for != order or (order is Order.SCORE) != (score is not None):
        raise _wrong_order()
    try:
        return None if score is None else float(score), UUID(hex=item_id)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise _unreadable() from None


def _read_queue_cursor(cursor: str) -> QueuePosition:
    made_for, priority, score, item_id = _decoded(cursor, 4)
    if made_for != _QUEUE:
        raise _wrong_order()
    if not isinstance(priority, str) or not _PRIORITY.fullmatch(priority):
        raise _unreadable()
    try:
        return priority, float(score), UUID(hex=item_id)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise _unreadable() from None


def _encoded(parts: list[object]) -> str:
    raw = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _decoded(cursor: str, parts: int) -> list[Any]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if not isinstance(found, list) or not found:
        raise _unreadable()
    if len(found) != parts:
        raise _wrong_order()
    return found


def _unreadable() -> CursorError:
    return CursorError("The cursor was not made by this server.", "Begin again without a cursor.")


def _wrong_order() -> CursorError:
    return CursorError("The cursor belongs to another order.", "Begin again without a cursor.")
