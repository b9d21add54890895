"""Checks the lists beside the corpus: each batch has its brief, each kind its family, and nothing is listed in vain.

What a list lacks is one fault, and what it has in vain another, however much it is: a copy of some batches with the
lists of all would have thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from labeling.checks.placed import Fault, Placed
from labeling.corpus import briefs, families
from labeling.wording import number_of

__all__ = ["check_briefs", "check_families"]

_NAMED = 5
"""Names that a fault gives, at most."""


def check_briefs(folder: Path, rows: Sequence[Placed], *, complete: bool = True) -> Iterator[Fault]:
    """Yield a fault for the batches without a brief and one for the briefs without a batch; no list, no rule.

    Parameters
    ----------
    folder
        Where the list is.
    rows
        All rows that can be read.
    complete
        Whether that is all; what a line that cannot be read holds is not listed in vain.

    Raises
    ------
    CorpusError
        Where the list cannot be read.
    """
    listed = briefs.read_briefs(folder)
    if listed is None:
        return
    lacking, idle = _differences({placed.row.author_batch for placed in rows}, set(listed), complete=complete)
    if lacking:
        yield Fault(briefs.FILE, 0, f"no brief for {number_of(len(lacking), 'batch', 'batches')}{_names(lacking)}")
    if idle:
        yield Fault(briefs.FILE, 0, f"{number_of(len(idle), 'brief')} of no batch that is there{_names(idle)}")


def check_families(folder: Path, rows: Sequence[Placed], *, complete: bool = True) -> Iterator[Fault]:
    """Do the same for kinds: a fault for those without a family, and one for those listed that no row has."""
    listed = families.read_families(folder)
    if listed is None:
        return
    lacking, idle = _differences({placed.row.kind for placed in rows}, set(listed), complete=complete)
    if lacking:
        yield Fault(families.FILE, 0, f"no family for {number_of(len(lacking), 'kind')}{_names(lacking)}")
    if idle:
        yield Fault(families.FILE, 0, f"{number_of(len(idle), 'kind')} that no row has{_names(idle)}")


def _differences(used: set[str], listed: set[str], *, complete: bool) -> tuple[list[str], list[str]]:
    """Return what the list lacks, and what it lists in vain."""
    return sorted(used - listed), sorted(listed - used) if complete else []


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f": {shown}" if len(names) <= _NAMED else f", such as {shown}"
