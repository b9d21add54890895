from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from models.linear.ngrams import word_features
from models.linear.weights import Weighing
from tests.support.tiers import TEXTS

BLOCKS = {"a": (0, 2), "b": (2, 5)}


def test_each_block_of_a_row_gets_the_length_of_its_scale() -> None:
    raw = csr_matrix([[1.0, 2, 0, 3, 1], [0, 0, 5, 0, 0]])
    weighed = Weighing(np.array([1.0, 2, 3, 1, 1]), BLOCKS, {"a": 0.5, "b": 2.0}).weigh(raw).toarray()
    lengths = [[np.linalg.norm(row[start:end]) for start, end in BLOCKS.values()] for row in weighed]
    np.testing.assert_allclose(lengths, [[0.5, 2.0], [0, 2.0]])


def test_a_column_without_frequency_counts_for_nothing() -> None:
    raw = csr_matrix([[3.0, 4.0]])
    weighed = Weighing(np.array([1.0, 0.0]), {"a": (0, 2)}, {"a": 1.0}).weigh(raw).toarray()
    assert weighed.tolist() == [[1.0, 0.0]]


def test_one_block_is_weighed_as_scikit_learn_weighs_it() -> None:
    peer = TfidfVectorizer(analyzer=word_features, sublinear_tf=True)
    expected = peer.fit_transform(TEXTS).toarray()
    counts = np.array([[word_features(text).count(name) for name in peer.get_feature_names_out()] for text in TEXTS])
    raw = csr_matrix(np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0))
    weighing = Weighing(peer.idf_, {"words": (0, raw.shape[1])}, {"words": 1.0})
    np.testing.assert_allclose(weighing.weigh(raw).toarray(), expected)
