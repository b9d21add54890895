"""The concepts of the linear tier, written by hand: what kind of thing a word speaks of, whatever the language.

Dutch, German, French, English, Swedish, with some Polish, Turkish and Papiamento, from press reports and general
knowledge. Patterns are separated by white space and have no diacritics; ``*`` stands for any letters, ``+`` for the
space between two words. A word may be in several concepts, and a loose one does no harm: what a concept says about a
label is learned.
"""

from __future__ import annotations

from training.concept_words import act, crime, goods, speech

__all__ = ["CONCEPTS"]


def _patterns(words: str) -> list[str]:
    return sorted({word.replace("+", " ") for word in words.split()})


CONCEPTS: dict[str, list[str]] = {
    name: _patterns(words)
    for part in (goods.WORDS, crime.WORDS, act.WORDS, speech.WORDS)
    for name, words in part.items()
}
"""Concept to its patterns, in the form that `models.linear.lexicon.Lexicon` reads."""
