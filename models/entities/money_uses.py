"""Decides what the sums of a message are for: a reward, a price, or neither (a debt, a fine, an age, a time)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from models.entities.amounts import Amount, find_amounts
from models.entities.contract import Reading
from models.entities.no_amounts import is_no_amount
from models.entities.pay_words import DEBTS, JOB, SALE
from models.entities.price_signs import AFTER_PRICE, BEFORE_PRICE, Tail, tail_of
from models.entities.products import Product, blank_out, find_products
from models.entities.words import plain

__all__ = ["Money", "Read", "Use", "read_money"]

Use = Literal["reward", "price"]

_RECRUITMENT, _SALE = "recruitment", "f4_sale"
_NEAR = 25
"""Characters between an article and its price."""
_CLAUSE = 30
_LEAST_REWARD = 40
"""A smaller bare number beside a job is rather an age, an hour or a count than pay."""
_MOST_OF_A_PIECE = 250
_ENDS_OFFER = re.compile(
    r" ?(?:$|[.,!?](?!\d)|(?:cash|contant|kontant|bar|auf die|direct|direkt|in de hand|i handen)(?!\w))"
)
_ENDS_CLAUSE = re.compile(r"[.!?;,](?!\d)")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum and what it is for."""

    amount: Amount
    use: Use
    tail: Tail | None
    """What stands behind it and says for what or whom: each, a box, per person."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the extractors of money and goods share."""

    text: str
    """Plain letters, articles blanked out."""
    articles: tuple[tuple[int, int, Product], ...]
    """Start, end and product."""
    sums: tuple[Money, ...]


@lru_cache(maxsize=4)
def read_money(reading: Reading) -> Read:
    """Return what a message says of goods and money; three extractors ask for the same one after each other."""
    text = plain(reading.text.text)
    articles = find_products(text, reading.labels)
    blanked = blank_out(text, articles)
    deciding = _Deciding(blanked, articles, reading)
    sums = []
    for amount in find_amounts(blanked, reading.lang):
        tail = tail_of(blanked, amount, reading.lang)
        is_priced = tail is not None and tail.goods
        if not is_priced and is_no_amount(blanked, amount):
            continue
        use = deciding.use_of(amount, tail)
        if use is not None and (is_priced or not _is_debt(blanked, amount)):
            sums.append(Money(amount, use, tail))
    return Read(blanked, tuple(articles), tuple(sums))


def _is_debt(text: str, amount: Amount) -> bool:
    """Whether a debt or a fine is spoken of in the same clause."""
    before = _ENDS_CLAUSE.split(text[max(0, amount.start - _CLAUSE) : amount.start])[-1]
    after = _ENDS_CLAUSE.split(text[amount.end : amount.end + _CLAUSE])[0]
    return DEBTS.search(before) is not None or DEBTS.search(after) is not None


class _Deciding:
    """What a message as a whole says about its sums."""

    def __init__(self, text: str, articles: Sequence[tuple[int, int, Product]], reading: Reading) -> None:
        self._text = text
        self._starts = [start for start, _, _ in articles]
        self._ends = [end for _, end, _ in articles]
        self._hires, self._sells = _RECRUITMENT in reading.labels, _SALE in reading.labels
        self._trades = self._sells or SALE.search(text) is not None
        self._pays = self._hires or JOB.search(text) is not None

    def use_of(self, amount: Amount, tail: Tail | None) -> Use | None:
        """Return what a sum is for; ``None`` where a bare number is no sum, or nothing tells."""
        if not amount.named and not self._is_sum(amount, tail):
            return None
        if tail is not None and tail.goods:
            # Who hires, and sells nothing, prices what is to be done: 100 a house.
            return "reward" if self._hires and not self._sells else "price"
        if self._hires and self._sells:
            return "price" if self._has_article_near(amount) and amount.low <= _MOST_OF_A_PIECE else "reward"
        if self._hires or self._sells:
            return "reward" if self._hires else "price"
        if self._has_article_near(amount) or (self._trades and not (tail and tail.people)):
            return "price"
        return "reward" if self._pays else None

    def _is_sum(self, amount: Amount, tail: Tail | None) -> bool:
        """Whether a bare number is a sum of money."""
        if tail is not None:
            return True
        before = self._text[max(0, amount.start - _NEAR) : amount.start]
        # A name and a number behind it: a line of a price list.
        if (self._sells or self._trades) and AFTER_PRICE.match(self._text, amount.end):
            return True
        if not self._text[amount.start].isdigit():
            return False
        if self._sells and BEFORE_PRICE.search(before):
            return True
        if amount.low < _LEAST_REWARD:
            return False
        return self._hires or (
            self._pays and not self._trades and _ENDS_OFFER.match(self._text, amount.end) is not None
        )

    def _has_article_near(self, amount: Amount) -> bool:
        at = bisect_left(self._starts, amount.start)
        between = []
        if at:
            between.append((self._ends[at - 1], amount.start))
        if at < len(self._starts):
            between.append((amount.end, self._starts[at]))
        return any(end - start <= _NEAR and not re.search(r"[.!?;] ", self._text[start:end]) for start, end in between)
