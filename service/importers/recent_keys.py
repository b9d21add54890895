"""Remembers the last 100,000 keys or more in a fixed amount of memory, whatever the size of the file."""

from __future__ import annotations

from array import array

__all__ = ["RecentKeys"]

_BITS = 64


class RecentKeys:
    """A bounded memory of keys, each with a number.

    Two tables of 64-bit fingerprints take turns: when the younger holds ``window`` keys, the older is emptied and
    filled anew. So at least the last ``window`` keys are known, at most twice as many. Both are allocated at once:
    a long file takes no more memory than a short one (8 MiB at the default). Two keys share a fingerprint about once
    in 10⁹ files.

    Parameters
    ----------
    window
        How many keys are remembered at least.
    """

    def __init__(self, window: int = 100_000) -> None:
        self._window = window
        size = 1 << (2 * window).bit_length()
        self._mask = size - 1
        self._younger = _empty(size), _empty(size)
        self._older = _empty(size), _empty(size)
        self._count = 0

    def get(self, key: str) -> int | None:
        """Return the number kept with the key, ``None`` where the key is not known."""
        fingerprint = _fingerprint(key)
        for prints, numbers in (self._younger, self._older):
            slot = self._slot(prints, fingerprint)
            if prints[slot]:
                return numbers[slot]
        return None

    def put(self, key: str, number: int) -> None:
        """Keep a number (0 to 2**64 - 1) with the key, in place of the one before."""
        fingerprint = _fingerprint(key)
        prints, numbers = self._younger
        slot = self._slot(prints, fingerprint)
        if not prints[slot]:
            if self._count == self._window:
                self._turn()
                prints, numbers = self._younger
                slot = self._slot(prints, fingerprint)
            self._count += 1
            prints[slot] = fingerprint
        numbers[slot] = number

    def _slot(self, prints: array[int], fingerprint: int) -> int:
        slot = fingerprint & self._mask
        while prints[slot] not in (0, fingerprint):
            slot = (slot + 1) & self._mask
        return slot

    def _turn(self) -> None:
        size = self._mask + 1
        self._older = self._younger
        self._younger = _empty(size), _empty(size)
        self._count = 0


def _empty(size: int) -> array[int]:
    return array("Q", [0]) * size


def _fingerprint(key: str) -> int:
    # The hash of a string is salted for each process, so that no file can be made to collide.
    return (hash(key) % (1 << _BITS)) or 1
