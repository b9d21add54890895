"""What somebody finds who comes back to work: since when they were away, and lists of what waits, never with a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

__all__ = ["GAP", "HandOver", "HandOverLine", "HandOverPart", "Presence", "Section", "away_since"]

GAP = timedelta(minutes=30)
"""Whoever signs in again within this time was not away."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One session of a person's browser: from signing in to the last sign of it."""

    began: datetime
    seen: datetime


def away_since(presences: Sequence[Presence]) -> datetime | None:
    """Return when the person was last seen before the present stay; ``None``: never.

    Sessions that overlap, or follow each other within `GAP`, are one stay.

    Parameters
    ----------
    presences
        Sessions of the person in any order; the one that began last is the present one.
    """
    ordered = sorted(presences, key=lambda each: each.began, reverse=True)
    if not ordered:
        return None
    began, earlier = ordered[0].began, sorted(ordered[1:], key=lambda each: each.seen, reverse=True)
    for each in earlier:
        if each.seen < began - GAP:
            return each.seen
        began = min(began, each.began)
    return None


class HandOverPart(StrEnum):
    """A list of the hand-over, in the order of the page."""

    URGENT = "urgent"
    """Items of priority P0 that nobody has decided, with their alert."""
    SAID = "said"
    """Deferred or escalated since then."""
    APPROVAL = "approval"
    """Requests that wait for a second person."""
    ANSWERS = "answers"
    """What platforms said since then."""
    CLOCKS = "clocks"
    """What comes up by itself before the end of the shift."""
    MINE = "mine"
    """What the person began and did not finish."""


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """One thing to look at: an item or a request."""

    item_id: UUID | None
    request_id: UUID | None
    priority: str | None
    platform: str
    at: datetime
    """When it came, was said or done, or will come up."""
    what: str
    """A verdict, an event, a state, or what makes the line, by its list."""
    channel_name: str | None = None
    by: str | None = None
    """Actor id of who said it, or who has claimed the alert."""
    rounds: int | None = None
    """How often the alert was sent round; ``None``: there is no alert."""


@dataclass(frozen=True, slots=True)
class Section:
    """The first lines of a list, and how many it has."""

    lines: Sequence[HandOverLine]
    total: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """The whole page."""

    since: datetime
    until: datetime
    first_time: bool
    """The person was never here before; `since` is some hours ago."""
    sections: dict[HandOverPart, Section]
    """Those that the person may see."""

    @property
    def is_news(self) -> bool:
        """Whether there is something to tell to somebody who comes back."""
        return any(section.total for section in self.sections.values())
