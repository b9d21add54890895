"""Reads what a job pays: the sum, for one or for all, at once or in parts."""

from __future__ import annotations

import re

from models.entities.contract import Found, Reading
from models.entities.money_uses import Money, read_money
from models.entities.words import matchers

__all__ = ["rewards"]

_PARTS = matchers({
    "half": "half halve helft de+helft halv halva hallften halften halfte die+halfte halb moitie la+moitie fifty+fifty",
    "upfront": """
        vooraf vooruit van+tevoren aanbetaling direct+vooraf
        upfront up+front in+advance before+hand beforehand deposit before
        vorab vorher im+voraus anzahlung vorkasse
        i+forskott forskott innan fore
        d'avance avant en+avance acompte
    """,
    "rest": """
        erna daarna achteraf na+afloop naderhand de+rest rest na
        after afterwards the+rest when+done when+it's+done when+its+done
        danach nachher hinterher der+rest den+rest
        efter efterat resten
        apres le+reste
    """,
})  # fmt: skip
_PER = {"person": "person", "each": "person", "all": "all"}
_BEFORE_PERSON = re.compile(
    r"(?<!\w)(?:ieder|elk|each|je|jeder|jeweils|chacun|var|pp|per man|jeder kriegt|krijgen ieder) $"
)
_BETWEEN_WORDS = re.compile(r"[ ,]{0,2}")
_PREPOSITIONS = frozenset({"na", "before", "after", "fore", "innan", "efter", "avant", "apres", "rest", "half", "halv"})
_LONGEST = 24


def rewards(reading: Reading) -> list[Found]:
    """Find ``reward``."""
    read = read_money(reading)
    return [_found(read.text, money) for money in read.sums if money.use == "reward"]


def _found(text: str, money: Money) -> Found:
    amount = money.amount
    part, end = _part(text, money)
    value = {**amount.value(), "per": _per(text, money)} | ({"part": part} if part else {})
    return Found("reward", amount.start, end, value)


def _per(text: str, money: Money) -> str:
    if money.tail is not None and money.tail.kind in _PER:
        return _PER[money.tail.kind]
    before = text[max(0, money.amount.start - _LONGEST) : money.amount.start]
    return "person" if _BEFORE_PERSON.search(before) else "unknown"


def _part(text: str, money: Money) -> tuple[str | None, int]:
    """Return which part of the pay it is, and where the entity ends: a word right behind the sum belongs to it."""
    end = money.amount.end
    gap = _BETWEEN_WORDS.match(text, end)
    behind = text[gap.end() if gap else end :][:_LONGEST]
    before = text[max(0, money.amount.start - _LONGEST) : money.amount.start].rstrip(" :")
    for part, pattern in _PARTS:
        if match := pattern.match(behind):
            return part, end + 1 + match.end() if _belongs(text, end, match) else end
    for part, pattern in _PARTS:
        if any(match.end() == len(before) for match in pattern.finditer(before)):
            return part, end
    return None, end


def _belongs(text: str, end: int, match: re.Match[str]) -> bool:
    """Whether the word stands right behind the sum, and is no preposition of what follows (650 na het filmpje)."""
    opens = match[0] in _PREPOSITIONS and re.match(r" \w", match.string[match.end() :]) is not None
    return text[end : end + 1] == " " and not opens
