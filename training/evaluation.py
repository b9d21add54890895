"""Makes the figures of `lont evaluate` out of what held-out detectors say: per label, language and hard part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from models.contract import LABELS
from training.figures import calibration_error, detection
from training.holding_out import Held

__all__ = ["compare", "count_positives", "hard_parts"]

_FEWEST_POSITIVES = 20
"""A language with fewer positives gets no figures of its own."""
_FEW_POSITIVES = 150
"""A figure on fewer positives says little."""

Bools = NDArray[np.bool_]


def count_positives(rows: Sequence[CorpusRow]) -> dict[str, Any]:
    """Return ``positives`` by label, and ``few_positives``: by label, languages with fewer than 150, with them."""
    hits = {label: Counter(row.lang for row in rows if row.labels[at]) for at, label in enumerate(LABELS)}
    langs = sorted({row.lang for row in rows})
    few = {
        label: {lang: found[lang] for lang in langs if found[lang] < _FEW_POSITIVES} for label, found in hits.items()
    }
    return {"positives": {label: found.total() for label, found in hits.items()}, "few_positives": few}


def compare(rows: Sequence[CorpusRow], detectors: Mapping[str, Held]) -> list[dict[str, Any]]:
    """Return one record for each label, language (first ``all``) and detector."""
    truth = _truth(rows)
    langs = np.array([row.lang for row in rows])
    records = []
    for column, label in enumerate(LABELS):
        for lang in ("all", *sorted(set(langs.tolist()))):
            mask = (langs == lang) | (lang == "all")
            if truth[mask, column].sum() < _FEWEST_POSITIVES:
                continue
            for name, held in detectors.items():
                scores = None if held.scores is None else held.scores[mask, column]
                found = detection(truth[mask, column], held.raised[mask, column], scores)
                records.append({"label": label, "lang": lang, "detector": name} | asdict(found))
    return records


def hard_parts(rows: Sequence[CorpusRow], held: Held) -> dict[str, Any]:
    """Return how a tier does on what is hard: veiled texts, contrast pairs, conversations, disguise.

    Returns
    -------
    dict
        ``recall`` by label and explicitness, each as ``[found, n]``; ``pairs`` (both sides right) and
        ``conversations`` with and without context as ``[right, n]``; ``f1`` by label: plain, with unrelated
        messages around, and in unseen disguise; ``calibration_error`` by label.
    """
    assert held.scores is not None and held.raised_alone is not None  # noqa: S101, PT018  # every tier has them
    assert held.raised_crowded is not None and held.raised_disguised is not None  # noqa: S101, PT018  # as above
    truth = _truth(rows)
    right = (held.raised == truth).all(axis=1)
    conversation = np.array([row.messages is not None for row in rows])
    alone_right = (held.raised_alone == truth).all(axis=1)
    return {
        "recall": {
            label: {part: _recall(rows, truth[:, at], held.raised[:, at], part) for part in ("explicit", "veiled")}
            for at, label in enumerate(LABELS)
        },
        "pairs": _pairs(rows, right),
        "conversations": {
            "with context": [int(right[conversation].sum()), int(conversation.sum())],
            "without context": [int(alone_right[conversation].sum()), int(conversation.sum())],
        },
        "f1": {
            label: {
                "plain": detection(truth[:, at], held.raised[:, at]).f1,
                "crowded": detection(truth[:, at], held.raised_crowded[:, at]).f1,
                "disguised": detection(truth[:, at], held.raised_disguised[:, at]).f1,
            }
            for at, label in enumerate(LABELS)
        },
        "calibration_error": {
            label: calibration_error(truth[:, at], held.scores[:, at]) for at, label in enumerate(LABELS)
        },
    }


def _truth(rows: Sequence[CorpusRow]) -> Bools:
    return np.array([row.labels for row in rows], bool)


def _recall(rows: Sequence[CorpusRow], truth: Bools, raised: Bools, explicitness: str) -> list[int]:
    part = truth & np.array([row.explicitness == explicitness for row in rows])
    return [int((part & raised).sum()), int(part.sum())]


def _pairs(rows: Sequence[CorpusRow], right: Bools) -> list[int]:
    sides = defaultdict[str, list[bool]](list)
    for row, is_right in zip(rows, right.tolist(), strict=True):
        if row.pair is not None:
            sides[row.pair].append(is_right)
    return [sum(map(all, sides.values())), len(sides)]
