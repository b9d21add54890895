"""Runs a whole evaluation: every detector on every batch it has not seen, and the bundle on ordinary messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeling.corpus.briefs import read_briefs
from labeling.corpus.reading import read_corpus
from labeling.errors import CorpusError
from models.scorer import Scorer
from training.background import background_figures, read_background
from training.dataset import Dataset, build_dataset
from training.evaluation import compare, hard_parts
from training.holding_out import Held, hold_out_linear, hold_out_plain, keywords
from training.recipe import Recipe

__all__ = ["evaluate_corpus"]

_STARTER = "linear, starter corpus"
_LEAST = 3
"""Batches: one to measure on, and two of which each is scored by what the other teaches, to choose thresholds."""


def evaluate_corpus(
    corpus: Path | None, recipe: Recipe, backgrounds: Sequence[Path], on_turn: Callable[[str, float], None]
) -> dict[str, Any]:
    """Measure the linear tier on unseen authors, beside a plain model and a keyword list.

    Parameters
    ----------
    corpus
        Folder of the corpus; ``None``: the one of lont. With briefs of several rounds, the tier is trained a second
        time on what the first round wrote, the starter corpus, so that one sees what the others were worth.
    recipe
        How to train.
    backgrounds
        Files of ordinary messages besides those of lont.
    on_turn
        Told what is being done, and the share done, 0 to 1.

    Returns
    -------
    dict
        ``rows``, ``batches``, ``labels``, ``hard_parts`` and ``background`` (by name of the set).

    Raises
    ------
    CorpusError
        Where a file cannot be read, or the corpus has too few batches.
    """
    on_turn("reading the corpus", 0)
    sets = {"lont's own lines": read_background(None)} | {path.stem: read_background(path) for path in backgrounds}
    rows = read_corpus(corpus)
    batches = len({row.author_batch for row in rows})
    if batches < _LEAST:
        told = f"An evaluation needs at least {_LEAST} author batches, and the corpus has {batches}."
        raise CorpusError(told, "Measure on a larger corpus.")
    dataset = build_dataset(rows, recipe)
    scorer = Scorer.load()
    detectors = _hold_out(dataset, recipe, _starter(dataset, corpus), on_turn)
    on_turn("scoring ordinary messages", 1)
    return {
        "rows": len(rows),
        "batches": batches,
        "labels": compare(dataset, detectors),
        "hard_parts": hard_parts(dataset, detectors["linear"]),
        "background": {name: background_figures(lines, scorer) for name, lines in sets.items()},
    }


def _starter(dataset: Dataset, corpus: Path | None) -> NDArray[np.int64] | None:
    """Return the rows of the first round of writing, or ``None`` where there was one round only."""
    rounds = {batch: brief.round for batch, brief in (read_briefs(corpus) or {}).items()}
    first = np.array([rounds.get(row.author_batch, 1) == 1 for row in dataset.rows])
    return np.flatnonzero(first) if 0 < first.sum() < len(first) else None


def _hold_out(
    dataset: Dataset, recipe: Recipe, starter: NDArray[np.int64] | None, on_turn: Callable[[str, float], None]
) -> dict[str, Held]:
    batches = len(set(dataset.features.batches.tolist()))
    starters = 0 if starter is None else len(set(dataset.features.batches[starter].tolist())) + 1
    turns = 0

    def turn(what: str) -> Callable[[], None]:
        def done() -> None:
            nonlocal turns
            turns += 1
            on_turn(what, turns / (2 * batches + starters))

        return done

    detectors = {"linear": hold_out_linear(dataset, recipe, turn("leaving batches out"))}
    if starter is not None:
        detectors[_STARTER] = hold_out_linear(dataset, recipe, turn("the same, starter corpus"), learn_from=starter)
    detectors["TF-IDF + LR"] = hold_out_plain(dataset, turn("the same, plain model"))
    detectors["keyword list"] = keywords(dataset)
    return detectors
