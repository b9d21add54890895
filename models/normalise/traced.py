"""A text that knows where each of its code points came from.

Each step of the normaliser replaces spans of the text. What it replaced is kept as one layer of edits, in four
arrays of 32-bit integers; a step that replaces nothing adds no layer, so a plain text costs nothing. A span is
mapped back through the layers, the newest first, by binary search.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Edit", "Layer", "Traced"]

Edit = tuple[int, int, str]
"""Start and end (exclusive, after start) of a span, and what takes its place. A step gives them in order."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The edits of one step: spans before it and the spans that took their place, in code points."""

    before_start: array[int]
    before_end: array[int]
    after_start: array[int]
    after_end: array[int]

    def before(self, start: int, end: int) -> tuple[int, int]:
        """Map a span after the step to the smallest span before it that covers it; an empty one stays empty."""
        first = self._last_edit_up_to(start)
        if first < 0:
            origin = start
        elif start < self.after_end[first]:
            origin = self.before_start[first]
        else:
            origin = start - self.after_end[first] + self.before_end[first]
        return (origin, origin) if start == end else (origin, self._end_before(end - 1))

    def _end_before(self, last: int) -> int:
        """Where the code point at ``last`` ended before the step."""
        edit = self._last_edit_up_to(last)
        if edit < 0:
            return last + 1
        if last < self.after_end[edit]:
            return self.before_end[edit]
        return last + 1 - self.after_end[edit] + self.before_end[edit]

    def _last_edit_up_to(self, position: int) -> int:
        """Index of the last edit that starts at or before a position after the step, or -1."""
        return bisect_right(self.after_start, position) - 1


@dataclass(frozen=True, slots=True)
class Traced:
    """A text on its way through the steps, with the layers that lead back to the original."""

    text: str
    layers: tuple[Layer, ...] = ()

    def edited(self, edits: Iterable[Edit]) -> Traced:
        """Replace spans; the edits are in order, do not overlap and each replaces at least one code point.

        Returns the same object where there is nothing to replace, so that ``is`` tells whether a step did anything.
        """
        edits = list(edits)
        if not edits:
            return self
        text, pieces = self.text, list[str]()
        layer = Layer(array("I"), array("I"), array("I"), array("I"))
        position = shift = 0
        for start, end, replacement in edits:
            pieces += (text[position:start], replacement)
            layer.before_start.append(start)
            layer.before_end.append(end)
            layer.after_start.append(start + shift)
            shift += len(replacement) - (end - start)
            layer.after_end.append(end + shift)
            position = end
        pieces.append(text[position:])
        return Traced("".join(pieces), (*self.layers, layer))

    def same_places(self, text: str) -> Traced:
        """Replace the text by one of the same length, code point for code point."""
        return self if text == self.text else Traced(text, self.layers)
