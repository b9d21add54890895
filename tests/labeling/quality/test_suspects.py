from __future__ import annotations

import numpy as np

from labeling.corpus import CorpusRow
from labeling.quality import find_suspects
from tests.support.rows import NEITHER, sound


def _rows(labels: list[int]) -> list[CorpusRow]:
    return [
        CorpusRow.model_validate(sound(id=str(at), text=f"bericht {at}", **({} if label else NEITHER)))
        for at, label in enumerate(labels)
    ]


def test_a_label_that_a_sure_model_contradicts_is_suspect() -> None:
    labels = [1] * 10 + [0] * 10
    scores = np.array([[0.01, 0.95 if label else 0.05] for label in labels])
    scores[3, 1] = 0.02
    found = find_suspects(_rows(labels), scores)
    assert [(suspect.id, suspect.label, suspect.given) for suspect in found] == [("3", "f4_sale", 1)]


def test_the_most_doubtful_comes_first() -> None:
    labels = [1] * 20 + [0] * 20
    scores = np.array([[0.01, 0.95 if label else 0.05] for label in labels])
    scores[3, 1], scores[25, 1] = 0.03, 0.99
    assert [suspect.id for suspect in find_suspects(_rows(labels), scores)] == ["25", "3"]


def test_a_label_that_all_rows_have_has_no_suspects() -> None:
    assert find_suspects(_rows([1] * 5), np.full((5, 2), 0.1)) == []
