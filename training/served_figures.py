"""Figures of a bundle at work: precision where hits are rare, and what the cascade passes on and loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from labeling.corpus import CorpusRow
from labeling.ordinary import OrdinaryLine
from models.contract import LABELS, Message
from models.scorer import Scorer
from training.holding_out import Held

__all__ = ["cascade_ap_loss", "cascade_share_passed", "precision_at"]

Bools = NDArray[np.bool_]

_ONE_HIT_IN = (100, 1_000, 10_000)
"""Messages."""


def precision_at(
    rows: Sequence[CorpusRow], detectors: Mapping[str, Held], background: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return how many of the messages that a detector flags would be hits, if hits were as rare as in a channel.

    Parameters
    ----------
    rows, detectors
        What was scored, and what each detector says of it. A hit counts as found with any label raised.
    background
        Records of one set of ordinary messages, as `training.background.background_figures` returns them.

    Returns
    -------
    list
        For each detector and prevalence (share of hits) a record: ``detector``, ``label`` (``any``), ``prevalence``,
        ``recall``, ``precision``, and ``precision_at_least``, which takes the upper bound of the rate of flags.
    """
    hits = np.array([any(row.labels) for row in rows], bool)
    records = list[dict[str, Any]]()
    for found in background:
        if found["lang"] != "all" or found["detector"] not in detectors:
            continue
        raised: Bools = np.any(detectors[found["detector"]].raised, axis=1)
        recall = float(raised[hits].mean()) if hits.any() else 0.0
        for one_in in _ONE_HIT_IN:
            records.append(
                {
                    "detector": found["detector"],
                    "label": "any",
                    "prevalence": 1 / one_in,
                    "recall": recall,
                    "precision": _precision(recall, found["per_1000"] / 1000, one_in),
                    "precision_at_least": _precision(recall, found["per_1000_at_most"] / 1000, one_in),
                }
            )
    return records


def cascade_share_passed(lines: Sequence[OrdinaryLine], scorer: Scorer) -> float:
    """Return the share of ordinary messages that the fast tier does not rule out, 0 to 1."""
    scored = scorer.score([Message(line.text) for line in lines], explain=False, tier="cascade")
    return sum(one.tier == "transformer" for one in scored) / max(1, len(scored))


def cascade_ap_loss(rows: Sequence[CorpusRow], transformer: Held, cascade: Held) -> dict[str, dict[str, float | None]]:
    """Return by label how much average precision the cascade loses against its slow tier alone.

    Returns
    -------
    dict
        ``messages`` (without a conversation) and ``conversations``; ``None`` where no row of the kind has the label.
    """
    truth = np.array([row.labels for row in rows], bool)
    talks = np.array([row.messages is not None for row in rows])
    return {
        label: {
            name: _loss(truth[part, at], transformer, cascade, part, at)
            for name, part in (("messages", ~talks), ("conversations", talks))
        }
        for at, label in enumerate(LABELS)
    }


def _precision(recall: float, rate: float, one_in: int) -> float:
    found, false = recall, rate * (one_in - 1)
    return found / (found + false) if found else 0.0


def _loss(truth: Bools, transformer: Held, cascade: Held, part: Bools, column: int) -> float | None:
    if not truth.any() or transformer.scores is None or cascade.scores is None:
        return None
    slow = average_precision_score(truth, transformer.scores[part, column])
    return float(slow - average_precision_score(truth, cascade.scores[part, column]))
