"""Tells whether a text is in a script that the models have learned: Latin."""

from __future__ import annotations

import re

__all__ = ["LEAST_FOREIGN_SHARE", "UNSURE_LANGUAGE", "is_foreign"]

UNSURE_LANGUAGE = "language"
"""Code for: much of the text is in a language or script that lont does not serve, and a low score says nothing."""

LEAST_FOREIGN_SHARE = 0.3
"""Share of a text that cannot be read, from which its scores are unsure."""

_LATIN = "A-Za-zªºÀ-ÖØ-öø-ʯᴀ-ᶿḀ-ỿⱠ-Ɀ꜠-ꟿ"
_FOREIGN = re.compile(rf"[^\W\d_{_LATIN}]")


def is_foreign(text: str) -> bool:
    """Whether at least `LEAST_FOREIGN_SHARE` of the letters of a normalised text are not Latin."""
    if text.isascii():
        return False
    foreign = len(_FOREIGN.findall(text))
    return foreign > 0 and foreign >= LEAST_FOREIGN_SHARE * sum(map(str.isalpha, text))
