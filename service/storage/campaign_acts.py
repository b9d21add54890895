"""Moves items and texts between campaigns, and keeps what people did to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.domain.campaigns import CampaignAct, CampaignEvent
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignEvent as SqlEvent
from service.schema import CampaignItem as SqlMember
from service.schema import CampaignParting as SqlParting
from service.schema import CampaignText as SqlText

__all__ = ["CampaignActStore", "TextOrigin"]

_UNSEEN = {"synchronize_session": False}
"""Nothing of a hundred thousand rows is in the session, and none is to be looked for there."""


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """The items that have one text in one part of a campaign."""

    exact_key: bytes
    campaign_id: UUID
    items: int
    first_seen: datetime


class CampaignActStore:
    """Reads and writes in the caller's transaction, which has taken its turn."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_event(self, event: CampaignEvent) -> None:
        """Write an act; it is never changed again."""
        self._session.execute(insert(SqlEvent).values(asdict(event) | {"moved": list(event.moved)}))

    def event(self, event_id: UUID) -> CampaignEvent | None:
        """Return one act."""
        row = self._session.get(SqlEvent, event_id)
        return None if row is None else _event(row)

    def events(self, campaign_id: UUID) -> list[CampaignEvent]:
        """Return what was done to a campaign and to those that are part of it, oldest first."""
        parts = select(SqlCampaign.id).where(SqlCampaign.root_id == campaign_id)
        about = or_(SqlEvent.campaign_id.in_(parts), SqlEvent.other_id.in_(parts))
        return [_event(row) for row in self._session.scalars(select(SqlEvent).where(about).order_by(SqlEvent.id))]

    def undoing(self, event_id: UUID) -> UUID | None:
        """Return the act that took this one back."""
        return self._session.scalar(select(SqlEvent.id).where(SqlEvent.undoes == event_id))

    def parts(self, root_id: UUID) -> list[UUID]:
        """Return a campaign and those that are part of it."""
        query = select(SqlCampaign.id).where(SqlCampaign.root_id == root_id).order_by(SqlCampaign.id)
        return list(self._session.scalars(query))

    def set_root(self, campaign_ids: Collection[UUID], root_id: UUID) -> None:
        """Let campaigns be seen as this one; what is part of another counts no items of its own."""
        query = update(SqlCampaign).where(SqlCampaign.id.in_(campaign_ids)).values(root_id=root_id, items=0)
        self._session.execute(query)

    def members(self, root_id: UUID, item_ids: Collection[UUID]) -> list[SqlMember]:
        """Return the memberships that these items have in a campaign."""
        query = select(SqlMember).where(SqlMember.campaign_id.in_(_parts(root_id)), SqlMember.item_id.in_(item_ids))
        return list(self._session.scalars(query.order_by(SqlMember.item_id)))

    def origins(self, root_id: UUID, exact_keys: Collection[bytes]) -> list[TextOrigin]:
        """Return how many items of a campaign have these texts, by text and by the part that they belong to."""
        columns = (SqlMember.exact_key, SqlMember.campaign_id)
        query = select(*columns, func.count(), func.min(SqlMember.seen_at))
        query = query.where(SqlMember.campaign_id.in_(_parts(root_id)), SqlMember.exact_key.in_(exact_keys))
        rows = self._session.execute(query.group_by(*columns).order_by(func.count().desc(), *columns))
        return [TextOrigin(bytes(row[0]), *row[1:]) for row in rows]

    def items_of(self, origin: TextOrigin) -> list[UUID]:
        """Return the items that have a text and belong to one part of a campaign."""
        query = select(SqlMember.item_id).where(
            SqlMember.campaign_id == origin.campaign_id, SqlMember.exact_key == origin.exact_key
        )
        return list(self._session.scalars(query.order_by(SqlMember.item_id)))

    def text_owner(self, exact_key: bytes) -> UUID | None:
        """Return where the next item with a text goes."""
        return self._session.scalar(select(SqlText.campaign_id).where(SqlText.exact_key == exact_key))

    def move_text(self, exact_key: bytes, campaign_id: UUID) -> None:
        """Let the next items with a text go to this campaign."""
        query = update(SqlText).where(SqlText.exact_key == exact_key).values(campaign_id=campaign_id)
        self._session.execute(query)

    def move_items(self, item_ids: Collection[UUID], campaign_id: UUID) -> None:
        """Let items belong to this campaign."""
        query = update(SqlMember).where(SqlMember.item_id.in_(item_ids)).values(campaign_id=campaign_id)
        self._session.execute(query)

    def move_items_with(self, exact_keys: Collection[bytes], root_id: UUID, campaign_id: UUID) -> None:
        """Let all items of a campaign that have these texts belong to another; there may be a hundred thousand."""
        query = update(SqlMember).where(SqlMember.campaign_id.in_(_parts(root_id)), SqlMember.exact_key.in_(exact_keys))
        self._session.execute(query.values(campaign_id=campaign_id), execution_options=_UNSEEN)

    def move_all(self, campaign_id: UUID, target_id: UUID) -> None:
        """Let all items and texts of one campaign belong to another."""
        for table in (SqlMember, SqlText):
            query = update(table).where(table.campaign_id == campaign_id).values(campaign_id=target_id)
            self._session.execute(query)

    def part(self, new_id: UUID, campaign_id: UUID) -> None:
        """Keep the items of a new campaign from joining the one that they left by themselves."""
        left = select(SqlMember.item_id, literal(campaign_id, SqlParting.campaign_id.type))
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        statement = dialect.insert(SqlParting).from_select(
            ["item_id", "campaign_id"], left.where(SqlMember.campaign_id == new_id)
        )
        self._session.execute(statement.on_conflict_do_nothing())

    def unpart(self, item_ids: Collection[UUID], campaign_id: UUID) -> None:
        """Let items join a campaign again."""
        self._unpart(SqlParting.item_id.in_(item_ids), campaign_id)

    def unpart_items_with(self, exact_keys: Collection[bytes], new_id: UUID, campaign_id: UUID) -> None:
        """Let the items of a campaign that have these texts join another one again."""
        theirs = select(SqlMember.item_id).where(SqlMember.campaign_id == new_id, SqlMember.exact_key.in_(exact_keys))
        self._unpart(SqlParting.item_id.in_(theirs), campaign_id)

    def _unpart(self, which: ColumnElement[bool], campaign_id: UUID) -> None:
        query = delete(SqlParting).where(which, SqlParting.campaign_id == campaign_id)
        self._session.execute(query, execution_options=_UNSEEN)


def _parts(root_id: UUID) -> Select[UUID]:
    return select(SqlCampaign.id).where(SqlCampaign.root_id == root_id)


def _event(row: SqlEvent) -> CampaignEvent:
    return CampaignEvent(
        row.id, CampaignAct(row.act), row.campaign_id, row.other_id, tuple(row.moved), row.at, row.by, row.undoes
    )
