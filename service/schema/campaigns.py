"""Campaigns: the texts that belong together, the items that have them, and what people changed about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Campaign", "CampaignBand", "CampaignEvent", "CampaignItem", "CampaignParting", "CampaignText", "Precedent"]


class Campaign(Base):
    """Copies and near-copies of one text; one that was merged points at the one that it is part of."""

    __tablename__ = "campaigns"
    __table_args__ = (Index(None, "root_id"), Index(None, "last_seen", "id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    """What people see it as: its own id unless it was merged; never one that was merged itself."""
    items: Mapped[int]
    """With those of the campaigns that are part of it; 0 where it is part of another."""
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class CampaignText(Base):
    """One normalised text (a variant); the key lets no two workers make two campaigns of it."""

    __tablename__ = "campaign_texts"
    __table_args__ = (Index(None, "core_key"), Index(None, "campaign_id"))

    exact_key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    core_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    """The same for texts that differ in numbers, emoji, handles and links only."""
    core: Mapped[str]
    """The words that are compared, parted by spaces; holds no number, handle or link."""
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    """Where the next item with this text goes."""


class CampaignBand(Base):
    """A band of the signature of a text; near-copies share at least one."""

    __tablename__ = "campaign_bands"

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    exact_key: Mapped[bytes] = mapped_column(ForeignKey("campaign_texts.exact_key"), primary_key=True)


class CampaignItem(Base):
    """An item in a campaign, in the version that joined it."""

    __tablename__ = "campaign_items"
    __table_args__ = (Index(None, "campaign_id", "day"), Index(None, "exact_key"))

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"), primary_key=True)
    item_version: Mapped[int]
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    exact_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    context_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    """Empty without a context."""
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id"))
    seen_at: Mapped[datetime]
    """When it was sent, or captured where nobody knows."""
    day: Mapped[date]
    """Of `seen_at`, in UTC."""


class CampaignEvent(Base):
    """A merge, a split, or the taking back of one."""

    __tablename__ = "campaign_events"
    __table_args__ = (UniqueConstraint("undoes"), Index(None, "campaign_id"), Index(None, "other_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUID version 7: sorts by time."""
    act: Mapped[str] = mapped_column(String(16))
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"))
    moved: Mapped[list[Any]]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("campaign_events.id"))


class CampaignParting(Base):
    """An item that a person took out of a campaign, which it does not join again by itself."""

    __tablename__ = "campaign_partings"

    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    """No foreign key: it would have to wait for whoever scores the item, who waits for whoever parts it."""
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)


class Precedent(Base):
    """The decision that the next exact copy in the same context takes over."""

    __tablename__ = "precedents"
    __table_args__ = (UniqueConstraint("decision_id"),)

    exact_key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    context_key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    """Empty without a context."""
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"))
