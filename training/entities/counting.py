"""Counts how well spans were found: precision, recall and F1 of each type, exact and overlapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.entities.contract import ENTITY_TYPES

__all__ = ["Place", "Tally", "figures_of", "tally"]


class Place(NamedTuple):
    """A span of the original text."""

    type: str
    start: int
    end: int


class Tally(NamedTuple):
    """Numbers of spans by type."""

    marked: Counter[str]
    found: Counter[str]
    exact: Counter[str]
    """Found at just the places that are marked."""
    found_overlapping: Counter[str]
    """Found, and overlapping one that is marked with the same type."""
    marked_overlapping: Counter[str]
    """Marked, and overlapping one that was found with the same type."""


def tally(texts: Iterable[tuple[Sequence[Place], Sequence[Place]]]) -> Tally:
    """Count over texts, each with what is marked in it and what was found."""
    counts = Tally(Counter(), Counter(), Counter(), Counter(), Counter())
    for marked, found in texts:
        counts.marked.update(place.type for place in marked)
        counts.found.update(place.type for place in found)
        counts.exact.update(place.type for place in set(found) & set(marked))
        counts.found_overlapping.update(place.type for place in found if _meets(place, marked))
        counts.marked_overlapping.update(place.type for place in marked if _meets(place, found))
    return counts


def figures_of(counts: Tally) -> dict[str, dict[str, float]]:
    """Return the figures of each type that occurs, and of ``all``.

    Returns
    -------
    dict
        Type to ``marked`` and ``found`` (numbers of spans), and ``precision``, ``recall``, ``f1`` with ``overlapping_``
        before the same names, each 0 to 1.
    """
    kinds = [kind for kind in ENTITY_TYPES if counts.marked[kind] or counts.found[kind]]
    return {"all": _figures(counts, kinds)} | {kind: _figures(counts, [kind]) for kind in kinds}


def _figures(counts: Tally, kinds: Sequence[str]) -> dict[str, float]:
    marked, found, exact, found_over, marked_over = (sum(part[kind] for kind in kinds) for part in counts)
    strict = _rates(exact / found if found else 0.0, exact / marked if marked else 0.0)
    loose = _rates(found_over / found if found else 0.0, marked_over / marked if marked else 0.0)
    overlapping = {f"overlapping_{name}": value for name, value in loose.items()}
    return {"marked": marked, "found": found, **strict, **overlapping}


def _rates(precision: float, recall: float) -> Mapping[str, float]:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _meets(place: Place, others: Iterable[Place]) -> bool:
    return any(place.type == other.type and place.start < other.end and other.start < place.end for other in others)
