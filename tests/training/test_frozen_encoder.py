from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from tests.support.trainable import separable_rows, write_trainable_encoder
from training.errors import TrainingError
from training.frozen_encoder import score_frozen
from training.holding_out import Held

ROWS = separable_rows(96)
KNOWN = [row for row in ROWS if row.author_batch != "b3"]
ASKED = [row for row in ROWS if row.author_batch == "b3"]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_trainable_encoder(tmp_path_factory.mktemp("trainable") / "tiny")


def _scores(held: Held) -> NDArray[np.float64]:
    assert held.scores is not None
    return held.scores


def test_what_is_learned_on_the_corpus_is_found_in_other_batches(encoder: Path) -> None:
    said = list[tuple[str, float]]()
    found = score_frozen(encoder, KNOWN, ASKED, lambda what, share: said.append((what, share)))
    # Of an encoder with random weights no more can be asked than that it tells one label.
    assert average_precision_score([row.recruitment for row in ASKED], _scores(found)[:, 0]) > 0.9
    assert found.raised.shape == (len(ASKED), 2)
    assert [what for what, share in said if share == 1] == [
        "embedding with the frozen encoder",
        "choosing the penalty on the frozen encoder",
    ]


def test_the_rows_that_are_scored_are_not_learned_from(encoder: Path) -> None:
    turned = [row.model_copy(update={"f4_sale": 1 - row.f4_sale, "recruitment": 1 - row.recruitment}) for row in ASKED]
    first, second = (score_frozen(encoder, KNOWN, rows, lambda *_: None) for rows in (ASKED, turned))
    np.testing.assert_array_equal(_scores(first), _scores(second))
    np.testing.assert_array_equal(first.raised, second.raised)


def test_a_label_that_the_corpus_lacks_is_scored_zero(encoder: Path) -> None:
    known = [row for row in KNOWN if not row.recruitment]
    assert not _scores(score_frozen(encoder, known, ASKED, lambda *_: None))[:, 0].any()


def test_a_folder_without_an_encoder_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError):
        score_frozen(tmp_path, KNOWN, ASKED, lambda *_: None)
