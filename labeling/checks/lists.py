"""Checks the lists beside the corpus: each batch has its brief, each kind its family, and nothing is listed in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from labeling.checks.placed import Fault, Placed
from labeling.corpus import briefs, families

__all__ = ["check_briefs", "check_families"]


def check_briefs(folder: Path, rows: Sequence[Placed]) -> Iterator[Fault]:
    """Yield a fault for each batch without a brief and each brief without a batch; no list of briefs, no rule.

    Raises
    ------
    CorpusError
        Where the list cannot be read.
    """
    listed = briefs.read_briefs(folder)
    if listed is not None:
        yield from _differences(
            briefs.FILE, "batch", "brief", {placed.row.author_batch for placed in rows}, set(listed)
        )


def check_families(folder: Path, rows: Sequence[Placed]) -> Iterator[Fault]:
    """Yield a fault for each kind without a family and each listed kind that no row has; no list, no rule.

    Raises
    ------
    CorpusError
        Where the list cannot be read.
    """
    listed = families.read_families(folder)
    if listed is not None:
        yield from _differences(families.FILE, "kind", "family", {placed.row.kind for placed in rows}, set(listed))


def _differences(file: str, what: str, listed_as: str, used: set[str], listed: set[str]) -> Iterator[Fault]:
    for name in sorted(used - listed):
        yield Fault(file, 0, f"{what} {name} has no {listed_as}")
    for name in sorted(listed - used):
        yield Fault(file, 0, f"{listed_as} for {name}, but no such {what}")
