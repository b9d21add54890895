"""Marks what one text has that another has not, word by word, in the words as they were written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Difference", "differences"]

_PART = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_PARTS = 1_500
"""Parts of each text that are compared; what follows in a longer one stands as one part."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of a text beside another."""

    kind: Literal["same", "added", "removed"]
    """Of `added`: only in the text; `removed`: only in the one that it is compared with."""
    text: str


def differences(earlier: str, text: str) -> list[Difference]:
    """Return stretches in order: those `same` and `added` together are the text, `same` and `removed` the earlier one.

    Parameters
    ----------
    earlier, text
        Two texts as captured.
    """
    found: list[Difference] = []
    one, other = _parts(earlier), _parts(text)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            _append(found, "same", other[c:d])
            continue
        _append(found, "removed", one[a:b])
        _append(found, "added", other[c:d])
    return found


def _parts(text: str) -> list[str]:
    parts = _PART.findall(text)
    return [*parts[:_MOST_PARTS], "".join(parts[_MOST_PARTS:])] if len(parts) > _MOST_PARTS else parts


def _append(found: list[Difference], kind: Literal["same", "added", "removed"], parts: Sequence[str]) -> None:
    if parts:
        found.append(Difference(kind, "".join(parts)))
