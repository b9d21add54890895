"""Reads prices of goods, and the rows of price lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.entities.contract import Found, Reading
from models.entities.money_uses import Money, read_money
from models.entities.numerals import NUMBER, read_number, tidy
from models.entities.products import Product
from models.entities.quantities import quantities_of

__all__ = ["prices"]

_COUNT_BEFORE = re.compile(
    rf"(?<![\w.,:/€£$-])(?:par )?(?P<count>{NUMBER})(?: (?:stuks?|st|stk|pcs|pieces?|stuck|styck))?"
    r" ?(?:voor|vr|for|fur|pour|=) ?$"
)
_LONGEST_COUNT = 30
_SPANNED = frozenset({"piece", "box", "kilo", "each"})
"""What stands behind a price and belongs to it: 8e per stuk."""
_FURTHEST = 30
"""Characters between the article of a row and its price."""
_FEWEST_ROWS = 2
# Dots that lead to a price end nothing; what is searched ends where the price begins.
_PARTS_ROWS = re.compile(r"[!?;] |\. (?!\d|\Z)")


@dataclass(frozen=True, slots=True)
class _Price:
    """A price of goods, in places of the text."""

    start: int
    end: int
    value: dict[str, object]


def prices(reading: Reading) -> list[Found]:
    """Find ``unit_price``, and ``price_row`` where there are two rows or more."""
    read = read_money(reading)
    priced = [_price(read.text, money) for money in read.sums if money.use == "price"]
    rows = list(_rows(read.text, read.articles, priced, reading.lang))
    found = [Found("unit_price", price.start, price.end, price.value) for price in priced]
    return found + (rows if len(rows) >= _FEWEST_ROWS else [])


def _price(text: str, money: Money) -> _Price:
    amount, tail = money.amount, money.tail
    value = amount.value()
    end = tail.end if tail is not None and tail.kind in _SPANNED else amount.end
    if tail is not None and tail.kind in {"piece", "each"}:
        return _Price(amount.start, end, value | {"pieces": 1})
    if tail is not None and tail.kind in {"box", "kilo", "all"}:
        return _Price(amount.start, end, value | {"per": tail.kind})
    from_ = max(0, amount.start - _LONGEST_COUNT)
    if count := _COUNT_BEFORE.search(text[from_ : amount.start]):
        return _Price(from_ + count.start(), end, value | {"pieces": tidy(read_number(count["count"]))})
    return _Price(amount.start, end, value)


def _rows(
    text: str, articles: Sequence[tuple[int, int, Product]], read: Sequence[_Price], lang: str | None
) -> Iterator[Found]:
    """Pair each article with the price behind it, or, where all prices stand before their articles, before it."""
    behind = list(_pairs(text, articles, read, before=False))
    ahead = list(_pairs(text, articles, read, before=True))
    for (start, end, product), price in behind if len(behind) >= len(ahead) else ahead:
        first, last = min(start, price.start), max(end, price.end)
        value: dict[str, object] = {"product": product.name, "price": price.value}
        if counted := quantities_of(text[first:last], lang):
            value["quantity"] = dict(counted[0].value)
        yield Found("price_row", first, last, value)


def _pairs(
    text: str, articles: Sequence[tuple[int, int, Product]], read: Sequence[_Price], *, before: bool
) -> Iterator[tuple[tuple[int, int, Product], _Price]]:
    """Pair articles with the next price, if no other article and no end of a sentence stands between."""
    starts = [price.start for price in read]
    for at, article in enumerate(articles):
        index = bisect_left(starts, article[0]) - (1 if before else 0)
        if not 0 <= index < len(read):
            continue
        price = read[index]
        start, end = (price.end, article[0]) if before else (article[1], price.start)
        beside = articles[at - 1][1] if before and at else 0
        is_next = price.start >= beside if before else at + 1 == len(articles) or price.start < articles[at + 1][0]
        if is_next and 0 <= end - start <= _FURTHEST and not _PARTS_ROWS.search(text, start, end):
            yield article, price
