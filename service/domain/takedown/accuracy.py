"""How a platform answered notices: shares with their intervals, warnings under Article 23; of no person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from uuid import UUID

from service.domain.statistics import wilson
from service.domain.takedown.outcomes import ItemOutcome
from service.domain.takedown.states import RequestEvent

__all__ = [
    "DECISIONS",
    "UNFOUNDED_ALARM",
    "AnsweredNotice",
    "NoticeShare",
    "PlatformAccuracy",
    "PlatformWarning",
    "accuracy_of",
    "hours_between",
]

UNFOUNDED_ALARM = 0.02
"""Share of manifestly unfounded notices of 30 days from which on a person is told; a policy of ours, no law."""
DECISIONS = frozenset({RequestEvent.DECISION_ACTION, RequestEvent.DECISION_NONE})


@dataclass(frozen=True, slots=True)
class PlatformWarning:
    """A platform says that notices were manifestly unfounded (Article 23(3) DSA)."""

    id: UUID
    platform: str
    received_at: datetime
    recorded_by: str
    """Actor id: the platform itself, or who entered its letter."""
    words: str
    cleared_at: datetime | None = None
    cleared_by: str | None = None
    cleared_because: str | None = None


@dataclass(slots=True)
class AnsweredNotice:
    """A notice that a platform has, as far as figures need it."""

    state: str
    arrived_at: datetime
    happened: dict[str, datetime] = field(default_factory=dict)
    """When each event first happened."""
    grounds: set[str] = field(default_factory=set)
    """Of the platform's decisions."""
    answers: list[str | None] = field(default_factory=list)
    """Of its items; ``None``: none yet."""


@dataclass(frozen=True, slots=True)
class NoticeShare:
    """Some of several notices, with the 95% interval of the share."""

    k: int
    n: int

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; ``None`` of nothing."""
        return self.k / self.n if self.n else None

    @property
    def low(self) -> float | None:
        """Lower end of the interval."""
        return wilson(self.k, self.n)[0] if self.n else None

    @property
    def high(self) -> float | None:
        """Upper end of the interval."""
        return wilson(self.k, self.n)[1] if self.n else None


@dataclass(frozen=True, slots=True)
class PlatformAccuracy:
    """How often one platform agreed with us."""

    platform: str
    notices: int
    """Handed over in the period."""
    declined: NoticeShare
    """Of those decided."""
    withdrawn: NoticeShare
    """Of those handed over: our own mistakes."""
    already_gone: NoticeShare
    """Of those decided: with an item that was gone before."""
    not_found: NoticeShare
    """Of those decided: with an item of which nothing was at its address."""
    geo_blocked: NoticeShare
    """Of those decided: with an item that is blocked in some states only."""
    not_illegal: NoticeShare
    """Of those decided: with an item that the platform holds to be legal."""
    restored: NoticeShare
    """Of those decided: put back, or online again, after the platform had acted."""
    unfounded: NoticeShare
    """Of those handed over: declined as manifestly unfounded."""


def accuracy_of(platform: str, notices: Collection[AnsweredNotice]) -> PlatformAccuracy:
    """Return the figures of one platform's notices."""
    decided = [each for each in notices if DECISIONS & each.happened.keys()]
    everything, some = len(notices), len(decided)

    def with_an_item(word: ItemOutcome) -> NoticeShare:
        return NoticeShare(sum(word in each.answers for each in decided), some)

    return PlatformAccuracy(
        platform,
        everything,
        declined=NoticeShare(sum(RequestEvent.DECISION_NONE in each.happened for each in decided), some),
        withdrawn=NoticeShare(sum(RequestEvent.WITHDRAW in each.happened for each in notices), everything),
        already_gone=with_an_item(ItemOutcome.ALREADY_GONE),
        not_found=with_an_item(ItemOutcome.NOT_FOUND),
        geo_blocked=with_an_item(ItemOutcome.GEO_BLOCKED),
        not_illegal=with_an_item(ItemOutcome.NOT_ILLEGAL),
        restored=NoticeShare(sum(_is_restored(each) for each in decided), some),
        unfounded=NoticeShare(sum("manifestly_unfounded" in each.grounds for each in notices), everything),
    )


def _is_restored(notice: AnsweredNotice) -> bool:
    return RequestEvent.REINSTATED in notice.happened or ItemOutcome.RESTORED in notice.answers


def hours_between(notices: Collection[AnsweredNotice], *events: str) -> float | None:
    """Return the median hours from a notice's arrival to the first of these events; ``None`` where none happened."""
    hours = [
        (min(times) - each.arrived_at).total_seconds() / 3600
        for each in notices
        if (times := _times(each.happened, events))
    ]
    return round(median(hours), 2) if hours else None


def _times(happened: Mapping[str, datetime], events: Sequence[str]) -> list[datetime]:
    return [happened[event] for event in events if event in happened]
