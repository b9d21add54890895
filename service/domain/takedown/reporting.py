"""A notice as reports count it: when what happened to it, and which one outcome it is counted under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from service.domain.takedown.outcomes import ItemOutcome
from service.domain.takedown.states import ARRIVAL, RequestEvent

__all__ = ["ACTIONS", "OUTCOMES", "ReportedNotice"]

ACTIONS = ("action_removed", "action_disabled", "action_account", "action_partial", "other")
"""Outcomes in which the platform acted, or found that nothing was left to do."""
OUTCOMES = (*ACTIONS[:4], "no_action", "no_response", "withdrawn", "other")
"""Each notice that was handed over has one of these."""
_OUTCOME_OF_ANSWER = {
    ItemOutcome.REMOVED: "action_removed",
    ItemOutcome.ACCESS_DISABLED: "action_disabled",
    ItemOutcome.GEO_BLOCKED: "action_disabled",
    ItemOutcome.ACCOUNT_SUSPENDED: "action_account",
    ItemOutcome.ACCOUNT_TERMINATED: "action_account",
    ItemOutcome.PARTIALLY_ACTIONED: "action_partial",
    ItemOutcome.NOT_ILLEGAL: "no_action",
    ItemOutcome.NO_ACTION: "no_action",
    ItemOutcome.RESTORED: "no_action",
}
"""Of what is left out: that it was gone, or something else; a question is no answer yet."""
_TOLD = frozenset({"sent", "acknowledged"})
_SECONDS_AN_HOUR = 3600


@dataclass(slots=True)
class ReportedNotice:
    """A confirmed request, as far as reports need it."""

    request_id: UUID
    platform: str
    priority: str
    category: str
    """Of the DSA Transparency Database."""
    keywords: tuple[str, ...]
    trusted: bool
    """Filed as a trusted flagger."""
    police_status: str
    police_told_at: datetime | None
    first: dict[str, datetime] = field(default_factory=dict)
    """When each event first happened."""
    last: dict[str, datetime] = field(default_factory=dict)
    """When each event happened last."""
    grounds: set[str] = field(default_factory=set)
    """Of the platform's decisions."""
    answers: list[str | None] = field(default_factory=list)
    """Of its items; ``None``: none yet."""

    @property
    def arrived_at(self) -> datetime | None:
        """When the platform had it; ``None``: never."""
        return min((self.first[event] for event in ARRIVAL if event in self.first), default=None)

    @property
    def acted(self) -> bool:
        """Whether the platform did something, at any time."""
        return RequestEvent.DECISION_ACTION in self.first or RequestEvent.REVERSED in self.first

    @property
    def decided(self) -> bool:
        """Whether the platform decided, at any time."""
        return self.acted or RequestEvent.DECISION_NONE in self.first

    @property
    def outcome(self) -> str:
        """One of `OUTCOMES`; of several items with different answers, that a part was acted on."""
        if RequestEvent.WITHDRAW in self.first:
            return "withdrawn"
        if not self.decided:
            return "no_response"
        answers = {ItemOutcome(each) for each in self.answers if each not in {None, ItemOutcome.NEED_INFORMATION}}
        found = {_OUTCOME_OF_ANSWER.get(each, "other") for each in answers}
        if not self.acted or found == {"no_action"}:
            return "no_action"
        if not found:
            return "other"
        return found.pop() if len(found) == 1 else "action_partial"

    @property
    def police_first(self) -> bool:
        """Whether the police had been told when the platform got it."""
        arrived, told = self.arrived_at, self.police_told_at
        return self.police_status in _TOLD and told is not None and arrived is not None and told <= arrived

    def hours(self, begin: datetime | None, events: Sequence[str]) -> float | None:
        """Return hours from a moment to the first of these events after it; ``None`` where there is none."""
        if begin is None:
            return None
        after = [at for event in events if (at := self.first.get(event)) is not None and at >= begin]
        return (min(after) - begin).total_seconds() / _SECONDS_AN_HOUR if after else None

    def saw(self, event: str) -> bool:
        """Return whether an event happened."""
        return event in self.first
