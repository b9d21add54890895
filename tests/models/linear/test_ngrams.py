from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from models.linear.ngrams import character_features, character_grams, pieces, word_features, word_grams


def test_word_grams_are_words_and_pairs_with_the_span_of_both() -> None:
    assert word_grams("te koop nu") == [
        ("te", 0, 2),
        ("koop", 3, 7),
        ("nu", 8, 10),
        ("te koop", 0, 7),
        ("koop nu", 3, 10),
    ]


def test_character_grams_mark_the_edges_and_span_the_whole_word() -> None:
    assert pieces("ab") == [" a", "ab", "b ", " ab", "ab ", " ab "]
    assert {(start, end) for _, start, end in character_grams("x cobra")} == {(0, 1), (2, 7)}


def test_a_sign_has_no_character_grams() -> None:
    assert character_features("? €") == []


@given(st.text(alphabet="abcé 12€'-", max_size=60))
def test_features_are_the_grams_without_their_spans(text: str) -> None:
    assert word_features(text) == [feature for feature, _, _ in word_grams(text)]
    assert character_features(text) == [feature for feature, _, _ in character_grams(text)]


def test_scikit_learn_takes_the_features_as_an_analyzer() -> None:
    vectoriser = TfidfVectorizer(analyzer=word_features).fit(["te koop", "koop nu"])
    assert list(vectoriser.get_feature_names_out()) == ["koop", "koop nu", "nu", "te", "te koop"]
