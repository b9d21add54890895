"""Rules on rows: batches are files, ids are one row's own, pairs differ in labels, no copies, one codebook.

Copies are compared as the model reads them, normalised and with their context, so that a copy in other spelling
counts. A copy in two batches would put a training text into a held-out fold, and flatter every figure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from labeling.checks.placed import Fault, Placed
from labeling.wording import number_of

__all__ = ["RULES"]


def _batches(rows: list[Placed]) -> Iterator[Fault]:
    for placed in rows:
        if placed.row.author_batch != placed.path.stem:
            yield placed.fault("author_batch is not the name of the file")


def _ids(rows: list[Placed]) -> Iterator[Fault]:
    seen = set[str]()
    for placed in rows:
        if placed.row.id in seen:
            yield placed.fault(f"id {placed.row.id} is taken by an earlier line")
        seen.add(placed.row.id)


def _pairs(rows: list[Placed]) -> Iterator[Fault]:
    """Find pairs that are not two messages of one batch with different labels."""
    pairs = defaultdict[str, list[Placed]](list)
    for placed in rows:
        if placed.row.pair is not None:
            pairs[placed.row.pair].append(placed)
    for name, members in pairs.items():
        if len(members) != 2:  # noqa: PLR2004  # a pair is two
            yield members[0].fault(f"pair {name} has {number_of(len(members), 'member')}, not 2")
        elif len({member.row.author_batch for member in members}) > 1:
            yield members[1].fault(f"pair {name} lies in two batches")
        elif len({member.row.labels for member in members}) == 1:
            yield members[1].fault(f"both sides of pair {name} have the same labels")


def _copies(rows: list[Placed]) -> Iterator[Fault]:
    first = dict[tuple[str, ...], Placed]()
    for placed in rows:
        earlier = first.setdefault(_as_read(placed), placed)
        if earlier is not placed:
            yield placed.fault(f"copy of {earlier.row.id}, once normalised")


def _as_read(placed: Placed) -> tuple[str, ...]:
    at = placed.row.target_index or 0
    return (placed.normal, str(at), *placed.talk[:at], *placed.talk[at + 1 :])


def _codebooks(rows: list[Placed]) -> Iterator[Fault]:
    versions = Counter(placed.row.codebook_version for placed in rows)
    usual = max(versions, key=lambda version: versions[version], default="")
    for placed in rows:
        if placed.row.codebook_version != usual:
            yield placed.fault(f"codebook {placed.row.codebook_version}, where most lines have {usual}")


RULES: tuple[Callable[[list[Placed]], Iterable[Fault]], ...] = (_batches, _ids, _pairs, _copies, _codebooks)
"""Every rule: takes all sound rows, gives the faults."""
