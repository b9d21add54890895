"""Items as a list shows them: the beginning of each text, with the words marked that made its score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.items import ItemRecord
from service.handlers.marking import Piece, marked, shortened

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


def in_list(items: Iterable[ItemRecord]) -> list[Row]:
    """Return items as a list shows them."""
    return [Row(item, *shortened(marked(item.text or "", item.explanation, item.labels), _SHOWN)) for item in items]
