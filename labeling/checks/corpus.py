"""Checks a whole corpus and what is held back from it: asks every rule, and lists what was exempted and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from labeling.checks.alike import find_alike
from labeling.checks.exemptions import Exemption, read_exemptions, split_exempted
from labeling.checks.leaks import find_leaks
from labeling.checks.lists import check_briefs, check_families
from labeling.checks.placed import Fault, Placed
from labeling.checks.rules import RULES
from labeling.corpus.reading import FOLDER, read_lines
from labeling.corpus.row import CorpusRow
from labeling.held_back import FOLDER as HELD_BACK
from labeling.ordinary import read_ordinary

__all__ = ["CheckedCorpus", "check_corpus"]


class CheckedCorpus(NamedTuple):
    """What a check found."""

    faults: list[Fault]
    """Lines that break a rule, by file and line."""
    exemptions: list[Exemption]
    """Texts that are alike across batches, and may be."""
    rows: list[Placed]
    """Rows of the corpus that can be read, with their places; not those that are held back."""


def check_corpus(
    folder: Path | None = None, on_step: Callable[[str], None] = lambda _: None, held_back: Path | None = None
) -> CheckedCorpus:
    """Check every rule of a corpus, and that what is held back from it keeps the same rules and shares no text with it.

    Parameters
    ----------
    folder
        ``None`` checks the corpus that comes with lont.
    on_step
        Called with the name of each step as it begins.
    held_back
        Folder of the batches that nothing is trained on; ``None``: those of lont beside its own corpus, else none.

    Raises
    ------
    CorpusError
        Where there is no corpus, or one of its lists cannot be read.
    """
    place = folder or FOLDER
    on_step("reading")
    exemptions = read_exemptions(place)
    rows, faults = _read(place)
    complete = not faults
    if complete and not rows:
        return CheckedCorpus([Fault(str(place), 0, "no rows in any file")], exemptions, rows)
    faults += check_briefs(place, rows, complete=complete)
    faults += check_families(place, rows, complete=complete)
    kept, more = _read_held_back(HELD_BACK if folder is None and held_back is None else held_back)
    faults += more
    both = rows + kept
    on_step("rules on rows")
    for rule in RULES:
        faults += rule(both)
    on_step("texts that are alike")
    found, idle = split_exempted(find_alike(both), exemptions)
    faults += [alike.fault() for alike in found]
    faults += idle if complete else []
    on_step("messages on both sides of a split")
    faults += find_leaks(both, (line.text for line in read_ordinary()))
    return CheckedCorpus(sorted(faults), exemptions, rows)


def _read_held_back(folder: Path | None) -> tuple[list[Placed], list[Fault]]:
    if folder is None:
        return [], []
    rows, faults = _read(folder)
    return rows, [*faults, *check_briefs(folder, rows, complete=not faults)]


def _read(folder: Path) -> tuple[list[Placed], list[Fault]]:
    rows, faults = list[Placed](), list[Fault]()
    for path, number, row in read_lines(folder):
        if isinstance(row, CorpusRow):
            rows.append(Placed(path, number, row))
        else:
            faults.append(Fault(path.name, number, row))
    return rows, faults
