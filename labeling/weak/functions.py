"""All labelling functions, and those of one label."""

from __future__ import annotations

from labeling.weak.signs_against import SIGNS_AGAINST
from labeling.weak.signs_of_labels import SIGNS_OF_LABELS
from labeling.weak.voting import LabellingFunction

__all__ = ["FUNCTIONS", "functions_of"]

FUNCTIONS: tuple[LabellingFunction, ...] = (*SIGNS_OF_LABELS, *SIGNS_AGAINST)
"""Every function, those that vote 1 first."""


def functions_of(label: str) -> list[LabellingFunction]:
    """Return the functions that vote on a label."""
    return [function for function in FUNCTIONS if function.label == label]
