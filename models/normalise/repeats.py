"""Shortens what is repeated for emphasis: letters (heeeeel), punctuation (!!!!), the same emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.normalise.traced import Edit, Traced

__all__ = ["squeeze_repeats"]

# Digits count (1000), and so do the two strokes of a link (https://) and its www, by which other steps know it.
_REPEATED = re.compile(r"(?!www\.)(?P<letter>[^\W\d_])(?P=letter){2,}|(?P<sign>[^\w\s/]|_)(?P=sign)+")
_REPEATED_EMOJI = re.compile(r"(?<!\S)(?P<emoji>emoji_[a-z0-9_]++) (?P=emoji)(?: (?P=emoji)(?!\S))+(?!\S)")


# The same twice, at a third of the cost, for the many texts in which nothing is repeated.
_HINT = re.compile(r"(\S)\1(?:\1|(?<=[\W_]))")


def squeeze_repeats(traced: Traced) -> Traced:
    """Leave two of three or more equal letters, one of equal signs, two of the same emoji in a row.

    The last one that stays stands for the rest, so that a span of the result covers the whole run.
    """
    squeezed = traced.edited(_letters_and_signs(traced.text)) if _HINT.search(traced.text) else traced
    return squeezed.edited(_emoji(squeezed.text)) if "emoji_" in squeezed.text else squeezed


def _letters_and_signs(text: str) -> Iterator[Edit]:
    for run in _REPEATED.finditer(text):
        kept = 1 if run["letter"] else 0
        yield run.start() + kept, run.end(), run[0][0]


def _emoji(text: str) -> Iterator[Edit]:
    for run in _REPEATED_EMOJI.finditer(text):
        yield run.end("emoji") + 1, run.end(), run["emoji"]
