"""What people set for themselves."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["AccountPreference"]


class AccountPreference(Base):
    """One value that a person set; what is not set has no row."""

    __tablename__ = "account_preferences"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A field of `service.domain.preferences.Preferences`."""
    value: Mapped[str] = mapped_column(String(200))
    """As JSON."""
