"""Cuts a normalised text into tokens: amounts, times and units part from their words, handles and links stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from models.normalise import Normalised

__all__ = ["Token", "look_of", "split_tokens"]

_TOKEN = re.compile(
    r"https?://\S+|www\.\S+"  # a link
    r"|[@#][\w.]+"  # a handle
    r"|emoji_\w+"
    r"|\d+(?:[.,:]\d+)*"  # 12,50 and 20:00 are one; of 8e and o8 the digit is one
    r"|[^\W\d_]{1,2}['’](?=[^\W\d_])|(?<=\w)['’][^\W\d_]+|[^\W\d_]+"  # of l'entrée and Kevin's the word by itself
    r"|\S"
)


class Token(NamedTuple):
    """Places of the normalised text, the end exclusive."""

    start: int
    end: int


def split_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a normalised text in their order; all but white space belongs to one."""
    for match in _TOKEN.finditer(text):
        yield Token(match.start(), match.end())


def look_of(text: Normalised, token: Token) -> str:
    """Return how a token was written: its capitals, and whether it begins a line; normalising drops both.

    Returns
    -------
    str
        One of ``lower``, ``title`` and ``upper``, with ``-line`` behind it for the first token of a line.
    """
    start, end = text.to_original(*token)
    written = text.original[start:end]
    case = "upper" if len(written) > 1 and written.isupper() else "title" if written[:1].isupper() else "lower"
    gap = text.original[max(0, start - 3) : start]
    return f"{case}-line" if start == 0 or "\n" in gap else case
