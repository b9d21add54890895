"""Asks the model that comes with lont what it says of rows, to lay it before the people who label."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from labeling.corpus import CorpusRow

__all__ = ["Prediction", "predict"]

_BATCH = 256


class Prediction(NamedTuple):
    """What the model says of one row."""

    model_version: str
    scores: dict[str, float]
    """Score by label, 0 to 1."""
    labels: tuple[str, ...]
    """Labels whose score is at or above their threshold."""


def predict(rows: Sequence[CorpusRow], on_rows: Callable[[int], None] = lambda _: None) -> list[Prediction]:
    """Score rows with their context.

    Parameters
    ----------
    rows
        Any number.
    on_rows
        Called after each batch with how many rows it had.

    Raises
    ------
    ModelError
        Where the bundle is not whole.
    """
    from models.scorer import Scorer  # noqa: PLC0415  # formats are written without a model too

    scorer = Scorer.load()
    predictions = list[Prediction]()
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        scored = scorer.score([row.to_message() for row in part], explain=False)
        predictions += [Prediction(one.model, one.scores, one.labels) for one in scored]
        on_rows(len(part))
    return predictions
