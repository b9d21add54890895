from __future__ import annotations

import numpy as np

from labeling.corpus import CorpusRow
from tests.support.rows import NEITHER, sound
from training.evaluation import compare, count_positives, hard_parts
from training.holding_out import Held

TALK = {"messages": [{"author": "a", "text": "?"}, {"author": "b", "text": "een doos te koop"}], "target_index": 1}


def _rows(hits: int, lang: str = "nl", **changes: object) -> list[CorpusRow]:
    both = [sound(id=f"{lang}{at}", lang=lang, pair=f"{lang}{at // 2}", **changes) for at in range(2 * hits)]
    return [CorpusRow.model_validate(one if at % 2 == 0 else one | NEITHER) for at, one in enumerate(both)]


def _right(rows: list[CorpusRow]) -> Held:
    """Return a detector that is right of every row, but not without the messages around."""
    truth = np.array([row.labels for row in rows], bool)
    return Held(truth, truth.astype(float), np.zeros_like(truth), truth, truth)


def test_every_detector_is_compared_for_each_language_with_enough_positives() -> None:
    rows = [*_rows(20), *_rows(19, "sv")]
    no = Held(np.zeros((len(rows), 2), bool))
    records = compare(rows, {"no": no, "right": _right(rows)})
    assert [(one["label"], one["lang"], one["detector"], one["f1"]) for one in records] == [
        ("f4_sale", "all", "no", 0.0), ("f4_sale", "all", "right", 1.0),
        ("f4_sale", "nl", "no", 0.0), ("f4_sale", "nl", "right", 1.0),
    ]  # fmt: skip
    assert [one["average_precision"] for one in records] == [None, 1.0, None, 1.0]


def test_languages_with_few_positives_are_named() -> None:
    counted = count_positives([*_rows(150), *_rows(149, "sv")])
    assert counted["positives"] == {"recruitment": 0, "f4_sale": 299}
    assert counted["few_positives"] == {"recruitment": {"nl": 0, "sv": 0}, "f4_sale": {"sv": 149}}


def test_the_hard_parts_count_their_cases() -> None:
    rows = [*_rows(3), *_rows(2, "sv", **TALK), *_rows(1, "de", explicitness="explicit")]
    parts = hard_parts(rows, _right(rows))
    assert parts["recall"]["f4_sale"] == {"explicit": [1, 1], "veiled": [5, 5]}
    assert parts["pairs"] == [6, 6]
    assert parts["conversations"] == {"with context": [4, 4], "without context": [2, 4]}
    assert parts["f1"]["f4_sale"] == {"plain": 1.0, "crowded": 1.0, "disguised": 1.0}
    assert parts["calibration_error"]["f4_sale"] == 0


def test_a_pair_is_right_with_both_sides_only() -> None:
    rows = _rows(2)
    held = _right(rows)
    held.raised[1, 1] = True
    assert hard_parts(rows, held)["pairs"] == [1, 2]
