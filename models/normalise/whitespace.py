"""Makes every run of white space one space, and none at the ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.normalise.characters import SPACE
from models.normalise.traced import Edit, Traced

__all__ = ["collapse_whitespace"]

_ODD = re.compile(r"[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000]")
_RUN = re.compile(rf"[{SPACE}]+")


def collapse_whitespace(traced: Traced) -> Traced:
    """Collapse and trim white space of every kind: line ends, tabs, non-breaking and typographic spaces."""
    text = traced.text
    odd = "  " in text or text[:1] == " " or text[-1:] == " " or _ODD.search(text)
    return traced.edited(_collapses(text)) if odd else traced


def _collapses(text: str) -> Iterator[Edit]:
    for match in _RUN.finditer(text):
        replacement = " " if match.start() > 0 and match.end() < len(text) else ""
        if match[0] != replacement:
            yield match.start(), match.end(), replacement
