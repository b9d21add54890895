"""Answers questions about stored items, page by page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from service.domain.items import ContextItem, ItemFilter, ItemRecord
from service.errors import LontError
from service.locale.wording import worded
from service.services.context import AFTER, BEFORE
from service.services.cursors import decoded, encoded, unreadable, wrong_order
from service.storage.item_queries import ItemQueryStore, PagePosition

__all__ = ["ItemNotFoundError", "ItemService", "Order", "Page", "highest_score"]


class ItemNotFoundError(LontError):
    """There is no item of that id, or not for this caller."""

    code = "item_not_found"
    status = 404
    title = "No such item"


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
    partly: bool = False
    """Only a part of the list was searched for a text; the cursor goes on from there."""


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

    def named(self, item_ids: Collection[UUID]) -> list[ItemRecord]:
        """Return those of these items that there are, oldest first."""
        return self._store.named(item_ids)

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


def highest_score(item: ItemRecord) -> float:
    """Return the greater of the two scores, which is what lists are ordered by."""
    return max(item.recruitment or 0.0, item.f4_sale or 0.0)


def _write_cursor(item: ItemRecord, order: Order) -> str:
    return encoded([order, highest_score(item) if order is Order.SCORE else None, item.id.hex])


def _read_cursor(cursor: str, order: Order) -> PagePosition:
    made_for, score, item_id = decoded(cursor, 3)
    if made_for != order or (order is Order.SCORE) != (score is not None):
        raise wrong_order()
    try:
        return None if score is None else float(score), UUID(hex=item_id)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise unreadable() from None
