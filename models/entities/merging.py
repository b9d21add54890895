"""Makes one reading of candidates: which of those that overlap stay, and whether rules or the trained model tell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from models.entities.contract import ENTITY_TYPES, Found

__all__ = ["LEARNED_TYPES", "Way", "merge", "without_overlaps"]

_AROUND = "price_row"
"""The one type that holds entities of others."""

LEARNED_TYPES: tuple[str, ...] = tuple(kind for kind in ENTITY_TYPES if kind != _AROUND)
"""What the trained model tells; it marks no token twice, and so no rows around others."""

_SPELT_OUT = frozenset({"handle", "phone", "link"})
"""Kinds of contacts that have a form of their own, which rules read exactly."""


class Way(StrEnum):
    """Who tells the entities of a type; chosen on texts of unseen authors."""

    RULES = "rules"
    LEARNED = "learned"
    """Besides, the rules where they read a handle, a phone number or a link: no text for training holds one."""
    BOTH = "both"
    """The rules, and what the trained model finds where they find nothing."""


def merge(rules: Sequence[Found], learned: Sequence[Found], ways: Mapping[str, Way]) -> list[Found]:
    """Return what stays, in the order of the text.

    Parameters
    ----------
    rules, learned
        Candidates of the rules and of the trained model, in any order.
    ways
        Type to way; a type that is not in it is told by the rules.
    """
    told = list[Found]()
    for kind in ENTITY_TYPES:
        by_rule = without_overlaps(found for found in rules if found.type == kind)
        apart = _Apart(by_rule)
        by_model = [_with_value(found, apart) for found in learned if found.type == kind]
        told += _of_type(by_rule, by_model, ways.get(kind, Way.RULES))
    return without_overlaps(told)


class _Apart:
    """Candidates of which none overlaps another; a search costs no more than the logarithm of their number."""

    def __init__(self, found: Iterable[Found] = ()) -> None:
        self.found = sorted(found, key=_start)

    def overlapping(self, other: Found) -> list[Found]:
        """Return those that overlap another candidate."""
        at = bisect_left(self.found, other.start, key=_end_inside)
        last = at
        while last < len(self.found) and self.found[last].start < other.end:
            last += 1
        return self.found[at:last]

    def add(self, other: Found) -> None:
        """Take one in that overlaps none."""
        self.found.insert(bisect_left(self.found, other.start, key=_start), other)


def _of_type(by_rule: list[Found], by_model: list[Found], way: Way) -> list[Found]:
    if way is Way.RULES:
        return by_rule
    if way is Way.LEARNED:
        by_rule = [found for found in by_rule if found.type == "contact" and found.value.get("kind") in _SPELT_OUT]
    taken = _Apart(by_rule)
    return by_rule + [found for found in by_model if not taken.overlapping(found)]


def _with_value(found: Found, by_rule: _Apart) -> Found:
    """Take the value that a rule reads there; the model finds places and no values."""
    same = max(by_rule.overlapping(found), key=_by_weight, default=None)
    return found if same is None else replace(found, value=same.value)


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Return candidates of which none overlaps another, but for what stands in a row of a price list.

    Of one type the weightier one stays, then the longer one. Of several types the longer one stays (the 12 of a street
    is no quantity), then the weightier one.
    """
    candidates = list(found)
    kept = list[Found]()
    for kind in ENTITY_TYPES:
        kept += _picked([each for each in candidates if each.type == kind], _by_weight)
    rows = [each for each in kept if each.type == _AROUND]
    others = _picked([each for each in kept if each.type != _AROUND], _by_length)
    return sorted(rows + others, key=lambda each: (each.start, -each.end))


def _picked(found: list[Found], order: Callable[[Found], tuple[float, float]]) -> list[Found]:
    kept = _Apart()
    for each in sorted(found, key=order, reverse=True):
        if not kept.overlapping(each):
            kept.add(each)
    return kept.found


def _start(found: Found) -> int:
    return found.start


def _end_inside(found: Found) -> int:
    """Return the last place of a candidate: what another one must not begin after, to overlap it."""
    return found.end - 1


def _by_weight(found: Found) -> tuple[float, float]:
    return found.weight, found.end - found.start


def _by_length(found: Found) -> tuple[float, float]:
    return found.end - found.start, found.weight
