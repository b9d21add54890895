"""The n-grams that the linear tier reads, each with its place in the normalised text.

Word grams are single words and pairs of neighbours; character grams are the pieces of two to five characters of one
word, its edges marked by a space. ``word_features`` and ``character_features`` are the same grams without places, in
the form that scikit-learn takes as ``analyzer=``.
"""

from __future__ import annotations

from itertools import pairwise

from models.linear.words import blur_number, fold_word, split_words, words

__all__ = [
    "CHARACTERS",
    "Gram",
    "character_features",
    "character_grams",
    "pieces",
    "term",
    "word_features",
    "word_grams",
]

CHARACTERS = (2, 5)
"""Shortest and longest character gram."""

Gram = tuple[str, int, int]
"""A feature and the span of the normalised text that it was read from: one word, or two with what is between."""


def term(word: str) -> str:
    """Return the feature of a single word: folded, with its numbers blurred."""
    return blur_number(fold_word(word))


def pieces(feature: str) -> list[str]:
    """Return the character grams of a word, given its `term`, edges included; a sign gives none."""
    if not (feature[0].isalnum() or feature[0] == "_"):
        return []
    edged = f" {feature} "
    shortest, longest = CHARACTERS
    return [
        edged[at : at + size]
        for size in range(shortest, min(longest, len(edged)) + 1)
        for at in range(len(edged) - size + 1)
    ]


def word_grams(text: str) -> list[Gram]:
    """Return single words and pairs of neighbours with their spans.

    Examples
    --------
    >>> word_grams("te koop")
    [('te', 0, 2), ('koop', 3, 7), ('te koop', 0, 7)]
    """
    single = [(term(word), start, end) for word, start, end in words(text)]
    return single + [(f"{a} {b}", start, end) for (a, start, _), (b, _, end) in pairwise(single)]


def character_grams(text: str) -> list[Gram]:
    """Return the pieces of each word; the span is that of the whole word."""
    return [(piece, start, end) for word, start, end in words(text) for piece in pieces(term(word))]


def word_features(text: str) -> list[str]:
    """Return the features of `word_grams`."""
    single = [term(word) for word in split_words(text)]
    return single + [f"{a} {b}" for a, b in pairwise(single)]


def character_features(text: str) -> list[str]:
    """Return the features of `character_grams`."""
    return [piece for word in split_words(text) for piece in pieces(term(word))]
