"""Items as a list shows them: the beginning of each text, with the words marked that made its score."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from service.domain.items import ItemRecord
from service.handlers.marking import Piece, marked, shortened
from service.services.score_sight import without_scores

__all__ = ["Row", "in_list"]

_SHOWN = 600
"""Characters of a text in a list; the item's own page shows all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item in a list."""

    item: ItemRecord
    pieces: list[Piece]
    more: bool
    """The text goes on."""
    hidden: bool = False
    """Shown without its score."""


def in_list(items: Iterable[ItemRecord], hidden: Collection[UUID] = ()) -> list[Row]:
    """Return items as a list shows them; those without their score come last, in the order they were stored."""
    rows = [_row(item, hidden=item.id in hidden) for item in items]
    blind = [row for row in rows if row.hidden]
    return [row for row in rows if not row.hidden] + sorted(blind, key=lambda row: row.item.id)


def _row(item: ItemRecord, *, hidden: bool) -> Row:
    shown = without_scores(item) if hidden else item
    return Row(shown, *shortened(marked(shown.text or "", shown.explanation, shown.labels), _SHOWN), hidden=hidden)
