"""Weighs what could rule out the ordinary: share of ordinary messages passed on against what is kept of the raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from labeling.corpus import CorpusRow
from labeling.ordinary import OrdinaryLine
from labeling.plain_model import plain_features, plain_scores
from models.contract import LABELS, Message, Prepared
from models.scorer import Scorer
from models.transformer.reading import Reader
from training.encoder.pretrained import load_encoder
from training.showing import Tell
from training.transformer.folds import open_tokenizer

__all__ = ["KEPT", "fast_tier_curves"]

KEPT = (0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 1.0)
"""Shares of what is raised that have to pass, label by label."""
_PENALTY = 100.0
_SURE = 1e-4
"""A teacher's score nearer to 0 or 1 is no more to be learned from."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    messages: None = None


def fast_tier_curves(
    rows: Sequence[CorpusRow],
    known: Sequence[CorpusRow],
    lines: Sequence[OrdinaryLine],
    raised: Bools,
    scorer: Scorer,
    *,
    encoder: Path | None,
    tell: Tell,
) -> list[dict[str, Any]]:
    """Return a curve for each candidate of a fast tier.

    Parameters
    ----------
    rows
        What nothing has learned from, conversations included.
    known
        What the candidates learn from.
    lines
        Ordinary messages; only measured.
    raised
        Which labels of the rows the transformer tier raises, shape (rows, 2).
    scorer
        The bundle: its linear tier is a candidate, its transformer tier the teacher of another.
    encoder
        Folder of the encoder whose word embeddings a candidate takes the mean of; ``None``: it is left out.
    tell
        Hears how far it is.

    Returns
    -------
    list
        Records with ``fast_tier`` and ``points``: for each share of `KEPT` the ``recall`` (share of raised rows that
        pass) and ``passed`` (share of ordinary messages that pass).
    """
    step = "weighing fast tiers"
    tell(step, 0)
    candidates = {
        "linear tier": _linear(rows, lines, scorer),
        "linear tier with its sieve": _sifted(rows, lines, scorer),
        "TF-IDF + LR": _plain(rows, known, lines),
    }
    tell(step, 0.4)
    if encoder is not None:
        candidates["mean of word embeddings, distilled"] = _distilled(rows, known, lines, scorer, encoder)
    tell(step, 1)
    return [
        {"fast_tier": name, "points": [_point(*scores, raised, kept) for kept in KEPT]}
        for name, scores in candidates.items()
    ]


def _linear(rows: Sequence[CorpusRow], lines: Sequence[OrdinaryLine], scorer: Scorer) -> tuple[Floats, Floats]:
    return _asked([row.to_message() for row in rows], scorer), _asked([Message(line.text) for line in lines], scorer)


def _sifted(rows: Sequence[CorpusRow], lines: Sequence[OrdinaryLine], scorer: Scorer) -> tuple[Floats, Floats]:
    asked = [row.to_message() for row in rows], [Message(line.text) for line in lines]
    on_rows, on_lines = (scorer.sift(messages).passing for messages in asked)
    return on_rows, on_lines


def _asked(messages: Sequence[Message], scorer: Scorer, tier: str = "linear") -> Floats:
    scored = scorer.score(messages, explain=False, tier=tier)
    return np.array([[one.scores[label] for label in LABELS] for one in scored])


def _plain(
    rows: Sequence[CorpusRow], known: Sequence[CorpusRow], lines: Sequence[OrdinaryLine]
) -> tuple[Floats, Floats]:
    X = plain_features([*known, *rows, *(_Line(line.text) for line in lines)], learned_from=known)
    train, asked = np.arange(len(known)), np.arange(len(known), X.shape[0])
    labels = np.array([row.labels for row in known])
    scores = np.column_stack([plain_scores(X, labels[:, at], train, asked) for at in range(len(LABELS))])
    return scores[: len(rows)], scores[len(rows) :]


def _distilled(
    rows: Sequence[CorpusRow], known: Sequence[CorpusRow], lines: Sequence[OrdinaryLine], scorer: Scorer, encoder: Path
) -> tuple[Floats, Floats]:
    """Teach the mean of the word embeddings what the transformer tier says of the corpus."""
    embeddings = load_encoder(encoder).embeddings.word_embeddings.weight.detach().numpy()
    reader = Reader(open_tokenizer(encoder))

    def means(messages: Sequence[Message]) -> Floats:
        readings = reader.read([_alone(message) for message in messages])
        return np.array([embeddings[reading.ids].mean(0) for reading in readings])

    taught = [row.to_message() for row in known]
    said = logit(np.clip(_asked(taught, scorer, "transformer"), _SURE, 1 - _SURE))
    student = make_pipeline(StandardScaler(), Ridge(_PENALTY)).fit(means(taught), said)
    asked = [row.to_message() for row in rows], [Message(line.text) for line in lines]
    on_rows, on_lines = (np.asarray(student.predict(means(messages))) for messages in asked)
    return on_rows, on_lines


def _alone(message: Message) -> Prepared:
    return Scorer.prepare(Message(message.text))


def _point(on_rows: Floats, on_lines: Floats, raised: Bools, kept: float) -> Mapping[str, float]:
    least = [_lowest(on_rows[raised[:, at], at], kept) for at in range(len(LABELS))]
    passes, wanted = np.any(on_rows >= least, axis=1), np.any(raised, axis=1)
    return {
        "kept": kept,
        "recall": float(passes[wanted].mean()) if wanted.any() else 1.0,
        "passed": float(np.any(on_lines >= least, axis=1).mean()),
    }


def _lowest(scores: Floats, kept: float) -> float:
    """Return the score that at least such a share reaches; nobody passes a label that is never raised."""
    if not len(scores):
        return np.inf
    return float(np.sort(scores)[len(scores) - int(np.ceil(kept * len(scores)))])
