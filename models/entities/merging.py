"""Makes one reading of candidates: which of those that overlap stay, and whether rules or the trained model tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from models.entities.contract import ENTITY_TYPES, Found

__all__ = ["LEARNED_TYPES", "Way", "merge", "without_overlaps"]

_AROUND = "price_row"
"""The one type that holds entities of others."""

LEARNED_TYPES: tuple[str, ...] = tuple(kind for kind in ENTITY_TYPES if kind != _AROUND)
"""What the trained model tells; it marks no token twice, and so no rows around others."""


class Way(StrEnum):
    """Who tells the entities of a type; chosen on texts of unseen authors."""

    RULES = "rules"
    LEARNED = "learned"
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
        by_rule = [found for found in rules if found.type == kind]
        by_model = [_with_value(found, by_rule) for found in learned if found.type == kind]
        told += _of_type(without_overlaps(by_rule), by_model, ways.get(kind, Way.RULES))
    return without_overlaps(told)


def _of_type(by_rule: list[Found], by_model: list[Found], way: Way) -> list[Found]:
    if way is Way.RULES:
        return by_rule
    if way is Way.LEARNED:
        return by_model
    return by_rule + [found for found in by_model if not any(_overlap(found, other) for other in by_rule)]


def _with_value(found: Found, by_rule: Iterable[Found]) -> Found:
    """Take the value that a rule reads there; the model finds places and no values."""
    same = max((other for other in by_rule if _overlap(found, other)), key=_by_weight, default=None)
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
    kept = list[Found]()
    for each in sorted(found, key=order, reverse=True):
        if not any(_overlap(each, other) for other in kept):
            kept.append(each)
    return kept


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _by_weight(found: Found) -> tuple[float, float]:
    return found.weight, found.end - found.start


def _by_length(found: Found) -> tuple[float, float]:
    return found.end - found.start, found.weight
