"""Reads channels for people and programs: in pages, and one with its names, links and days; writes what people say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, case, func, literal_column, select, update
from sqlalchemy.orm import Session

from service.domain.channels import ChannelDay, ChannelRecord, Seen
from service.schema import Channel as SqlChannel
from service.schema import ChannelLink as SqlChannelLink
from service.schema import ChannelName as SqlChannelName
from service.schema import Item as SqlItem

__all__ = ["ChannelQueryStore"]

_TURN = 0x6C6F6E76
"""Number of the advisory lock under which successions change; `CampaignStore` and the log have others."""


class ChannelQueryStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, platform: str | None, before: UUID | None, limit: int) -> list[ChannelRecord]:
        """Return channels, the one that was stored last first."""
        query = _select_channels().order_by(SqlChannel.id.desc()).limit(limit)
        if platform is not None:
            query = query.where(SqlChannel.platform == platform)
        if before is not None:
            query = query.where(SqlChannel.id < before)
        return [ChannelRecord(*row) for row in self._session.execute(query)]

    def get(self, channel_id: UUID) -> ChannelRecord | None:
        """Return one channel."""
        row = self._session.execute(_select_channels().where(SqlChannel.id == channel_id)).one_or_none()
        return None if row is None else ChannelRecord(*row)

    def names(self, channel_id: UUID) -> list[Seen]:
        """Return the names of a channel, oldest first."""
        query = select(SqlChannelName.name, SqlChannelName.first_seen, SqlChannelName.last_seen)
        query = query.where(SqlChannelName.channel_id == channel_id).order_by(SqlChannelName.first_seen)
        return [Seen(*row) for row in self._session.execute(query)]

    def links(self, channel_id: UUID) -> list[Seen]:
        """Return the addresses and invite links of a channel, oldest first."""
        query = select(SqlChannelLink.address, SqlChannelLink.first_seen, SqlChannelLink.last_seen)
        query = query.where(SqlChannelLink.channel_id == channel_id).order_by(SqlChannelLink.first_seen)
        return [Seen(*row) for row in self._session.execute(query)]

    def successors(self, channel_id: UUID) -> list[ChannelRecord]:
        """Return the channels that took the place of one."""
        query = _select_channels().where(SqlChannel.successor_of == channel_id).order_by(SqlChannel.id)
        return [ChannelRecord(*row) for row in self._session.execute(query)]

    def days(self, channel_id: UUID, last: date, days: int) -> list[ChannelDay]:
        """Return the days up to `last` on which something was sent, oldest first."""
        begin = datetime.combine(last - timedelta(days=days - 1), time(), UTC)
        day = self._day()
        raised = func.sum(case((SqlItem.labels.like("|%"), 1), else_=0))
        query = select(day, func.count(), raised).where(
            SqlItem.channel_id == channel_id,
            SqlItem.sent_at >= begin,
            SqlItem.sent_at < begin + timedelta(days=days),
        )
        return [ChannelDay(*row) for row in self._session.execute(query.group_by(day).order_by(day))]

    def take_turn(self) -> None:
        """Wait until no other transaction changes which channel follows which; keep others waiting until this ends.

        Channels that follow one another may be any number, so that holding two of them would not be enough. SQLite
        has one writer at a time anyway.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(select(func.pg_advisory_xact_lock(_TURN)))

    def lock(self, channel_id: UUID) -> ChannelRecord | None:
        """Return one channel and hold it until the transaction ends."""
        self._session.execute(select(SqlChannel.id).where(SqlChannel.id == channel_id).with_for_update())
        return self.get(channel_id)

    def change(self, channel_id: UUID, gone_at: datetime | None, successor_of: UUID | None) -> None:
        """Write what a person says of a channel, as its next version."""
        values = {"gone_at": gone_at, "successor_of": successor_of, "version": SqlChannel.version + 1}
        self._session.execute(update(SqlChannel).where(SqlChannel.id == channel_id).values(values))

    def _day(self) -> ColumnElement[date]:
        """Return the day on which an item was sent, in UTC whatever the zone of the session."""
        if self._session.get_bind().dialect.name == "postgresql":
            return func.date(func.timezone(literal_column("'UTC'"), SqlItem.sent_at), type_=Date())
        return func.date(SqlItem.sent_at, type_=Date())


_Selected = Select[
    UUID, int, str, str, str, str, str | None, datetime, datetime | None, UUID | None, datetime | None, datetime | None
]


def _select_channels() -> _Selected:
    sent = select(SqlItem.sent_at).where(SqlItem.channel_id == SqlChannel.id, SqlItem.sent_at.is_not(None)).limit(1)
    first = sent.order_by(SqlItem.sent_at).correlate(SqlChannel).scalar_subquery()
    last = sent.order_by(SqlItem.sent_at.desc()).correlate(SqlChannel).scalar_subquery()
    columns = (SqlChannel.id, SqlChannel.version, SqlChannel.platform, SqlChannel.platform_id, SqlChannel.name)
    said = (SqlChannel.created_at, SqlChannel.gone_at, SqlChannel.successor_of)
    return select(*columns, SqlChannel.visibility, SqlChannel.public_address, *said, first, last)
