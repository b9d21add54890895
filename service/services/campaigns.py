"""Answers questions about campaigns: which there are, where one was seen, what its texts have in common."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from models.near_copies import Difference, differences
from service.domain.campaigns import CampaignChannel, CampaignEvent, CampaignSummary, CampaignVariant, DayCount
from service.domain.items import ItemRecord, ItemState
from service.errors import LontError
from service.locale.wording import worded
from service.services.cursors import CursorError
from service.storage.campaign_acts import CampaignActStore
from service.storage.campaign_queries import CampaignPosition, CampaignQueryStore

__all__ = ["CampaignNotFoundError", "CampaignPage", "CampaignService", "CampaignView", "ChangedCopy", "MarkedVariant"]

_MOST_VARIANTS = 50
_MOST_CHANNELS = 200


class CampaignNotFoundError(LontError):
    """There is no campaign of that id, or it has no items of its own any more."""

    code = "campaign_not_found"
    status = 404
    title = "No such campaign"


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """Some campaigns, and the cursor for those after them (``None`` at the end)."""

    campaigns: list[CampaignSummary]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class MarkedVariant:
    """A text of a campaign beside its first one."""

    variant: CampaignVariant
    differences: list[Difference]
    """What is other than in the first text; for that itself one stretch."""


@dataclass(frozen=True, slots=True)
class CampaignView:
    """All that is shown of one campaign."""

    summary: CampaignSummary
    channels: list[CampaignChannel]
    """Most items first, at most 200."""
    days: list[DayCount]
    variants: list[MarkedVariant]
    """Oldest first, at most 50."""
    events: list[CampaignEvent]
    undone: frozenset[UUID]
    """Acts that were taken back."""


@dataclass(frozen=True, slots=True)
class ChangedCopy:
    """An undecided item beside a text of its campaign that somebody decided."""

    decided: CampaignVariant
    differences: list[Difference]


class CampaignService:
    """Reads campaigns inside the caller's transaction."""

    def __init__(self, store: CampaignQueryStore, acts: CampaignActStore) -> None:
        self._store = store
        self._acts = acts

    def page(self, min_items: int, cursor: str | None, limit: int) -> CampaignPage:
        """Return one page, the campaign that was seen last first.

        Parameters
        ----------
        min_items
            Least items of a campaign, 1 or more.
        cursor
            `CampaignPage.next_cursor` of the page before, for the same least number.
        limit
            1 to 200 campaigns.

        Raises
        ------
        CursorError
            For a cursor of somebody else's making.
        """
        found = self._store.page(min_items, None if cursor is None else _read_cursor(cursor), limit + 1)
        shown = found[:limit]
        return CampaignPage(shown, _write_cursor(shown[-1]) if len(found) > limit else None)

    def get(self, campaign_id: UUID, *, waiting: bool = False) -> CampaignView:
        """Return one campaign, also by the id of one that became part of it.

        With `waiting` only those of its texts of which an item waits for review.

        Raises
        ------
        CampaignNotFoundError
        """
        root_id = self._store.root_of(campaign_id)
        summary = None if root_id is None else self._store.get(root_id)
        if summary is None:
            raise CampaignNotFoundError(
                worded("There is no campaign {id} that has items.", id=campaign_id),
                "Take the id from the list of campaigns.",
            )
        variants = self._store.variants(summary.id, _MOST_VARIANTS, waiting=waiting)
        first = next((each.text for each in variants if each.text), "")
        events = self._acts.events(summary.id)
        return CampaignView(
            summary=summary,
            channels=self._store.channels(summary.id, _MOST_CHANNELS),
            days=self._store.days(summary.id),
            variants=[MarkedVariant(each, differences(first, each.text or "")) for each in variants],
            events=events,
            undone=frozenset(each.undoes for each in events if each.undoes is not None),
        )

    def of_item(self, item_id: UUID) -> CampaignSummary | None:
        """Return the campaign of an item."""
        campaign_id = self._store.of_item(item_id)
        return None if campaign_id is None else self._store.get(campaign_id)

    def changed_copy(self, item: ItemRecord) -> ChangedCopy | None:
        """Return what an item that waits for review is a copy of that was decided, with the differences marked."""
        campaign_id = self._store.of_item(item.id) if item.state == ItemState.QUEUED else None
        decided = None if campaign_id is None else self._store.decided(campaign_id, item.id)
        if decided is None or decided.text is None:
            return None
        return ChangedCopy(decided, differences(decided.text, item.text or ""))


def _write_cursor(campaign: CampaignSummary) -> str:
    raw = f"{campaign.last_seen.isoformat()}|{campaign.id.hex}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> CampaignPosition:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        seen, _, campaign_id = base64.urlsafe_b64decode(padded).decode().partition("|")
        last_seen = datetime.fromisoformat(seen)
        position = last_seen.astimezone(UTC), UUID(hex=campaign_id)
    except (ValueError, OverflowError):  # some times of a zone lie outside all years of UTC
        position = None
    if position is None or last_seen.tzinfo is None:
        raise CursorError("The cursor was not made by this server.", "Begin again without a cursor.")
    return position
