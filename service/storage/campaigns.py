"""Campaigns on their way to being made: texts by their keys, who is in what, and how many there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, column, delete, func, insert, select, update, values
from sqlalchemy.orm import Session, aliased

from service.domain.campaigns import Joining, Membership
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignBand as SqlBand
from service.schema import CampaignItem as SqlMember
from service.schema import CampaignParting as SqlParting
from service.schema import CampaignText as SqlText
from service.schema import Item as SqlItem
from service.storage.inserting import insert_ignoring

__all__ = ["CampaignStore", "KnownText", "NewText", "Sighting"]

_TURN = 0x6C6F6E75
"""Number of the advisory lock under which campaigns change; the sealer of the log holds another."""
_MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text that has a campaign."""

    exact_key: bytes
    core: tuple[str, ...]
    campaign_id: UUID
    """Its own, where its next item goes."""
    root_id: UUID
    """What people see that as."""


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that gets a campaign."""

    exact_key: bytes
    core_key: bytes
    core: tuple[str, ...]
    campaign_id: UUID
    bands: tuple[int, ...]
    """Those of a text whose core is new, else none."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when an item was seen."""

    channel_id: UUID
    seen_at: datetime


class CampaignStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_turn(self) -> None:
        """Wait until no other transaction changes campaigns, and keep others waiting until this one ends.

        A near-copy that another worker writes at the same moment could not be seen otherwise. SQLite has one writer
        at a time anyway.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(select(func.pg_advisory_xact_lock(_TURN)))

    def memberships(self, item_ids: Collection[UUID]) -> dict[UUID, Membership]:
        """Return the memberships that items have, by item."""
        columns = (SqlMember.item_id, SqlMember.item_version, SqlMember.exact_key, SqlMember.context_key)
        rows = self._session.execute(
            select(*columns, SqlCampaign.root_id)
            .join(SqlCampaign, SqlCampaign.id == SqlMember.campaign_id)
            .where(SqlMember.item_id.in_(item_ids))
        )
        return {row[0]: Membership(row[0], row[1], bytes(row[2]), bytes(row[3]), row[4]) for row in rows}

    def texts(self, exact_keys: Collection[bytes]) -> dict[bytes, KnownText]:
        """Return the texts that are known, by key."""
        return {text.exact_key: text for text in self._texts(SqlText.exact_key.in_(exact_keys), most=len(exact_keys))}

    def texts_of_cores(self, core_keys: Collection[bytes]) -> dict[bytes, KnownText]:
        """Return one text of each core that is known, by the core's key."""
        if not core_keys:
            return {}
        asked = values(column("core_key", LargeBinary), name="asked").data([(key,) for key in core_keys]).cte()
        of_core = select(SqlText.exact_key).where(SqlText.core_key == asked.c.core_key).order_by(SqlText.exact_key)
        rows = self._session.execute(select(asked.c.core_key, of_core.limit(1).scalar_subquery()))
        keys = {bytes(row[0]): bytes(row[1]) for row in rows if row[1] is not None}
        found = self.texts(keys.values())
        return {core_key: found[key] for core_key, key in keys.items() if key in found}

    def text_of_core(self, core_key: bytes, avoided: Collection[UUID]) -> KnownText | None:
        """Return a text of the same core in a campaign that is not to be avoided."""
        found = self._texts(SqlText.core_key == core_key, SqlCampaign.root_id.not_in(avoided), most=1)
        return found[0] if found else None

    def candidates(self, bands: Sequence[int]) -> list[KnownText]:
        """Return texts that share a band, those that share most of them first."""
        shared = (
            select(SqlBand.exact_key)
            .where(SqlBand.band.in_(bands))
            .group_by(SqlBand.exact_key)
            .order_by(func.count().desc(), SqlBand.exact_key)
            .limit(_MOST_CANDIDATES)
        )
        keys = [bytes(key) for key in self._session.scalars(shared)]
        found = self.texts(keys)
        return [found[key] for key in keys if key in found]

    def parted(self, item_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
        """Return for each item that people took out of campaigns which these are, as people see them now."""
        rows = self._session.execute(
            select(SqlParting.item_id, SqlCampaign.root_id)
            .join(SqlCampaign, SqlCampaign.id == SqlParting.campaign_id)
            .where(SqlParting.item_id.in_(item_ids))
        )
        found: dict[UUID, set[UUID]] = {}
        for item_id, root_id in rows:
            found.setdefault(item_id, set()).add(root_id)
        return found

    def found(self, campaign_id: UUID, seen_at: datetime) -> None:
        """Make an empty campaign."""
        row = {"id": campaign_id, "root_id": campaign_id, "items": 0, "first_seen": seen_at, "last_seen": seen_at}
        self._session.execute(insert(SqlCampaign).values(row))

    def add_texts(self, new: Sequence[NewText]) -> None:
        """Let texts belong to campaigns."""
        texts: list[dict[str, object]] = [
            {
                "exact_key": text.exact_key,
                "core_key": text.core_key,
                "core": " ".join(text.core),
                "campaign_id": text.campaign_id,
            }
            for text in new
        ]
        bands: list[dict[str, object]] = [
            {"band": band, "exact_key": text.exact_key} for text in new for band in text.bands
        ]
        insert_ignoring(self._session, SqlText, texts)
        insert_ignoring(self._session, SqlBand, bands)

    def sightings(self, item_ids: Collection[UUID]) -> dict[UUID, Sighting]:
        """Return where and when items were seen."""
        seen_at = func.coalesce(SqlItem.sent_at, SqlItem.captured_at, type_=SqlItem.captured_at.type)
        rows = self._session.execute(select(SqlItem.id, SqlItem.channel_id, seen_at).where(SqlItem.id.in_(item_ids)))
        return {row[0]: Sighting(row[1], row[2]) for row in rows}

    def add_items(
        self, joining: Mapping[UUID, Joining], own: Mapping[UUID, UUID], seen: Mapping[UUID, Sighting]
    ) -> None:
        """Write memberships, by item: its keys, its own campaign, and where it was seen."""
        rows: list[dict[str, object]] = [
            {
                "item_id": item_id,
                "item_version": item.item_version,
                "campaign_id": own[item_id],
                "exact_key": item.exact_key,
                "context_key": item.context_key,
                "channel_id": seen[item_id].channel_id,
                "seen_at": seen[item_id].seen_at,
                "day": seen[item_id].seen_at.astimezone(UTC).date(),
            }
            for item_id, item in joining.items()
        ]
        insert_ignoring(self._session, SqlMember, rows)

    def note_item(self, item: Joining) -> None:
        """Note the version and the context that an item has now; its text is the same."""
        values = {"item_version": item.item_version, "context_key": item.context_key}
        self._session.execute(update(SqlMember).where(SqlMember.item_id == item.item_id).values(values))

    def remove_items(self, item_ids: Collection[UUID]) -> None:
        """Take items out of their campaigns; whoever calls counts those anew."""
        self._session.execute(delete(SqlMember).where(SqlMember.item_id.in_(item_ids)))

    def count_in(self, seen: Mapping[UUID, Sequence[datetime]]) -> None:
        """Count items in that were just added: for each campaign, as people see it, when they were seen."""
        query = select(SqlCampaign).where(SqlCampaign.id.in_(seen)).order_by(SqlCampaign.id)
        for campaign in self._session.scalars(query, execution_options={"populate_existing": True}):
            times = seen[campaign.id]
            first, last = (times[0], times[0]) if campaign.items == 0 else (campaign.first_seen, campaign.last_seen)
            campaign.items += len(times)
            campaign.first_seen, campaign.last_seen = min(first, *times), max(last, *times)
        self._session.flush()

    def count(self, root_id: UUID) -> int:
        """Return how many items a campaign has."""
        return self._session.scalar(select(SqlCampaign.items).where(SqlCampaign.id == root_id)) or 0

    def recount(self, root_ids: Collection[UUID]) -> None:
        """Count campaigns anew, as people see them; one without items keeps its times."""
        own = aliased(SqlCampaign)
        for root_id in sorted(root_ids):
            row = self._session.execute(
                select(func.count(), func.min(SqlMember.seen_at), func.max(SqlMember.seen_at))
                .join(own, own.id == SqlMember.campaign_id)
                .where(own.root_id == root_id)
            ).one()
            values = {"items": row[0]} | ({"first_seen": row[1], "last_seen": row[2]} if row[0] else {})
            self._session.execute(update(SqlCampaign).where(SqlCampaign.id == root_id).values(values))

    def _texts(self, *conditions: ColumnElement[bool], most: int) -> list[KnownText]:
        query = select(SqlText.exact_key, SqlText.core, SqlText.campaign_id, SqlCampaign.root_id)
        query = query.join(SqlCampaign, SqlCampaign.id == SqlText.campaign_id).where(*conditions)
        rows = self._session.execute(query.order_by(SqlText.exact_key).limit(most))
        return [KnownText(bytes(row[0]), tuple(row[1].split()), row[2], row[3]) for row in rows]
