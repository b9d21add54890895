"""Runs a whole comparison of two bundles, and makes a record of it that a file can keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from labeling.corpus import CorpusRow, read_corpus
from labeling.held_back import read_held_back
from training.background import Flags, read_background
from training.comparing.capacity import Day, Reviewed, reviewed_in_a_day
from training.comparing.changes import HOWS, Change, changes
from training.comparing.cost import Cost, measure_cost
from training.comparing.differences import Difference, differences
from training.comparing.gate import Rule, judge
from training.comparing.sides import ask_side
from training.showing import Tell

__all__ = ["Comparison", "compare_bundles"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is known of one bundle beside another."""

    rows: Sequence[CorpusRow]
    versions: tuple[str, str]
    differences: Sequence[Difference]
    changes: Sequence[Change]
    flags: tuple[Flags, Flags]
    """On ordinary lines."""
    day: Day
    reviewed: tuple[Reviewed, Reviewed]
    cost: Cost | None
    """``None`` where it was not measured."""
    rules: Sequence[Rule]

    @property
    def keeps_all_rules(self) -> bool:
        """Whether the gate has nothing against the second bundle."""
        return all(rule.is_kept for rule in self.rules)

    def counted(self) -> dict[str, dict[str, int]]:
        """Return by label how many rows changed in each way."""
        found = Counter((change.label, change.how) for change in self.changes)
        return {
            label: {how: found[label, how] for how in HOWS} for label in dict.fromkeys(c.label for c in self.changes)
        }

    def as_record(self) -> dict[str, Any]:
        """Return what a file keeps; of rows their ids, and no texts."""
        return {
            "bundles": list(self.versions),
            "rows": len(self.rows),
            "batches": sorted({row.author_batch for row in self.rows}),
            "differences": [asdict(each) | {"by": each.by} for each in self.differences],
            "changes": [_of_change(change) for change in self.changes],
            "flags": [asdict(each) for each in self.flags],
            "day": asdict(self.day) | {"reviewed": [asdict(each) for each in self.reviewed]},
            "cost": None if self.cost is None else asdict(self.cost),
            "rules": [asdict(rule) for rule in self.rules],
            "keeps_all_rules": self.keeps_all_rules,
        }


def compare_bundles(
    first: Path | None, second: Path | None, day: Day, tell: Tell, *, held_back: Path | None = None, timed: bool = True
) -> Comparison:
    """Ask both bundles the same, and compare.

    Parameters
    ----------
    first, second
        Folders; ``None``: the bundle that comes with lont.
    day
        What comes in, and what can be reviewed.
    tell
        Hears how far it is.
    held_back
        Folder of batches that neither has learned from; ``None``: those of lont.
    timed
        Whether speed and memory are measured too.

    Raises
    ------
    CorpusError, ModelError, TrainingError
        Where a file cannot be read, a bundle is not whole, or one has learned from a batch to measure on.
    """
    rows, known, lines = read_held_back(held_back), read_corpus(), read_background(None)
    before, after = (ask_side(bundle, rows, known, lines, tell) for bundle in (first, second))
    found = differences(rows, before, after)
    one, other = (Flags.count([any(pair) for pair in side.lines_raised.tolist()]) for side in (before, after))
    cost = measure_cost((first, second), rows, lines, tell) if timed else None
    return Comparison(
        rows,
        (before.version, after.version),
        found,
        changes(rows, before, after),
        (one, other),
        day,
        (reviewed_in_a_day(rows, before, day), reviewed_in_a_day(rows, after, day)),
        cost,
        judge(found, (one, other), cost),
    )


def _of_change(change: Change) -> Mapping[str, Any]:
    of_row = {"id": change.row.id, "lang": change.row.lang, "kind": change.row.kind}
    return of_row | {"label": change.label, "how": change.how, "before": change.before, "after": change.after}
