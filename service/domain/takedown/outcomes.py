"""What a platform says of one item of a notice: its words, what they mean for the request, and their details."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from service.domain.takedown.states import RequestEvent

__all__ = [
    "ACTED",
    "NOTHING_THERE",
    "REFUSED",
    "AccountDecision",
    "AnswerVia",
    "DecisionGround",
    "ItemAnswer",
    "ItemOutcome",
    "Visibility",
    "decision_of",
    "ground_of",
]


class ItemOutcome(StrEnum):
    """What a platform did with one item, or says of it."""

    REMOVED = "removed"
    ACCESS_DISABLED = "access_disabled"
    GEO_BLOCKED = "geo_blocked"
    """Not to be seen in some states, and there in others."""
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_TERMINATED = "account_terminated"
    PARTIALLY_ACTIONED = "partially_actioned"
    OTHER = "other"
    ALREADY_GONE = "already_gone"
    """It was there, and was gone before the platform looked."""
    NOT_FOUND = "not_found"
    """Nothing is at that address."""
    NEED_INFORMATION = "need_information"
    NOT_ILLEGAL = "not_illegal"
    NO_ACTION = "no_action"
    RESTORED = "restored"
    """Put back after the platform had acted, on appeal of who posted it."""


class DecisionGround(StrEnum):
    """On what a platform based its decision, in the words of the DSA Transparency Database."""

    ILLEGAL_CONTENT = "DECISION_GROUND_ILLEGAL_CONTENT"
    INCOMPATIBLE_CONTENT = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    MANIFESTLY_UNFOUNDED = "manifestly_unfounded"
    """In the words of Article 23 DSA; of a refusal only."""
    NOT_STATED = "not_stated"


class AnswerVia(StrEnum):
    """How an answer came."""

    KEY = "key"
    WEBHOOK = "webhook"
    EMAIL = "email"
    PORTAL = "portal"
    LETTER = "letter"


class Visibility(StrEnum):
    """What a platform restricted, in the words of the Transparency Database."""

    REMOVED = "DECISION_VISIBILITY_CONTENT_REMOVED"
    DISABLED = "DECISION_VISIBILITY_CONTENT_DISABLED"
    DEMOTED = "DECISION_VISIBILITY_CONTENT_DEMOTED"
    AGE_RESTRICTED = "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED"
    INTERACTION_RESTRICTED = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"
    LABELLED = "DECISION_VISIBILITY_CONTENT_LABELLED"
    OTHER = "DECISION_VISIBILITY_OTHER"


class AccountDecision(StrEnum):
    """What became of the account, in the words of the Transparency Database."""

    SUSPENDED = "DECISION_ACCOUNT_SUSPENDED"
    TERMINATED = "DECISION_ACCOUNT_TERMINATED"


ACTED = frozenset(
    {
        ItemOutcome.REMOVED,
        ItemOutcome.ACCESS_DISABLED,
        ItemOutcome.GEO_BLOCKED,
        ItemOutcome.ACCOUNT_SUSPENDED,
        ItemOutcome.ACCOUNT_TERMINATED,
        ItemOutcome.PARTIALLY_ACTIONED,
        ItemOutcome.OTHER,
    }
)
"""The platform did something; only what goes then is credited to the notice."""
NOTHING_THERE = frozenset({ItemOutcome.ALREADY_GONE, ItemOutcome.NOT_FOUND})
"""There was nothing to act on; a person looks whether that is so."""
REFUSED = frozenset({ItemOutcome.NOT_ILLEGAL, ItemOutcome.NO_ACTION})
"""The platform leaves it where it is."""


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What a platform says of one item."""

    outcome: ItemOutcome
    reason: str | None = None
    """Why, or what it needs to know."""
    reference: str | None = None
    """The platform's own number of this item."""
    ground: DecisionGround | None = None
    visibility: Visibility | None = None
    account: AccountDecision | None = None
    territory: tuple[str, ...] = ()
    """States in which it counts, in two letters; none: everywhere."""

    @property
    def details(self) -> dict[str, Any]:
        """What is kept beside the outcome, as JSON values; what was not said is left out."""
        said = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "outcome"}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items() if value}

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what has to be said with such an outcome and was not."""
        needs: list[str] = []
        asks = self.outcome in {ItemOutcome.NEED_INFORMATION, ItemOutcome.RESTORED}
        if asks and not (self.reason or "").strip():
            needs.append("reason")
        if self.outcome is ItemOutcome.GEO_BLOCKED and not self.territory:
            needs.append("territory")
        return tuple(needs)

    @property
    def unfitting(self) -> tuple[str, ...]:
        """Names of what was said and does not go with such an outcome."""
        refused = self.outcome in REFUSED
        wrong = ["ground"] if self.ground is DecisionGround.MANIFESTLY_UNFOUNDED and not refused else []
        if self.outcome not in ACTED:
            wrong += [name for name in ("visibility", "account", "territory") if getattr(self, name)]
        return tuple(wrong)


def decision_of(outcomes: Collection[str | None]) -> RequestEvent | None:
    """Return what the answers of all items are together.

    Returns
    -------
    RequestEvent | None
        ``None`` while one is not decided; ``decision_none`` when all were refused; else ``decision_action``, of which a
        part may have been refused.
    """
    if None in outcomes or ItemOutcome.NEED_INFORMATION in outcomes:
        return None
    return RequestEvent.DECISION_NONE if REFUSED.issuperset(outcomes) else RequestEvent.DECISION_ACTION


def ground_of(answers: Mapping[int, ItemAnswer]) -> DecisionGround:
    """Return the one ground of several items: that they were manifestly unfounded counts most, then what all share."""
    found = {each.ground or DecisionGround.NOT_STATED for each in answers.values()}
    if DecisionGround.MANIFESTLY_UNFOUNDED in found:
        return DecisionGround.MANIFESTLY_UNFOUNDED
    return found.pop() if len(found) == 1 else DecisionGround.NOT_STATED
