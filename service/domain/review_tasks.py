"""Review tasks: an item that is looked at once more, without its score, its labels and what was said of it before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from service.domain.decisions import DecisionRecord, RejectReason, Verdict

__all__ = ["FINAL", "KnownItem", "ReviewTask", "Said", "SecondReason", "TaskKind", "TaskState"]

FINAL = (Verdict.CONFIRM, Verdict.REJECT, Verdict.UNSURE, Verdict.CANNOT_TELL)
"""Verdicts that say what an item is; the others put it off, or call for help."""

_LEFT_OPEN = {Verdict.UNSURE, Verdict.CANNOT_TELL}


class TaskKind(StrEnum):
    """Why an item is looked at once more."""

    KNOWN = "known"
    """The right answer is agreed on; what somebody says of it measures the team."""
    SECOND = "second"
    """Somebody decided it, and another person looks at it without knowing how."""


class SecondReason(StrEnum):
    """Why a decision gets a second look."""

    SAMPLE = "sample"
    """Drawn by the id of the item; figures of agreement rest on these alone."""
    MODEL = "model_disagrees"
    """The score says strongly otherwise."""


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    """It waits, or somebody has it."""
    PASSED = "passed"
    """A known item that somebody passed on without a word."""
    ANSWERED = "answered"
    """A known item of which somebody has said what it is."""
    AGREED = "agreed"
    """The second look came to the same."""
    DIFFERS = "differs"
    """The second look came to something else, and people have to settle it."""
    SETTLED = "settled"
    VOID = "void"
    """The first decision did not hold any more, or the text was edited, when somebody came to it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says that an item is."""

    verdict: Verdict
    labels: tuple[str, ...] = ()
    reason: RejectReason | None = None

    @classmethod
    def of(cls, decision: DecisionRecord) -> Self:
        """Return what a decision says."""
        reason = None if decision.reason is None else RejectReason(decision.reason)
        return cls(Verdict(decision.verdict), tuple(decision.labels), reason)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Return what `stored` wrote."""
        reason = None if stored["reason"] is None else RejectReason(stored["reason"])
        return cls(Verdict(stored["verdict"]), tuple(stored["labels"]), reason)

    def stored(self) -> dict[str, Any]:
        """Return it as a column keeps it."""
        return {"verdict": str(self.verdict), "labels": sorted(self.labels), "reason": self.reason and str(self.reason)}

    def agrees_with(self, other: Said) -> bool:
        """Tell whether both say the same of the item; why it is neither label, or why it stays open, may differ."""
        same = self.verdict == other.verdict or {self.verdict, other.verdict} <= _LEFT_OPEN
        return same and set(self.labels) == set(other.labels)


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item whose right answer is agreed on; it is never changed, only retired."""

    id: UUID
    item_id: UUID
    item_version: int
    answer: Said
    why: str
    """What whoever gets it wrong is told, 1 to 2,000 characters."""
    marked_by: str
    marked_at: datetime
    retired_at: datetime | None = None
    retired_by: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """One look at an item beside its ordinary review; never a decision of the item."""

    id: UUID
    kind: TaskKind
    state: TaskState
    item_id: UUID
    item_version: int
    made_at: datetime
    known_id: UUID | None = None
    """For a known item: which answer is the right one."""
    decision_id: UUID | None = None
    """For a second look: the decision that is looked at."""
    reason: SecondReason | None = None
    first_by: str | None = None
    """Who made that decision."""
    held_by: str | None = None
    held_until: datetime | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    answer: Said | None = None
    note: str | None = None
    proposed_by: str | None = None
    """Which of the two proposes how to settle it; the other one has to agree."""
    proposal: Said | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None
    settlement: Said | None = None
    settled_decision_id: UUID | None = None
    """The decision that took the place of the first; ``None``: the first one stands."""

    def held_by_other(self, actor: str, now: datetime) -> bool:
        """Tell whether somebody else has it in hand."""
        holds = self.held_until is not None and self.held_until > now
        return self.held_by is not None and self.held_by != actor and holds
