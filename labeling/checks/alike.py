"""Finds texts of two batches that are too much alike to be the work of two voices.

Two ways to be alike: a run of eight words that both have, and near-copies, found by MinHash over pieces of five
characters. Messages whose label hangs on a conversation are left out: short answers are the same the world over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from datasketch import MinHash, MinHashLSH

from labeling.checks.placed import Fault, Placed

__all__ = ["NEAR", "RUN", "Alike", "find_alike", "jaccard", "near_copies"]

RUN = 8
"""Words in a row that no two batches share."""
NEAR = 0.6
"""Share of common pieces (Jaccard) from which two texts are near-copies."""
_PIECE = 5
_FEWEST_WORDS = 5
"""A shorter text is alike by chance."""
_PERMUTATIONS = 64


class Alike(NamedTuple):
    """Two rows that are alike, the later one second."""

    first: Placed
    second: Placed
    how: str

    def fault(self) -> Fault:
        """Return this as a fault of the later row; it names the other one, never the words."""
        return self.second.fault(f"{self.how} {self.first.row.id}, of another batch")


def find_alike(rows: Sequence[Placed]) -> list[Alike]:
    """Return every two rows of different batches that are alike, once, in the order of the rows."""
    free = [placed for placed in rows if placed.row.messages is None]
    found = dict[tuple[str, str], Alike]()
    for alike in (*_shared_runs(free), *near_copies(free)):
        if alike.first.row.author_batch != alike.second.row.author_batch:
            found.setdefault((alike.first.row.id, alike.second.row.id), alike)
    return list(found.values())


def near_copies(rows: Sequence[Placed]) -> Iterator[Alike]:
    """Yield every two rows whose texts share `NEAR` of their pieces, whatever their batches."""
    long = [placed for placed in rows if len(placed.words) >= _FEWEST_WORDS]
    if not long:
        return
    pieces = [_pieces(placed.normal) for placed in long]
    # A threshold below the wanted one: the index only proposes, the exact share decides.
    index = MinHashLSH(threshold=NEAR - 0.15, num_perm=_PERMUTATIONS)
    hashes = MinHash.bulk([[piece.encode() for piece in sorted(some)] for some in pieces], num_perm=_PERMUTATIONS)
    for at, minhash in enumerate(hashes):
        for earlier in sorted(index.query(minhash)):
            if jaccard(pieces[earlier], pieces[at]) >= NEAR:
                yield Alike(long[earlier], long[at], "near-copy of")
        index.insert(at, minhash)


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of pieces that two texts have in common, 0 to 1."""
    return len(first & second) / len(first | second)


def _pieces(text: str) -> frozenset[str]:
    joined = " ".join(text.split())
    return frozenset(joined[at : at + _PIECE] for at in range(max(1, len(joined) - _PIECE + 1)))


def _shared_runs(rows: Sequence[Placed]) -> Iterator[Alike]:
    holders = defaultdict[tuple[str, ...], list[Placed]](list)
    for placed in rows:
        words = placed.words
        for run in {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}:
            for earlier in holders[run]:
                yield Alike(earlier, placed, f"shares {RUN} words in a row with")
            holders[run].append(placed)
