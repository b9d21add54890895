"""Finds texts that are too much alike: to be the work of two voices, or to have different labels.

Two ways to be alike: a run of eight words that both have, and near-copies, found by MinHash over pieces of five
characters. Within a batch near-copies are a fault only where their labels differ and nobody says that they are a pair.
Messages whose label hangs on a conversation are left out: short answers are the same the world over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from datasketch import MinHash, MinHashLSH
from datasketch.hashfunc import sha1_hash32

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
_OPPOSITE = "has other labels than its near-copy {}, and they are no pair"


class Alike(NamedTuple):
    """Two rows that are alike, the later one second."""

    first: Placed
    second: Placed
    how: str
    """In words, with a place for the id of the first row."""

    def fault(self) -> Fault:
        """Return this as a fault of the later row; it names the other one, never the words."""
        return self.second.fault(self.how.format(self.first.row.id))


def find_alike(rows: Sequence[Placed]) -> list[Alike]:
    """Return every two rows that are alike and may not be, once, in the order of the rows."""
    free = [placed for placed in rows if placed.row.messages is None]
    found = dict[tuple[str, str], Alike]()
    for alike in (*_shared_runs(free), *filter(_is_fault, near_copies(free))):
        found.setdefault((alike.first.row.id, alike.second.row.id), alike)
    return list(found.values())


def _is_fault(alike: Alike) -> bool:
    first, second = alike.first.row, alike.second.row
    is_pair = first.pair is not None and first.pair == second.pair
    return first.author_batch != second.author_batch or (first.labels != second.labels and not is_pair)


def near_copies(rows: Sequence[Placed]) -> Iterator[Alike]:
    """Yield every two rows whose texts share `NEAR` of their pieces, whatever their batches and labels."""
    long = [placed for placed in rows if len(placed.words) >= _FEWEST_WORDS]
    if not long:
        return
    pieces = [_pieces(placed.normal) for placed in long]
    # A threshold below the wanted one: the index only proposes, the exact share decides.
    index = MinHashLSH(threshold=NEAR - 0.15, num_perm=_PERMUTATIONS)
    texts = ([piece.encode() for piece in sorted(some)] for some in pieces)
    # Texts have most pieces in common: each is hashed once.
    hashes = MinHash.generator(texts, num_perm=_PERMUTATIONS, hashfunc=cache(sha1_hash32))
    for at, minhash in enumerate(hashes):
        for earlier in sorted(index.query(minhash)):
            if jaccard(pieces[earlier], pieces[at]) >= NEAR:
                other = long[earlier].row.author_batch != long[at].row.author_batch
                yield Alike(long[earlier], long[at], "near-copy of another batch's {}" if other else _OPPOSITE)
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
                if earlier.row.author_batch != placed.row.author_batch:
                    yield Alike(earlier, placed, f"shares {RUN} words in a row with another batch's {{}}")
            holders[run].append(placed)
