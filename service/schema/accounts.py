"""People: their local accounts, their second factors, and the sessions of their browsers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Account", "BrowserSession", "OutsideIdentity", "RecoveryCode", "SecondFactor"]


class Account(Base):
    """One person; the password is only kept as an argon2id hash."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    """What the person signs in with, in lower case."""
    email: Mapped[str | None] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[Any]]
    on_call: Mapped[bool]
    """Gets alerts of a possible threat to life."""
    failed_attempts: Mapped[int]
    """Wrong passwords in a row."""
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class BrowserSession(Base):
    """A signed-in browser; the token is only kept as SHA-256, and ends at once when `ended_at` is set."""

    __tablename__ = "browser_sessions"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "account_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(60), server_default="")
    """Family and system, such as ``Firefox, Linux``; never the whole name that a browser gives itself."""
    awaits_code: Mapped[bool] = mapped_column(server_default=false())
    """The password was right and the code of the second factor is still to come: it opens nothing."""
    by_provider: Mapped[bool] = mapped_column(server_default=false())
    """The organisation's own provider let the person in, and asked for as many factors as it wants."""


class SecondFactor(Base):
    """What makes a person's one-time codes (TOTP); the secret is only kept encrypted."""

    __tablename__ = "second_factors"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    sealed_secret: Mapped[bytes]
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When its first code came back; until then it guards nothing."""
    last_step: Mapped[int] = mapped_column(BigInteger)
    """The step of time whose code was used last: no code counts twice."""


class RecoveryCode(Base):
    """A code for once, for a person whose telephone is lost; only kept as SHA-256."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None]


class OutsideIdentity(Base):
    """Whom the organisation's own provider means by one of its subjects; set at the first sign-in, never changed."""

    __tablename__ = "outside_identities"
    __table_args__ = (UniqueConstraint("issuer", "account_id"),)

    issuer: Mapped[str] = mapped_column(String(300), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    linked_at: Mapped[datetime]
