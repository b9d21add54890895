"""MinHash of a text's core, cut into bands: near-copies meet in at least one band, others almost never do.

What is hashed are the pieces of `PIECE` consonants of the whole core without its spaces, so that words that are
split, joined or spelled otherwise change few of them (Broder 1997; banding after Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, chapter 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from models.near_copies.core import frame

__all__ = ["BANDS", "PIECE", "ROWS", "bands"]

PIECE = 4
"""Consonants of a piece."""
BANDS, ROWS = 16, 3
"""Bands, and least hashes in each: two texts that share half of their pieces meet with a chance of 0.88."""
_SEED = 20261122
_chance = np.random.default_rng(_SEED)
_FACTORS = _chance.integers(0, 2**64, size=(BANDS * ROWS, 1), dtype=np.uint64) | np.uint64(1)
_SHIFTS = _chance.integers(0, 2**64, size=(BANDS * ROWS, 1), dtype=np.uint64)
_HALF = np.uint64(32)


def bands(core: Sequence[str]) -> tuple[int, ...]:
    """Return the bands of a core, each a signed 64-bit number that also tells which band it is; none for an empty core.

    Parameters
    ----------
    core
        As `core_words` returns it.
    """
    stream = "".join(frame(word) for word in core)
    pieces = {stream[at : at + PIECE] for at in range(max(1, len(stream) - PIECE + 1))} if stream else set[str]()
    if not pieces:
        return ()
    hashed = np.fromiter((_hash(piece.encode()) for piece in sorted(pieces)), dtype=np.uint64, count=len(pieces))
    least = _spread(_spread(hashed) * _FACTORS + _SHIFTS).min(axis=1).reshape(BANDS, ROWS)
    return tuple(
        int.from_bytes(_digest(number.to_bytes(1) + row.tobytes()), signed=True) for number, row in enumerate(least)
    )


def _spread(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the high bits, which a product fills, into the low ones."""
    return values ^ (values >> _HALF)


def _hash(piece: bytes) -> int:
    return int.from_bytes(_digest(piece))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()
