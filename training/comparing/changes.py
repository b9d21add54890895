"""Which rows two bundles say something else of, and how: found, lost, wrongly raised, cleared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from labeling.corpus import CorpusRow
from models.contract import LABELS
from training.comparing.sides import Side

__all__ = ["HOWS", "Change", "changes"]

How = Literal["found", "lost", "wrongly raised", "cleared"]
HOWS: tuple[How, ...] = ("found", "cleared", "lost", "wrongly raised")
"""What a change can be: the first two for the better, the others for the worse."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of which the second bundle says something else."""

    row: CorpusRow
    label: str
    how: How
    before: float
    """Score of the label, 0 to 1."""
    after: float


def changes(rows: Sequence[CorpusRow], before: Side, after: Side) -> list[Change]:
    """Return every change, the largest step of the score first."""
    found = list[Change]()
    for at, label in enumerate(LABELS):
        for number, row in enumerate(rows):
            raised = bool(after.raised[number, at])
            if raised == before.raised[number, at]:
                continue
            how: How = (
                ("found" if raised else "lost") if row.labels[at] else ("wrongly raised" if raised else "cleared")
            )
            steps = float(before.scores[number, at]), float(after.scores[number, at])
            found.append(Change(row, label, how, *steps))
    return sorted(found, key=lambda change: -abs(change.after - change.before))
