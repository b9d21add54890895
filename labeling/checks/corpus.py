"""Checks a whole corpus: reads it, asks every rule, and lists what was exempted and why."""

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
from labeling.ordinary import read_ordinary

__all__ = ["CheckedCorpus", "check_corpus"]


class CheckedCorpus(NamedTuple):
    """What a check found."""

    faults: list[Fault]
    """Lines that break a rule, by file and line."""
    exemptions: list[Exemption]
    """Texts that are alike across batches, and may be."""
    rows: list[Placed]
    """Rows that can be read, with their places."""


def check_corpus(folder: Path | None = None, on_step: Callable[[str], None] = lambda _: None) -> CheckedCorpus:
    """Check every rule of a corpus.

    Parameters
    ----------
    folder
        ``None`` checks the corpus that comes with lont.
    on_step
        Called with the name of each step as it begins.

    Raises
    ------
    CorpusError
        Where there is no corpus, or one of its lists cannot be read.
    """
    place = folder or FOLDER
    on_step("reading")
    exemptions = read_exemptions(place)
    rows, faults = _read(folder)
    complete = not faults
    if complete and not rows:
        return CheckedCorpus([Fault(str(place), 0, "no rows in any file")], exemptions, rows)
    faults += check_briefs(place, rows, complete=complete)
    faults += check_families(place, rows, complete=complete)
    on_step("rules on rows")
    for rule in RULES:
        faults += rule(rows)
    on_step("texts that are alike")
    found, idle = split_exempted(find_alike(rows), exemptions)
    faults += [alike.fault() for alike in found]
    faults += idle if complete else []
    on_step("messages on both sides of a split")
    faults += find_leaks(rows, (line.text for line in read_ordinary()))
    return CheckedCorpus(sorted(faults), exemptions, rows)


def _read(folder: Path | None) -> tuple[list[Placed], list[Fault]]:
    rows, faults = list[Placed](), list[Fault]()
    for path, number, row in read_lines(folder):
        if isinstance(row, CorpusRow):
            rows.append(Placed(path, number, row))
        else:
            faults.append(Fault(path.name, number, row))
    return rows, faults
