"""What a person can choose from who enters the platform's answer on one item of a request."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.domain.takedown.outcomes import AccountDecision, DecisionGround, ItemOutcome, Visibility
from service.domain.takedown.states import RequestEvent

__all__ = ["AnswerChoices"]


@dataclass(frozen=True, slots=True)
class AnswerChoices:
    """The words of the form for one item."""

    outcomes: Sequence[ItemOutcome]
    """Those that fit where the request stands; empty when none does."""
    grounds: Sequence[DecisionGround] = tuple(DecisionGround)
    visibilities: Sequence[Visibility] = tuple(Visibility)
    accounts: Sequence[AccountDecision] = tuple(AccountDecision)

    @classmethod
    def of(cls, allowed: Collection[RequestEvent]) -> AnswerChoices:
        """Return what fits what the caller may do now."""
        if RequestEvent.DECISION_ACTION in allowed:
            return cls([each for each in ItemOutcome if each is not ItemOutcome.RESTORED])
        return cls([ItemOutcome.RESTORED] if RequestEvent.REINSTATED in allowed else [])
