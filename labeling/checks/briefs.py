"""Checks that each batch has its brief and each brief its batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from labeling.checks.placed import Fault, Placed
from labeling.corpus.briefs import FILE, read_briefs

__all__ = ["check_briefs"]


def check_briefs(folder: Path, rows: Sequence[Placed]) -> Iterator[Fault]:
    """Yield a fault for each batch without a brief and each brief without a batch; no list of briefs, no rule.

    Raises
    ------
    CorpusError
        Where the list cannot be read.
    """
    briefs = read_briefs(folder)
    if briefs is None:
        return
    batches = {placed.row.author_batch for placed in rows}
    for batch in sorted(batches - briefs.keys()):
        yield Fault(FILE, 0, f"batch {batch} has no brief")
    for batch in sorted(briefs.keys() - batches):
        yield Fault(FILE, 0, f"brief of {batch}, but no such batch")
