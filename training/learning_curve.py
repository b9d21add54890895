"""Measures how F1 grows with the number of author batches: still rising at the end means that writing on pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.splits import grouped_folds
from models.contract import LABELS
from training.dataset import Dataset
from training.figures import detection
from training.fitting import fit
from training.recipe import Recipe

__all__ = ["SIZES", "check_batches", "learning_curve", "summary"]

SIZES = (4, 8, 12, 16, 24)
"""Batches to learn from; all that are not held out come last."""
_HELD_OUT = 0.25
"""Share of the batches that are held out."""
_LEAST = SIZES[0] + 1
"""Batches to learn from at the first size, and one to measure on."""


@dataclass(frozen=True, slots=True)
class _Draw:
    """Batches in a random order: what is held out, and what is learned from, the first first."""

    held: list[str]
    learned: list[str]


def check_batches(rows: Sequence[CorpusRow]) -> None:
    """See that a corpus has batches enough for a curve.

    Raises
    ------
    CorpusError
        Where it has fewer than five.
    """
    count = len({row.author_batch for row in rows})
    if count < _LEAST:
        told = f"A learning curve needs at least {_LEAST} author batches, and the corpus has {count}."
        raise CorpusError(told, "Measure on a larger corpus.")


def learning_curve(
    dataset: Dataset, recipe: Recipe, draws: int, on_fit: Callable[[float], None] = lambda _: None
) -> list[dict[str, Any]]:
    """Train on more and more batches, and measure on batches that are never among them.

    Parameters
    ----------
    dataset
        All rows.
    recipe
        How to train.
    draws
        Random divisions of the batches; each is measured at every size.
    on_fit
        Told the share done, 0 to 1.

    Returns
    -------
    list
        One record for each draw, size and label: ``draw``, ``batches``, ``rows``, ``label``, ``f1``,
        ``average_precision``.

    Raises
    ------
    CorpusError
        Where the corpus has fewer than five batches, or a label is in too few of them.
    """
    check_batches(dataset.rows)
    tasks = [
        (number, draw, size)
        for number, draw in enumerate(_draws(dataset, recipe.seed, draws))
        for size in [*(size for size in SIZES if size < len(draw.learned)), len(draw.learned)]
    ]
    for _, draw, size in tasks:
        _check_labels(dataset, recipe, draw, size)
    records = list[dict[str, Any]]()
    measured = Parallel(n_jobs=2, return_as="generator")(delayed(_measure)(dataset, recipe, *task) for task in tasks)
    for done, found in enumerate(measured, 1):
        records += found
        on_fit(done / len(tasks))
    return records


def summary(records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return for each label and size the mean over the draws, and the step from the size before with its interval.

    Returns
    -------
    list
        ``label``, ``batches`` (the mean, where the last size differs), ``rows``, ``f1``, ``average_precision``,
        ``f1_gain`` and its 95% interval ``f1_gain_low``, ``f1_gain_high`` over draws (``None`` for the first size).
    """
    found = []
    for label in LABELS:
        own = [record for record in records if record["label"] == label]
        draws = [[record for record in own if record["draw"] == at] for at in sorted({r["draw"] for r in own})]
        for step in range(len(draws[0])):
            now = [draw[step] for draw in draws]
            means: dict[str, float | None] = {
                name: _mean(now, name) for name in ("batches", "rows", "f1", "average_precision")
            }
            found.append({"label": label, **means, **_gain(draws, step)})
    return found


def _gain(draws: Sequence[Sequence[Mapping[str, Any]]], step: int) -> dict[str, float | None]:
    if step == 0:
        return {"f1_gain": None, "f1_gain_low": None, "f1_gain_high": None}
    gains = np.array([draw[step]["f1"] - draw[step - 1]["f1"] for draw in draws])
    chance = np.random.default_rng(0)
    means = gains[chance.integers(0, len(gains), (1_000, len(gains)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return {"f1_gain": float(gains.mean()), "f1_gain_low": float(low), "f1_gain_high": float(high)}


def _mean(records: Sequence[Mapping[str, Any]], name: str) -> float:
    return float(np.mean([record[name] for record in records]))


def _draws(dataset: Dataset, seed: int, count: int) -> list[_Draw]:
    chance = np.random.default_rng(seed)
    names = sorted(set(dataset.features.batches.tolist()))
    held = max(1, round(_HELD_OUT * len(names)))
    orders = [[names[at] for at in chance.permutation(len(names))] for _ in range(count)]
    return [_Draw(order[:held], order[held:]) for order in orders]


def _check_labels(dataset: Dataset, recipe: Recipe, draw: _Draw, size: int) -> None:
    """See that every part that is learned from or measured on has rows with each label and without it."""
    train = _rows(dataset, draw.learned[:size])
    folds = grouped_folds(dataset.features.batches[train], recipe.inner_folds)
    for part in (_rows(dataset, draw.held), *(np.delete(train, fold) for fold in folds)):
        share = dataset.labels[part].mean(axis=0)
        if not ((share > 0) & (share < 1)).all():
            told = "Some author batches together have no row with one of the labels, or none without it."
            raise CorpusError(told, "Measure on a corpus whose batches have more rows of each kind.")


def _rows(dataset: Dataset, batches: Sequence[str]) -> NDArray[np.int64]:
    return np.flatnonzero(np.isin(dataset.features.batches, batches))


def _measure(dataset: Dataset, recipe: Recipe, number: int, draw: _Draw, size: int) -> list[dict[str, Any]]:
    """Learn from the first batches of a draw, and measure both labels on what is held out."""
    train, held = _rows(dataset, draw.learned[:size]), _rows(dataset, draw.held)
    fitted = fit(dataset.features, train, recipe)
    scores = fitted.calibration.apply(fitted.weights.logits(dataset.features.raw[held]))
    records = []
    for column, label in enumerate(LABELS):
        truth = dataset.labels[held, column] == 1
        raised = scores[:, column] >= fitted.thresholds.values[label]
        precise = float(average_precision_score(truth, scores[:, column]))
        found = {"label": label, "f1": detection(truth, raised).f1, "average_precision": precise}
        records.append({"draw": number, "batches": size, "rows": len(train)} | found)
    return records
