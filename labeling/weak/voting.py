"""Labelling functions: what one is, how it is registered, and the votes of all of them.

A labelling function knows one sign, and votes one way on one label wherever the sign is there; elsewhere it abstains.
A sign that speaks against both labels makes two functions, which are measured apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeling.weak.reading import Reading

__all__ = ["ABSTAIN", "LabellingFunction", "Registry", "Sign", "Votes", "all_votes"]

ABSTAIN = -1
"""No vote; also the combined label where nothing is known."""
Sign = Callable[[Reading], bool]
Votes = NDArray[np.int8]
"""1, 0 or `ABSTAIN`; shape (rows, functions)."""


@dataclass(frozen=True, slots=True)
class LabellingFunction:
    """One function: votes ``vote`` on ``label`` wherever its sign is there."""

    name: str
    label: str
    vote: int
    doc: str
    """One sentence: what the sign is."""
    sign: Sign

    def __call__(self, seen: Reading) -> int:
        """Return 1, 0 or `ABSTAIN`."""
        return self.vote if self.sign(seen) else ABSTAIN


class Registry:
    """Functions in the order in which they were written.

    Attributes
    ----------
    functions
        All of them.
    """

    def __init__(self) -> None:
        self.functions: list[LabellingFunction] = []

    def add(self, vote: int, *labels: str) -> Callable[[Sign], Sign]:
        """Register a sign as a function of each label; its name and its docstring become theirs.

        Parameters
        ----------
        vote
            1 or 0: what the sign speaks for.
        labels
            Of `models.contract.LABELS`.
        """

        def register(sign: Sign) -> Sign:
            doc = (sign.__doc__ or "").split("\n")[0]
            for label in labels:
                self.functions.append(LabellingFunction(sign.__name__, label, vote, doc, sign))
            return sign

        return register


def all_votes(functions: Sequence[LabellingFunction], seen: Sequence[Reading]) -> Votes:
    """Return the vote of each function on each row, shape (rows, functions)."""
    votes = np.full((len(seen), len(functions)), ABSTAIN, dtype=np.int8)
    for at, reading in enumerate(seen):
        votes[at] = [function(reading) for function in functions]
    return votes
