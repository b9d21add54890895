"""Columns of concepts that meet: two that occur together, one in the context, one in the message with one around it.

A message has a handful of the concepts, and so a handful of some thousand meetings that it might have; they are written
out one by one, which costs less than looking for them in arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import combinations

__all__ = ["Meetings"]


class Meetings:
    """The blocks ``pairs``, ``around`` and ``across``, as 32-bit column numbers in bytes.

    Parameters
    ----------
    blocks
        Name of each block to its first column and one past its last.
    count
        Number of concepts.
    """

    def __init__(self, blocks: Mapping[str, tuple[int, int]], count: int) -> None:
        self._pair = {pair: column for column, pair in enumerate(combinations(range(count), 2), blocks["pairs"][0])}
        self._around = blocks["around"][0]
        self._across = [blocks["across"][0] + count * number for number in range(count)]

    def inside(self, own: set[int]) -> bytes:
        """Return the meetings in a message itself, given the numbers of its concepts."""
        return array("i", map(self._pair.__getitem__, combinations(sorted(own), 2))).tobytes()

    def with_context(self, own: set[int], near: set[int]) -> bytes:
        """Return the meetings in which the context takes part, given the numbers of the concepts of both."""
        columns = [self._around + number for number in near]
        columns += [self._across[first] + second for first in own for second in near]
        columns += [
            self._pair[pair] for pair in combinations(sorted(own | near), 2) if pair[0] not in own or pair[1] not in own
        ]
        return array("i", columns).tobytes()
