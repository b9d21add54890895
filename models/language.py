"""Tells the language of a text, among those that lont is made for; nothing where a text is too short or unclear."""

from __future__ import annotations

import re
from functools import cache
from math import exp, sqrt
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier, visit_counts

from models.served import is_foreign

__all__ = ["LANGUAGES", "detect_language"]

LANGUAGES = ("ar", "da", "de", "en", "es", "fr", "fy", "it", "nl", "no", "pl", "pt", "ro", "sv", "tr")
"""ISO 639-1 codes that can be told. Papiamento, Sranan and mixed talk are not among them."""

_OTHER_SCRIPTS = ("ar",)
"""Of these, those that are not written in Latin letters; the classifier takes any other script for some of the rest."""
_FEWEST_LETTERS = 12
# More characters cost more time than they settle: see the figures in labeling/corpus/card.md.
_MOST_CHARACTERS = 80
_LEAST_PROBABILITY = 0.7
_NO_LANGUAGE = re.compile(r"emoji_\w+|https?://\S+|www\.\S+|[@#]\w+|\d+")


class _Model(NamedTuple):
    """The tables of py3langid, cut to `LANGUAGES` and laid out so that the rows of a few features are read at once."""

    moves: list[int]
    rows: list[int]
    features: list[int]
    """Number of the feature that ends at a state of the automaton, or -1."""
    weights: NDArray[np.float32]
    """Shape (features, languages)."""
    priors: NDArray[np.float32]
    languages: list[str]


@cache
def _model() -> _Model:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return _Model(
        identifier.tk_nextmove,
        [row << 8 for row in identifier.tk_row],
        identifier.tk_output,
        np.ascontiguousarray(identifier.nb_ptc, np.float32),
        identifier.nb_pc,
        identifier.nb_classes,
    )


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
    language, probability = _classify(plain)
    if probability < _LEAST_PROBABILITY or (language not in _OTHER_SCRIPTS and is_foreign(plain)):
        return None
    return language


def _classify(text: str) -> tuple[str | None, float]:
    """Return what py3langid's classifier says of a text in small letters, at two thirds of its time."""
    model = _model()
    encoded = normalize("NFC", text).encode("utf8", "surrogatepass")
    counts = visit_counts(model.moves, model.rows, model.features, encoded)
    if not counts:
        return None, 0.0
    weights = model.weights.take([*counts], axis=0)
    scores = (np.log1p(np.array([*counts.values()], np.float32)) @ weights + model.priors).tolist()
    best = max(scores)
    # It tempers by the length, so that long texts are not all sure.
    certainty = 1 / sum(exp((score - best) / sqrt(len(encoded))) for score in scores)
    return model.languages[scores.index(best)], certainty
