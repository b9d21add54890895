"""Makes an explanation of the weights of words: spans of the original text, neighbours joined, the strongest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.contract import Evidence
from models.normalise import Normalised
from models.normalise.characters import MARKS

__all__ = ["MOST_SPANS", "WordWeight", "strongest_spans"]

MOST_SPANS = 8
"""Spans of an explanation."""
_WORTH_SHOWING = 0.1

# What is drawn on or joined to the character before it: marks, joiners, skin tones, tags of flags.
_ATTACHED = re.compile(f"[{MARKS}\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]+")


@dataclass(frozen=True, slots=True)
class WordWeight:
    """A word of the normalised text, or several neighbours, and what it added to the log-odds."""

    start: int
    end: int
    weight: float


def strongest_spans(normalised: Normalised, found: Sequence[WordWeight], label: str) -> tuple[Evidence, ...]:
    """Return the spans that count most for or against a label, strongest first, at most `MOST_SPANS`.

    Neighbouring words that point the same way are one span. Words with less than a tenth of the weight of the
    strongest are left out. No span is empty, overlaps another, or parts a character from the marks on it.

    Parameters
    ----------
    normalised
        The text that the words are of.
    found
        Words in their order, none within another.
    label
        What they count for.
    """
    placed = _in_original(normalised, found)
    strongest = max((abs(word.weight) for word in placed), default=0.0)
    spans = sorted(_merged(placed, _WORTH_SHOWING * strongest), key=lambda span: -abs(span.weight))
    return tuple(Evidence(label, span.start, span.end, round(span.weight, 4)) for span in spans[:MOST_SPANS])


def _in_original(normalised: Normalised, found: Sequence[WordWeight]) -> list[WordWeight]:
    """Place words in the original text; words that one character stands for (``¼``) become one."""
    placed = list[WordWeight]()
    for word in found:
        start, end = _whole(normalised.original, *normalised.to_original(word.start, word.end))
        if placed and start < placed[-1].end:
            last = placed.pop()
            placed.append(WordWeight(last.start, max(last.end, end), last.weight + word.weight))
        else:
            placed.append(WordWeight(start, end, word.weight))
    return placed


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to characters with all that is attached to them."""
    while start > 0 and _ATTACHED.fullmatch(text[start]):
        start -= 1
    attached = _ATTACHED.match(text, end)
    return start, attached.end() if attached else end


def _merged(found: Sequence[WordWeight], least: float) -> Iterator[WordWeight]:
    """Join neighbours of the same sign; what weighs less than the least parts them and is left out."""

    def side(word: WordWeight) -> int:
        return 0 if abs(word.weight) < least or word.weight == 0 else 1 if word.weight > 0 else -1

    for sign, group in groupby(found, side):
        run = list(group)
        if sign:
            yield WordWeight(run[0].start, run[-1].end, sum(word.weight for word in run))
