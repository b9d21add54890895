"""Gives styled letters their plain form (ⓗⓞⓘ, 𝓚𝓵𝓾𝓼, full width) and cuts marks that are no accents.

NFKC does the most of it, one cluster (a character with the marks on it) at a time, so that places stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from models.normalise.characters import MARKS, MARKS_FOR_ALL, UNSTABLE, char_class
from models.normalise.letterforms import FORMS
from models.normalise.traced import Edit, Traced

__all__ = ["fold_compatibility"]

# What NFKC would break (an acute accent used as an apostrophe becomes a space, 1½ becomes 11/2) or does not touch.
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("´‘’‚‛ʹʻʼʽˈ′＇", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | {fraction: " " + normalize("NFKC", fraction).replace("⁄", "/") for fraction in "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}
    | {"⁄": "/", "Ŀ": "L", "ŀ": "l"}
)
_TABLE = FORMS | _TYPOGRAPHY

# What folds, with the marks on it; where that is a mark itself, the character before it belongs to the cluster.
# The first class is passed quickly by what is plain; the second has many ranges and is slow.
_CLUSTER = re.compile(f"[^\\x00-\\x7f](?<=[{UNSTABLE}{char_class(map(chr, _TABLE))}{MARKS}])[{MARKS}]*")
_MARK = re.compile(f"[{MARKS}]")
_MARKED = re.compile(f"([^{MARKS}]?)([{MARKS}]+)")
_MARK_FOR_ALL = re.compile(f"[{MARKS_FOR_ALL}]")

# A longer cluster is a heap of marks; Unicode's own stream-safe form stops at 30, and sorting marks is quadratic.
_LONGEST = 16
_MOST_OWN_MARKS = 4
_MOST_ACCENTS = 3
_ABOVE = 230


def fold_compatibility(traced: Traced) -> Traced:
    """Fold each cluster that has a plainer form; accents of real words (é, ö, ç, å) stay, composed."""
    return traced.edited(_folds(traced.text)) if _CLUSTER.search(traced.text) else traced


def _folds(text: str) -> Iterator[Edit]:
    for match in _CLUSTER.finditer(text):
        start = max(0, match.start() - 1) if _MARK.match(match[0]) else match.start()
        cluster = text[start : match.end()]
        folded = _fold(cluster[:_LONGEST])
        if folded != cluster:
            yield start, match.end(), folded


@lru_cache(maxsize=4096)
def _fold(cluster: str) -> str:
    composed = normalize("NFKC", cluster.translate(_TABLE)).translate(_TABLE)
    return _MARKED.sub(_with_real_marks, composed)


def _with_real_marks(match: re.Match[str]) -> str:
    """Keep the marks that a script writes with, and drop those that are heaped on a letter."""
    base, marks = match.groups()
    if _writes_with_marks(base):
        return base + _MARK_FOR_ALL.sub("", marks)[:_MOST_OWN_MARKS]
    # A second mark above, or a heap of them, is no accent: then the composed one was part of the disguise too.
    heaped = len(marks) >= _MOST_ACCENTS or any(combining(mark) == _ABOVE for mark in marks)
    return normalize("NFD", base)[:1] if heaped else base


def _writes_with_marks(base: str) -> bool:
    """Tell Armenian and all that follows from Latin, Greek, Cyrillic and signs, whose accents are composed."""
    return "\u0530" <= base < "\u1e00" or base >= "\u2c80"
