"""Asks a bundle, as it is served, about rows that are held back and about ordinary lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from labeling.ordinary import OrdinaryLine
from models.bundle import open_bundle
from models.contract import LABELS, Message, ScoredMessage
from models.scorer import Scorer
from training.held_back import check_held_back
from training.showing import Tell
from training.views import views_of

__all__ = ["Side", "ask_side"]

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Side:
    """What one bundle says; arrays of shape (rows, 2) or (lines, 2)."""

    version: str
    raised: NDArray[np.bool_]
    scores: NDArray[np.float64]
    raised_disguised: NDArray[np.bool_]
    """In disguises that training never uses."""
    lines_raised: NDArray[np.bool_]
    """Of the ordinary lines."""
    line_scores: NDArray[np.float64]


def ask_side(
    bundle: Path | None,
    rows: Sequence[CorpusRow],
    known: Sequence[CorpusRow],
    lines: Sequence[OrdinaryLine],
    tell: Tell,
) -> Side:
    """Score rows as they are written and in unseen disguise, and ordinary lines.

    Parameters
    ----------
    bundle
        Its folder; ``None``: the one that comes with lont.
    rows
        Held back from it.
    known
        The corpus as it is now.
    lines
        That hold no hit.
    tell
        Hears how far it is.

    Raises
    ------
    ModelError, TrainingError
        Where the bundle is not whole, and where it has learned from a batch of the rows.
    """
    opened = open_bundle(bundle)
    check_held_back(rows, known, opened)
    scorer, views = Scorer.load(bundle), views_of(rows, seed=7)
    ordinary = [Message(line.text) for line in lines]
    asked = [*views.written, *views.disguised, *ordinary]
    said = list[ScoredMessage]()
    for start in range(0, len(asked), _AT_ONCE):
        tell(f"asking {scorer.version}", start / len(asked))
        said += scorer.score(asked[start : start + _AT_ONCE], explain=False)
    tell(f"asking {scorer.version}", 1)
    raised = np.array([[label in one.labels for label in LABELS] for one in said], bool)
    scores = np.array([[one.scores[label] for label in LABELS] for one in said])
    first, last = len(rows), 2 * len(rows)
    return Side(scorer.version, raised[:first], scores[:first], raised[first:last], raised[last:], scores[last:])
