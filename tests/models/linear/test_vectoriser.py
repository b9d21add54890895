from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from models.contract import Message, Prepared
from models.linear.ngrams import character_features, word_features
from models.scorer import Scorer
from tests.support.tiers import TEXTS, conversation, small_tier

VECTORISER = small_tier().vectoriser
PREPARED = [Scorer.prepare(Message(text)) for text in TEXTS]


def _block(name: str, batch: list[Prepared]) -> np.ndarray:
    start, end = VECTORISER.blocks[name]
    return np.asarray(VECTORISER.raw(batch).toarray()[:, start:end])


@pytest.mark.parametrize(
    ("block", "analyzer", "vocabulary"),
    [("words", word_features, VECTORISER.terms), ("characters", character_features, VECTORISER.grams)],
)
def test_grams_count_as_scikit_learn_counts_them(block: str, analyzer: object, vocabulary: list[str]) -> None:
    counts = CountVectorizer(analyzer=analyzer, vocabulary=vocabulary).transform(
        [message.normalised.text for message in PREPARED]
    )
    expected = counts.toarray().astype(float)
    expected[expected > 0] = 1 + np.log(expected[expected > 0])
    np.testing.assert_allclose(_block(block, PREPARED), expected)


def test_rows_do_not_depend_on_what_else_is_in_the_batch() -> None:
    together = VECTORISER.raw(PREPARED).toarray()
    alone = np.vstack([VECTORISER.raw([message]).toarray() for message in PREPARED])
    np.testing.assert_array_equal(together, alone)


def test_a_phrase_is_a_concept_of_its_own() -> None:
    trade = VECTORISER.lexicon.concepts.index("trade")
    found = _block("concepts", [Scorer.prepare(Message(text)) for text in ("te koop", "koop te")])[:, trade]
    assert found.tolist() == [1.0, 0.0]


def test_context_adds_to_a_short_message_and_next_to_nothing_to_a_long_one() -> None:
    column = VECTORISER.terms.index("cobra")
    short, long = conversation("doe mij er twintig", "cobra"), conversation("training " * 60, "cobra")
    values = _block("words", [short, long])[:, column]
    assert values[0] > 0.9
    assert values[1] < 0.001


def test_a_message_without_context_has_nothing_around_it() -> None:
    assert not _block("around", PREPARED).any()
    assert not _block("across", PREPARED).any()


def test_concepts_of_message_and_context_meet_in_across_in_that_order() -> None:
    names = VECTORISER.lexicon.concepts
    found = _block("across", [conversation("vannacht", "cobra")]).reshape(len(names), len(names))
    assert found[names.index("night"), names.index("article")] > 0.9
    assert found[names.index("article"), names.index("night")] == 0


def test_an_empty_message_is_a_row_of_zeros() -> None:
    assert VECTORISER.raw([Scorer.prepare(Message(""))]).nnz == 0
