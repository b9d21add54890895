"""Tells which words the normaliser reads otherwise than they were written, and by which of its steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.normalise.compatibility import fold_compatibility
from models.normalise.confusables import fold_confusables
from models.normalise.emoji_words import emoji_to_words
from models.normalise.invisible import remove_invisible
from models.normalise.leet import read_leet
from models.normalise.mojibake import repair_mojibake
from models.normalise.pipeline import STEPS, Normalised
from models.normalise.repeats import squeeze_repeats
from models.normalise.spelled_apart import join_spelled_apart
from models.normalise.traced import Traced

__all__ = ["CHANGES", "MOST_CHANGES", "Change", "changed_words"]

MOST_CHANGES = 200
"""Words of one text that are told, the first ones."""

_CODES: dict[Callable[[Traced], Traced], str] = {
    repair_mojibake: "broken_encoding",
    emoji_to_words: "emoji",
    fold_compatibility: "letter_forms",
    remove_invisible: "invisible",
    fold_confusables: "look_alikes",
    join_spelled_apart: "spelled_apart",
    read_leet: "leet",
    squeeze_repeats: "repeats",
}
CHANGES = tuple(_CODES.values())
"""Stable codes of what can change a word; case and white space are none, since they tell nothing."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Change:
    """A word of the normalised text that was written otherwise."""

    start: int
    """First code point of the normalised text; `end` is one past the last."""
    end: int
    original_start: int
    original_end: int
    codes: tuple[str, ...]
    """Of `CHANGES`, in the order of the steps; empty where only the words beside it made the change."""


def changed_words(normalised: Normalised) -> list[Change]:
    """Return the words that are read otherwise than written, in order, at most `MOST_CHANGES`.

    Case alone is no change. Words that come of the same original characters (``¼``) are one.
    """
    found: list[Change] = []
    for start, end, first, last in _placed(normalised):
        written = normalised.original[first:last]
        if written.lower() != normalised.text[start:end]:
            found.append(Change(start, end, first, last, _codes_of(written)))
        if len(found) == MOST_CHANGES:
            break
    return found


def _placed(normalised: Normalised) -> Iterator[tuple[int, int, int, int]]:
    """Yield each word with its place in both texts; neighbours of which the origins overlap as one."""
    held: tuple[int, int, int, int] | None = None
    for match in _WORD.finditer(normalised.text):
        first, last = normalised.to_original(*match.span())
        if held is not None and first < held[3]:
            held = (held[0], match.end(), held[2], max(last, held[3]))
            continue
        if held is not None:
            yield held
        held = (*match.span(), first, last)
    if held is not None:
        yield held


def _codes_of(written: str) -> tuple[str, ...]:
    traced, codes = Traced(written), list[str]()
    for step in STEPS:
        before, traced = traced, step(traced)
        if step in _CODES and traced.text != before.text:
            codes.append(_CODES[step])
    return tuple(codes)
