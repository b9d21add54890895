"""A small evaluation: three detectors, two labels, a few languages, with figures as `lont evaluate` makes them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from labeling.corpus import CorpusRow
from tests.support.rows import NEITHER, sound
from training.background import Flags
from training.evaluation import compare, count_positives, hard_parts
from training.faithfulness import Faithfulness
from training.holding_out import Held
from training.measured import Measured
from training.served_figures import precision_at

_POINTS = [{"kept": kept, "recall": kept, "passed": kept / 8} for kept in (0.9, 0.995, 1.0)]


@pytest.fixture
def rows() -> list[CorpusRow]:
    """Return 160 rows: offers of both labels and neither, some in conversations, some in pairs."""
    found = []
    for at in range(160):
        changes: dict[str, Any] = {"id": f"b{at % 4}-{at}", "author_batch": f"b{at % 4}", "text": f"text number {at}"}
        changes["lang"] = "nl" if at % 2 else "sv"
        changes["pair"] = f"p{at // 4}" if at % 4 < 2 else None
        if at % 4 < 2:
            changes |= NEITHER
        elif at % 8 < 4:
            changes |= {"recruitment": 1, "f4_sale": 0, "role": "recruiter"}
        if at % 10 == 3:
            around = ["what came before", changes["text"], "what came after"]
            changes["messages"] = [{"author": name, "text": text} for name, text in zip("abc", around, strict=True)]
            changes["target_index"] = 1
        found.append(CorpusRow.model_validate(sound(**changes)))
    return found


@pytest.fixture
def measured(rows: list[CorpusRow]) -> Measured:
    """Return a whole evaluation of them; the detector that comes last is lont as served."""
    detectors = {
        "keyword list": Held(_scores(rows, 0.9) >= 0.5),
        "linear": _tier(rows, 0.5),
        "cascade": _tier(rows, 0.35),
    }
    flags = [[True] * count + [False] * (1_000 - count) for count in (7, 3)]
    counted = asdict(Flags.count(flags[0])) | {"distinct": asdict(Flags.count(flags[1]))}
    background = {"own lines": [{"lang": "all", "detector": name} | counted for name in ("linear", "cascade")]}
    return Measured(
        rows,
        detectors,
        {
            "rows": len(rows),
            "batches": 4,
            **count_positives(rows),
            "bundle": "2026.11.0",
            "labels": compare(rows, detectors),
            "hard_parts": {name: hard_parts(rows, detectors[name]) for name in ("linear", "cascade")},
            "background": background,
            "precision_at": precision_at(rows, detectors, background["own lines"]),
            "cascade_share_passed": 0.0213,
            "cascade_ap_loss": {"recruitment": {"messages": 0.0012, "conversations": None}},
            "fast_tiers": [{"fast_tier": "linear tier", "points": _POINTS}],
            "explanations": {"linear": {"f4_sale": asdict(Faithfulness(9, 1, 0, 2.1, 0.4, 1.7, 1.5, 1.9, 0.9))}},
        },
    )


def _scores(rows: list[CorpusRow], noise: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    truth = np.array([row.labels for row in rows])
    return np.clip(truth * 0.8 + 0.1 + np.random.default_rng(3).normal(0, noise, truth.shape), 0.001, 0.999)


def _tier(rows: list[CorpusRow], noise: float) -> Held:
    scores = _scores(rows, noise)
    raised = scores >= 0.5
    return Held(raised, scores, raised.copy(), raised.copy(), raised.copy())
