"""Tells the language of a text, among those that lont is made for; nothing where a text is too short or unclear."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["LANGUAGES", "detect_language"]

LANGUAGES = ("ar", "da", "de", "en", "es", "fr", "fy", "it", "nl", "no", "pl", "pt", "ro", "sv", "tr")
"""ISO 639-1 codes that can be told. Papiamento, Sranan and mixed talk are not among them."""

_FEWEST_LETTERS = 12
# More characters cost more time than they settle: see the figures in labeling/corpus/card.md.
_MOST_CHARACTERS = 80
_LEAST_PROBABILITY = 0.7
_NO_LANGUAGE = re.compile(r"emoji_\w+|https?://\S+|www\.\S+|[@#]\w+|\d+")


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a normalised text, or ``None``.

    Parameters
    ----------
    text
        Normalised text; emoji words, links, handles and numbers in it are not looked at.
    """
    plain = _NO_LANGUAGE.sub(" ", text[:_MOST_CHARACTERS])
    if sum(map(str.isalpha, plain)) < _FEWEST_LETTERS:
        return None
    language, probability = _identifier().classify(plain)
    return language if probability >= _LEAST_PROBABILITY else None
