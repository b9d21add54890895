"""Asks every detector, as it is served, about rows that nothing was trained on: the bundle's tiers and the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from labeling.plain_model import plain_features
from models.bundle import Bundle
from models.contract import LABELS, ScoredMessage
from models.scorer import Scorer
from training.errors import TrainingError
from training.frozen_encoder import score_frozen
from training.holding_out import Held, keywords, score_plain
from training.showing import Tell
from training.views import views_of

__all__ = ["TIERS", "ask_detectors", "check_held_back", "served_tiers"]

TIERS = ("linear", "transformer", "cascade")
"""Tiers that a bundle may have, the one that lont serves last."""
_LEAST = 2
"""Batches of the corpus: each is scored by what the other teaches, to choose thresholds."""


def served_tiers(bundle: Bundle) -> tuple[str, ...]:
    """Return the tiers that a bundle can be asked by; a cascade needs both of the others."""
    return TIERS if "transformer" in bundle.tiers else TIERS[:1]


def check_held_back(rows: Sequence[CorpusRow], known: Sequence[CorpusRow], bundle: Bundle) -> None:
    """See that there is something to measure on, and that nothing has learned from any of its author batches.

    Raises
    ------
    TrainingError
        Where that is not so.
    """
    if not rows:
        raise TrainingError("There are no rows that are held back.", "Name a folder that has some with --held-back.")
    batches = {row.author_batch for row in known}
    if len(batches) < _LEAST:
        told = f"An evaluation needs at least {_LEAST} author batches to learn from, and the corpus has {len(batches)}."
        raise TrainingError(told, "Measure with a larger corpus.")
    taught = {Path(name).stem: "the bundle has learned from it" for name in bundle.manifest.data}
    taught |= dict.fromkeys(batches, "the corpus has it as well")
    if shared := {row.author_batch for row in rows} & set(taught):
        batch = min(shared)
        raise TrainingError(f"Batch {batch} is not held back: {taught[batch]}.", "Measure on other batches.")


def ask_detectors(
    rows: Sequence[CorpusRow],
    known: Sequence[CorpusRow],
    scorer: Scorer,
    tiers: Sequence[str],
    *,
    encoder: Path | None,
    seed: int,
    tell: Tell,
) -> dict[str, Held]:
    """Return what each detector says of every row, by its name; the last is lont as served.

    Parameters
    ----------
    rows
        What is measured on.
    known
        The corpus, which the plain models learn from.
    scorer, tiers
        The bundle and the tiers that it has; each raises labels from the bundle's own thresholds.
    encoder
        Folder of an encoder, to show what it does without fine-tuning; ``None``: it is left out.
    seed
        Of the messages put around others.
    tell
        Hears how far it is.

    Raises
    ------
    TrainingError
        Where the encoder cannot be read.
    """
    detectors = {}
    if encoder is not None:
        detectors["frozen encoder + LR"] = score_frozen(encoder, known, rows, tell)
    tell("training the plain model", 0)
    plain = _plain(rows, known)
    tell("training the plain model", 1)
    return {"keyword list": keywords(rows), "TF-IDF + LR": plain, **detectors, **_ask(rows, scorer, tiers, seed, tell)}


def _plain(rows: Sequence[CorpusRow], known: Sequence[CorpusRow]) -> Held:
    """Train the plain model on the corpus; of the rows that it scores not even their words are known to it."""
    everything = [*known, *rows]
    X = plain_features(everything, learned_from=known)
    labels = np.array([row.labels for row in everything])
    batches = np.array([row.author_batch for row in everything])
    return score_plain(X, labels, batches, np.arange(len(known)), np.arange(len(known), len(everything)))


def _ask(rows: Sequence[CorpusRow], scorer: Scorer, tiers: Sequence[str], seed: int, tell: Tell) -> Mapping[str, Held]:
    """Ask each tier of a bundle in four views."""
    views, done, found = views_of(rows, seed), 0, dict[str, Held]()
    step = "asking the tiers of the bundle"
    for tier in tiers:
        answers = list[list[ScoredMessage]]()
        for messages in views:
            tell(step, done / (len(tiers) * len(views)))
            answers.append(scorer.score(messages, explain=False, tier=tier))
            done += 1
        scores = np.array([[one.scores[label] for label in LABELS] for one in answers[0]])
        written, alone, crowded, disguised = (_raised(answer) for answer in answers)
        found[tier] = Held(written, scores, alone, crowded, disguised)
    tell(step, 1)
    return found


def _raised(answers: Sequence[ScoredMessage]) -> NDArray[np.bool_]:
    return np.array([[label in one.labels for label in LABELS] for one in answers])
