"""Kinds of text in a takedown request: in NFC, bounded, and clean of characters that hide or turn what one reads."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

__all__ = ["LineText", "ProseText", "VerbatimText", "hides_something", "shown"]

_LINE_BREAKS = frozenset("\n\t")
_JOINERS = frozenset("\u200c\u200d")
"""Allowed in prose: emoji and some scripts are joined by them."""


def hides_something(character: str) -> bool:
    """Return whether a character shows nothing or turns the order: controls, bidi marks, zero width, surrogates."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def shown(text: str) -> str:
    r"""Return a text in which each hiding character stands as its code, such as ``\u202e``; line breaks stay."""
    return "".join(
        f"\\u{ord(character):04x}"
        if hides_something(character) and character not in _LINE_BREAKS and character not in _JOINERS
        else character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def _line(text: str) -> str:
    if any(hides_something(character) for character in text):
        raise PydanticCustomError(
            "hidden_character", "Expected one line without control, zero-width or text-direction characters"
        )
    return unicodedata.normalize("NFC", text)


def _prose(text: str) -> str:
    unified = text.replace("\r\n", "\n")
    if any(hides_something(each) and each not in _LINE_BREAKS and each not in _JOINERS for each in unified):
        raise PydanticCustomError(
            "hidden_character", "Expected text without control, zero-width or text-direction characters"
        )
    return unicodedata.normalize("NFC", unified)


def _verbatim(text: str) -> str:
    if any(unicodedata.category(character) == "Cs" or character == "\x00" for character in text):
        raise PydanticCustomError("unstorable_character", "Expected text without NUL and without lone surrogates")
    return unicodedata.normalize("NFC", text)


LineText = Annotated[str, AfterValidator(_line)]
"""One line, for addresses, handles, names and references."""

ProseText = Annotated[str, AfterValidator(_prose)]
"""What a person of ours wrote, with line breaks."""

VerbatimText = Annotated[str, AfterValidator(_verbatim)]
"""What was captured; hiding characters are kept here and escaped where it is shown (`shown`)."""
