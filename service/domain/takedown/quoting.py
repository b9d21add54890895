"""Finds in an explanation what it quotes from an excerpt, and which provision it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from service.domain.takedown.texts import hides_something

__all__ = ["names_provision", "quotes_from", "without_quotes"]

MIN_WORDS = 3
MIN_CHARACTERS = 12

_DOUBLE = '"“”„‟«»‹›'
_SINGLE = "'‘’‚`"
_BY_DOUBLE = re.compile(f"[{_DOUBLE}]")
_BY_ANY = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_QUOTED = re.compile(f"[{_DOUBLE}][^{_DOUBLE}]*[{_DOUBLE}]")
_NUMBER = re.compile(r"\d+[a-z]{0,3}(?:\.\d+[a-z]{0,3})*")


def quotes_from(explanation: str, excerpts: Iterable[str]) -> bool:
    """Return whether an explanation quotes at least 3 words or 12 characters of an excerpt, between quotation marks."""
    sources = [_plain(excerpt) for excerpt in excerpts]
    return any(
        _long_enough(piece) and any(piece in source for source in sources)
        for marks in (_BY_DOUBLE, _BY_ANY)
        for piece in _between(marks.split(explanation))
    )


def names_provision(explanation: str, provision: str) -> bool:
    """Return whether an explanation names the article of a provision, such as ``art. 133`` or ``artikel 1.2.2``."""
    number = _NUMBER.search(provision.lower())
    if number is None:
        return provision.casefold() in explanation.casefold()
    named = re.compile(
        rf"(?:\bart(?:ikel(?:en)?|icles?|t)?\b\.?|\bsection\b|§)[^;\n]{{0,60}}?(?<![\w.]){re.escape(number[0])}(?!\w|\.\d)"
    )
    return named.search(explanation.lower()) is not None


def without_quotes(text: str) -> str:
    """Return a text without what stands between double quotation marks: others said that."""
    return _QUOTED.sub(" ", text)


def _between(pieces: list[str]) -> Iterator[str]:
    # A quotation may hold one of its own, so that up to three pieces belong together.
    inner = pieces[1:-1]
    for width in (1, 2, 3):
        for start in range(len(inner) - width + 1):
            yield _plain(" ".join(inner[start : start + width]))


def _plain(text: str) -> str:
    kept = (" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    visible = "".join(character for character in kept if not hides_something(character))
    return " ".join(_BY_ANY.sub("", visible).casefold().split())


def _long_enough(piece: str) -> bool:
    return len(piece) >= MIN_CHARACTERS or len(piece.split()) >= MIN_WORDS
