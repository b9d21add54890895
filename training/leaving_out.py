"""Runs the other evaluation, of training itself: the linear tier anew without each author batch, scored on that one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeling.corpus.briefs import read_briefs
from labeling.corpus.reading import read_corpus
from labeling.errors import CorpusError
from models.bundle import open_bundle
from models.scorer import Scorer
from training.background import background_figures, read_backgrounds
from training.dataset import Dataset, build_dataset
from training.errors import TrainingError
from training.evaluation import compare, count_positives, hard_parts
from training.held_back import served_tiers
from training.holding_out import Held, hold_out_linear, hold_out_plain, keywords
from training.measured import Measured
from training.recipe import Recipe
from training.showing import Tell

__all__ = ["evaluate_left_out", "refuse_with_leave_out"]

_STARTER = "linear, starter corpus"
_LEAST = 3
"""Batches: one to measure on, and two of which each is scored by what the other teaches, to choose thresholds."""


def evaluate_left_out(
    corpus: Path | None, bundle: Path | None, recipe: Recipe, backgrounds: Sequence[Path], tell: Tell
) -> Measured:
    """Measure the linear tier on unseen authors, beside a plain model and a keyword list.

    Parameters
    ----------
    corpus
        Folder of the corpus; ``None``: the one of lont. With briefs of several rounds, the tier is trained a second
        time on what the first round wrote, the starter corpus, so that one sees what the others were worth.
    bundle
        Which one is asked about ordinary messages; ``None``: the one that comes with lont.
    recipe
        How to train.
    backgrounds
        Files of ordinary messages besides those of lont.
    tell
        Hears how far it is.

    Returns
    -------
    Measured
        Figures as of `training.evaluating.evaluate_held_back`, as far as they can be had without a bundle.

    Raises
    ------
    CorpusError, ModelError
        Where a file cannot be read, the corpus has too few batches, or the bundle is not whole.
    """
    tell("reading the corpus", 0)
    sets = read_backgrounds(backgrounds)
    rows = read_corpus(corpus)
    batches = len({row.author_batch for row in rows})
    if batches < _LEAST:
        told = f"An evaluation needs at least {_LEAST} author batches, and the corpus has {batches}."
        raise CorpusError(told, "Measure on a larger corpus.")
    scorer, tiers = Scorer.load(bundle), served_tiers(open_bundle(bundle))
    dataset = build_dataset(rows, recipe)
    tell("reading the corpus", 1)
    detectors = _hold_out(dataset, recipe, _starter(dataset, corpus), tell)
    figures = {
        "rows": len(rows),
        "batches": batches,
        **count_positives(rows),
        "labels": compare(rows, detectors),
        "hard_parts": {"linear": hard_parts(rows, detectors["linear"])},
        "background": {name: background_figures(lines, scorer, tiers, tell) for name, lines in sets.items()},
    }
    return Measured(rows, detectors, figures)


def refuse_with_leave_out(given: Mapping[str, Path | None]) -> None:
    """Refuse options that say nothing about this evaluation.

    Parameters
    ----------
    given
        Options by name, ``None`` where unset.

    Raises
    ------
    TrainingError
        Where one is set.
    """
    for name, value in given.items():
        if value is not None:
            raise TrainingError(f"{name} has no meaning with --leave-out.", "Leave one of them out.")


def _starter(dataset: Dataset, corpus: Path | None) -> NDArray[np.int64] | None:
    """Return the rows of the first round of writing, or ``None`` where there was one round only."""
    rounds = {batch: brief.round for batch, brief in (read_briefs(corpus) or {}).items()}
    first = np.array([rounds.get(row.author_batch, 1) == 1 for row in dataset.rows])
    return np.flatnonzero(first) if 0 < first.sum() < len(first) else None


def _hold_out(dataset: Dataset, recipe: Recipe, starter: NDArray[np.int64] | None, tell: Tell) -> dict[str, Held]:
    batches = len(set(dataset.features.batches.tolist()))
    detectors = {
        "keyword list": keywords(dataset.rows),
        "TF-IDF + LR": hold_out_plain(dataset, _turns("leaving batches out, plain model", batches, tell)),
    }
    if starter is not None:
        turns = len(set(dataset.features.batches[starter].tolist())) + 1
        on_batch = _turns("leaving batches out, starter corpus", turns, tell)
        detectors[_STARTER] = hold_out_linear(dataset, recipe, on_batch, learn_from=starter)
    detectors["linear"] = hold_out_linear(dataset, recipe, _turns("leaving batches out", batches, tell))
    return detectors


def _turns(what: str, count: int, tell: Tell) -> Callable[[], None]:
    done = 0

    def turn() -> None:
        nonlocal done
        done += 1
        tell(what, done / count)

    tell(what, 0)
    return turn
