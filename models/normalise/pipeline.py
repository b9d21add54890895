"""The normaliser: its steps, in their order, repeated until the text no longer changes.

Why the result is a fixed point for every text (``normalise`` of it is itself): either a whole pass over it changed
nothing, or, after ``MOST_PASSES`` passes that each did, everything but ``a-z`` and single spaces was dropped. Of such
a text the steps can only join spelled words, squeeze letters to two, and trim; none of that gives another of them
something to do, so that one more pass settles it. Each pass is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from models.errors import ModelError
from models.normalise.case import lower_case
from models.normalise.compatibility import fold_compatibility
from models.normalise.confusables import fold_confusables
from models.normalise.emoji_words import emoji_to_words
from models.normalise.invisible import remove_invisible
from models.normalise.leet import read_leet
from models.normalise.mojibake import repair_mojibake
from models.normalise.repeats import squeeze_repeats
from models.normalise.spelled_apart import join_spelled_apart
from models.normalise.traced import Layer, Traced
from models.normalise.whitespace import collapse_whitespace

__all__ = ["MOST_PASSES", "STEPS", "Normalised", "SpanOutOfRangeError", "normalise"]

STEPS: tuple[Callable[[Traced], Traced], ...] = (
    repair_mojibake,  # first: any other step would break its bytes
    emoji_to_words,  # before the joiners and selectors in them go
    fold_compatibility,
    remove_invisible,
    fold_confusables,  # before the case goes: Н is an H, н is drawn otherwise
    lower_case,
    join_spelled_apart,  # before white space goes: two spaces part words spelled with one
    collapse_whitespace,
    read_leet,
    squeeze_repeats,
)
# Most texts are written in ASCII and the accented letters of western Europe, where four steps find nothing. The
# letters Ã and Â are left out, for mojibake begins with them.
_BEYOND_PLAIN = re.compile("[^\x00-\x7fÀÁÄ-ÖØ-öø-ÿ]")
_ONLY_BEYOND_PLAIN = (repair_mojibake, emoji_to_words, fold_compatibility, fold_confusables)
_STEPS_FOR_PLAIN = tuple(step for step in STEPS if step not in _ONLY_BEYOND_PLAIN)

MOST_PASSES = 8
_NOT_PLAIN = re.compile(r"[^a-z]+")


class SpanOutOfRangeError(ModelError):
    """A span does not lie within the normalised text."""

    code = "span_out_of_range"


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and the way back to the original.

    Attributes
    ----------
    original
        The text as captured.
    text
        What the model reads; texts with the same one are copies of each other.
    """

    original: str
    text: str
    _layers: tuple[Layer, ...] = field(default=(), repr=False, compare=False)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of ``text`` to the smallest span of ``original`` that covers it.

        Parameters
        ----------
        start, end
            Code points of ``text``, end exclusive. An empty span maps to an empty one.

        Returns
        -------
        tuple of int
            Code points of ``original``, end exclusive; later spans never map to earlier ones.

        Raises
        ------
        SpanOutOfRangeError
            Unless ``0 <= start <= end <= len(text)``.
        """
        if not 0 <= start <= end <= len(self.text):
            raise SpanOutOfRangeError(
                f"The span {start}:{end} does not lie within a normalised text of {len(self.text)} code points.",
                "Give offsets in the normalised text, not in the original.",
            )
        for layer in reversed(self._layers):
            start, end = layer.before(start, end)
        return start, end


def normalise(text: str) -> Normalised:
    """Normalise a text for the model; never raises, and leaves its own results as they are."""
    traced = Traced(text)
    if not _BEYOND_PLAIN.search(text):
        # Capitals tell nothing there, and without them most texts need no second pass.
        traced = lower_case(traced)
    traced = _settled(traced, MOST_PASSES)
    return Normalised(text, traced.text, traced.layers)


def _settled(traced: Traced, passes: int) -> Traced:
    """Repeat the steps until the text stays the same; a text that will not is reduced to letters and spaces."""
    for _ in range(passes):
        before, traced = traced, _one_pass(traced)
        if traced.text == before.text:
            return traced
    reduced = traced.edited((run.start(), run.end(), " ") for run in _NOT_PLAIN.finditer(traced.text))
    return _one_pass(reduced)


def _one_pass(traced: Traced) -> Traced:
    for step in STEPS if _BEYOND_PLAIN.search(traced.text) else _STEPS_FOR_PLAIN:
        traced = step(traced)
    return traced
