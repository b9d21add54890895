"""Figures of labelling functions and of their combined votes against the labels of a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from labeling.weak.voting import ABSTAIN, LabellingFunction, Votes

__all__ = ["CombinedFigures", "FunctionFigures", "Share", "combined_figures", "function_figures", "share"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_Z = 1.959964
"""Standard normal quantile of a 95% interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95% interval; no value where there is nothing to take a share of."""

    n: int
    """Of how many."""
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FunctionFigures:
    """What one function did."""

    name: str
    label: str
    vote: int
    """Its polarity: what it votes where it does not abstain."""
    doc: str
    coverage: float
    """Share of rows it votes on, 0 to 1; so are the next two."""
    overlaps: float
    """Share of rows on which another function of the label votes too."""
    conflicts: float
    """Share of rows on which another function of the label votes otherwise."""
    accuracy: Share
    """How often its vote is the label of the row."""
    by_chance: float
    """Share of all rows with the label that it votes: a function no better than this knows nothing."""
    estimated: float
    """Accuracy as estimated from agreement alone."""


@dataclass(frozen=True, slots=True)
class CombinedFigures:
    """What the combined votes did for one label."""

    label: str
    how: str
    """``majority`` or ``weighted``."""
    coverage: float
    """Share of rows with a combined label."""
    accuracy: Share
    """Of the rows with a combined label."""
    precision: Share
    """Of the rows that are combined to 1."""
    recall: Share
    """Of all rows with the label; a row that is unknown is not found."""
    f1: float


def share(right: int, n: int) -> Share:
    """Return a share with Wilson's interval.

    Parameters
    ----------
    right, n
        How many of how many.
    """
    if n == 0:
        return Share(0, None, None, None)
    p = right / n
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return Share(n, p, min(p, max(0.0, centre - half)), max(p, min(1.0, centre + half)))


def function_figures(
    functions: Sequence[LabellingFunction], votes: Votes, labels: Ints, estimated: Floats
) -> list[FunctionFigures]:
    """Return the figures of each function of one label.

    Parameters
    ----------
    functions
        Functions of one label.
    votes
        Shape (rows, functions).
    labels
        The label of each row, shape (rows,).
    estimated
        Accuracies that were estimated without labels, shape (functions,).
    """
    return [_of_function(function, at, votes, labels, float(estimated[at])) for at, function in enumerate(functions)]


def _of_function(function: LabellingFunction, at: int, votes: Votes, labels: Ints, estimated: float) -> FunctionFigures:
    cast = votes[:, at] != ABSTAIN
    others = np.delete(votes, at, axis=1)
    return FunctionFigures(
        name=function.name,
        label=function.label,
        vote=function.vote,
        doc=function.doc,
        coverage=float(cast.mean()),
        overlaps=float((cast & (others != ABSTAIN).any(axis=1)).mean()),
        conflicts=float((cast & (others == 1 - function.vote).any(axis=1)).mean()),
        accuracy=share(int((labels[cast] == function.vote).sum()), int(cast.sum())),
        by_chance=float((labels == function.vote).mean()),
        estimated=estimated,
    )


def combined_figures(label: str, how: str, combined: Votes, labels: Ints) -> CombinedFigures:
    """Return the figures of a combined label.

    Parameters
    ----------
    label, how
        Which label, and how votes were combined.
    combined
        1, 0 or `ABSTAIN` for each row, shape (rows,).
    labels
        The label of each row, shape (rows,).
    """
    known = combined != ABSTAIN
    right, said, there = int(((combined == 1) & (labels == 1)).sum()), int((combined == 1).sum()), int(labels.sum())
    return CombinedFigures(
        label=label,
        how=how,
        coverage=float(known.mean()),
        accuracy=share(int((combined[known] == labels[known]).sum()), int(known.sum())),
        precision=share(right, said),
        recall=share(right, there),
        f1=2 * right / (said + there) if said + there else 0.0,
    )
