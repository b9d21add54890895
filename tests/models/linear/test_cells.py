from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from models.linear.cells import Cells
from tests.support.tiers import TEXTS, conversation, small_tier

TIER = small_tier()
BATCH = [*map(conversation, TEXTS), conversation("doe mij er twintig", TEXTS[0], TEXTS[3]), conversation("")]


def test_a_matrix_has_its_cells_back() -> None:
    dense = np.array([[0, 2.0, 0], [0, 0, 0], [1, 0, 3]])
    np.testing.assert_array_equal(Cells.of(csr_matrix(dense)).matrix(3).toarray(), dense)


def test_the_cells_of_a_batch_score_as_its_matrix_does() -> None:
    by_matrix = TIER.weights.weighing.weigh(TIER.vectoriser.raw(BATCH)) @ TIER.weights.coefficients
    np.testing.assert_allclose(
        TIER.weights.logits_of_cells(TIER.vectoriser.cells(BATCH)), by_matrix + TIER.weights.intercept, atol=1e-12
    )
    np.testing.assert_array_equal(TIER.weights.logits(TIER.vectoriser.raw(BATCH)), TIER.logits(BATCH))
