"""Checks a whole corpus: reads it, asks every rule, and lists what was exempted and why."""

from __future__ import annotations

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


def check_corpus(folder: Path | None = None) -> CheckedCorpus:
    """Check every rule of a corpus.

    Parameters
    ----------
    folder
        ``None`` checks the corpus that comes with lont.

    Raises
    ------
    CorpusError
        Where there is no corpus, or its list of exemptions or briefs cannot be read.
    """
    lines = list(read_lines(folder))
    faults = [Fault(path.name, number, row) for path, number, row in lines if isinstance(row, str)]
    rows = [Placed(path, number, row) for path, number, row in lines if isinstance(row, CorpusRow)]
    for rule in RULES:
        faults += rule(rows)
    exemptions = read_exemptions(folder or FOLDER)
    found, idle = split_exempted(find_alike(rows), exemptions)
    faults += [alike.fault() for alike in found]
    faults += idle
    faults += find_leaks(rows, (line.text for line in read_ordinary()))
    faults += check_briefs(folder or FOLDER, rows)
    faults += check_families(folder or FOLDER, rows)
    return CheckedCorpus(sorted(faults), exemptions)
