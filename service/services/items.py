"""Answers questions about stored items, page by page."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from service.domain.items import ContextItem, ItemFilter, ItemRecord
from service.errors import LontError
from service.services.context import AFTER, BEFORE
from service.storage.item_queries import ItemQueryStore, PagePosition

__all__ = ["ItemNotFoundError", "ItemService", "Order", "Page"]


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

    def get(self, item_id: UUID) -> tuple[ItemRecord, list[ContextItem]]:
        """Return one item with the messages around it.

        Raises
        ------
        ItemNotFoundError
            When there is none of that id.
        """
        item = self._store.get(item_id)
        if item is None:
            raise ItemNotFoundError(f"There is no item {item_id}.", "Take the id from the list of items.")
        return item, self._store.surroundings(item_id, BEFORE, AFTER)

    def count(self) -> int:
        """Return how many items are stored."""
        return self._store.count()


def _write_cursor(item: ItemRecord, order: Order) -> str:
    score = max(item.recruitment or 0.0, item.f4_sale or 0.0) if order is Order.SCORE else None
    raw = json.dumps([order, score, item.id.hex], separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, order: Order) -> PagePosition:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        made_for, score, item_id = json.loads(base64.urlsafe_b64decode(padded))
        position = (None if score is None else float(score), UUID(hex=item_id))
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise CursorError("The cursor was not made by this server.", "Begin again without a cursor.") from None
    if made_for != order or (order is Order.SCORE) != (position[0] is not None):
        raise CursorError("The cursor belongs to another order.", "Begin again without a cursor.")
    return position
