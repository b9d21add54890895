"""Chooses how scores are calibrated, joined and cut off, and what passes, on rows of author batches left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from labeling.corpus import CorpusRow
from labeling.ordinary import measured_lines, read_ordinary
from labeling.splits import grouped_folds
from models.bundle import Bundle
from models.calibration import Calibration
from models.cascade import Cascading, Passing
from models.contract import LABELS
from models.linear import load_tier
from models.linear.sieve import Sieve
from models.scorer import Scorer
from models.thresholds import Thresholds
from training.dataset import among_others, build_dataset
from training.fitting import best_threshold, fit_curve
from training.recipe import Recipe
from training.sieve import COPIES_OF_LINE, alone_and_in_talk, ordinary_to_learn
from training.transformer.folds import Tell, Training, View, linear_out_of_fold
from training.transformer.joining import fit_joining
from training.transformer.passing import choose_passing, goes_on, share_passed

__all__ = ["Chosen", "choose", "read_views"]

_GIVEN_UP = 0.003
"""F1 of the cascade that is given up for fewer flags; around its maximum F1 hardly changes, and flags do."""
_TARGET = "maximal F1 on training rows, each scored by a network that had not seen its author batch"
_JOINED_TARGET = f"the highest threshold within {_GIVEN_UP:g} of the {_TARGET}"
_OTHER_NEIGHBOURS = 2_000
"""Added to the seed, so that no message stands beside the neighbours that it had in training."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, and how good it is."""

    calibration: Calibration
    """Of the transformer tier."""
    thresholds: Thresholds
    """Of the transformer tier alone."""
    cascading: Cascading
    joined_thresholds: Thresholds
    """Of the cascade."""
    metrics: dict[str, float]


def read_views(rows: Sequence[CorpusRow], seed: int) -> list[View]:
    """Return the rows as they are written, and as they would stand in a busy channel."""
    crowded = among_others(rows, seed + _OTHER_NEIGHBOURS)
    return [[Scorer.prepare(message) for message in view] for view in ([row.to_message() for row in rows], crowded)]


def choose(
    training: Training, base: Bundle, views: Sequence[View], folds: int, tell: Tell, *, measured: int | None = None
) -> Chosen:
    """Train tiers without each fold in turn, and choose.

    Parameters
    ----------
    training
        Of the transformer tier.
    base
        Bundle with the linear tier, whose recipe is in its manifest.
    views
        As `read_views` returns them. Calibration and thresholds are chosen on the first; what passes, on both.
    folds
        Whole batches each.
    tell
        Hears of each training.
    measured
        How many of the folds are left out in turn; ``None``: all. Everything is chosen on the rows of these.
    """
    parts = grouped_folds(np.array([row.author_batch for row in training.rows]), folds)[:measured]
    seen = np.sort(np.concatenate(parts))
    rows = [training.rows[at] for at in seen]
    labels = np.array([row.labels for row in rows], np.int64)
    told = _fast(training, base, views, parts, tell)
    fast, sifted = ([scores[seen] for scores in both] for both in (told.scores, told.sifted))
    found = training.out_of_fold(views, parts, tell)[:, seen]
    calibration = Calibration({label: fit_curve(found[0][:, at], labels[:, at]) for at, label in enumerate(LABELS)})
    slow = [calibration.apply(logits) for logits in found]
    joining = fit_joining(fast[0], slow[0], labels)
    joined = [joining.apply(*pair) for pair in zip(fast, slow, strict=True)]
    values, joined_values = _best(slow[0], labels), _best(joined[0], labels, _GIVEN_UP)
    raised = [scores >= [joined_values[label] for label in LABELS] for scores in joined]
    passing = choose_passing(sifted, raised, told.of_lines)
    metrics = {
        **_precision("linear_same_folds", fast[0], labels),
        **_precision("transformer_out_of_fold", slow[0], labels),
        **_precision("joined_out_of_fold", joined[0], labels),
        **_precision("joined_among_others", joined[1], labels),
        **_passed(rows, [goes_on(scores, passing) for scores in sifted], raised),
        "passed_of_ordinary_lines_left_out": float(goes_on(told.of_lines, passing).mean()),
        **_ordinary_passed(base, passing),
        "rows_measured_on": len(rows),
    }
    rounded = {name: round(float(value), 4) for name, value in metrics.items()}
    alone, both = Thresholds(values, _TARGET), Thresholds(joined_values, _JOINED_TARGET)
    return Chosen(calibration, alone, Cascading(passing, joining), both, rounded)


def _best(scores: Floats, labels: Ints, given_up: float = 0.0) -> dict[str, float]:
    return {label: best_threshold(scores[:, at], labels[:, at], given_up=given_up) for at, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class _Fast:
    """What the fast tier says of rows and lines that it has not learned from."""

    scores: list[Floats]
    """Of each view of the rows, shape (rows, 2)."""
    sifted: list[Floats]
    """What decides about going on, of the same shapes."""
    of_lines: Floats
    """The same of ordinary lines, shape (lines, 2)."""


def _fast(training: Training, base: Bundle, views: Sequence[View], parts: Sequence[Ints], tell: Tell) -> _Fast:
    recipe = Recipe(**{name: value for name, value in base.manifest.config.items() if name != "transformer"})
    dataset = build_dataset(training.rows, recipe)
    calibration = Calibration.load(base.folder / "calibration.json", "linear")
    found = linear_out_of_fold(dataset, views, parts, recipe, tell, ordinary=ordinary_to_learn())
    scores = [calibration.apply(logits) for logits in found.logits]
    sifted = [Sieve.applied(*pair) for pair in zip(scores, found.added, strict=True)]
    return _Fast(scores, sifted, Sieve.applied(calibration.apply(found.line_logits), found.line_added))


def _precision(name: str, scores: Floats, labels: Ints) -> dict[str, float]:
    return {
        f"{name}_average_precision_{label}": average_precision_score(labels[:, at], scores[:, at])
        for at, label in enumerate(LABELS)
    }


def _passed(
    rows: Sequence[CorpusRow], passes: Sequence[NDArray[np.bool_]], raised: Sequence[NDArray[np.bool_]]
) -> dict[str, float]:
    """Return how much passes of what the transformer tier raises, and of what is neither label."""
    in_talk = np.array([row.messages is not None for row in rows])
    shares = dict[str, float]()
    for at, label in enumerate(LABELS):
        written, crowded = (found[:, at] for found in raised)
        shares |= {
            f"passed_of_raised_{label}": share_passed(passes[0], written),
            f"passed_of_raised_in_conversations_{label}": share_passed(passes[0], np.logical_and(written, in_talk)),
            f"passed_of_raised_among_others_{label}": share_passed(passes[1], crowded),
        }
    neither = np.array([row.labels == (0, 0) for row in rows])
    return shares | {"passed_of_neither": share_passed(passes[0], neither)}


def _ordinary_passed(base: Bundle, passing: Passing) -> dict[str, float]:
    """Return the share passed on of those of lont's ordinary lines that nothing learned from, alone and in talk."""
    tier = load_tier(base.folder / "linear", Calibration.load(base.folder / "calibration.json", "linear"))
    passes = goes_on(tier.sift(alone_and_in_talk(measured_lines(read_ordinary()))).passing, passing)
    alone, in_talk = (float(passes[at::COPIES_OF_LINE].mean()) for at in range(COPIES_OF_LINE))
    return {"passed_of_ordinary": alone, "passed_of_ordinary_in_talk": in_talk}
