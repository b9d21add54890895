"""The parts of a takedown file that tell its life: reviews, attempts to deliver it, the answer, later looks, events."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from service.domain.takedown.content import Sha256
from service.domain.takedown.texts import LineText, ProseText

__all__ = ["ActorId", "FileAttempt", "FileCheck", "FileEvent", "FilePart", "FileResponse", "FileReview", "Time"]

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?P<zone>[Zz]|[+-]\d{2}:\d{2})?", re.ASCII)
_YEARS = range(2000, 2100)


def _read_time(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    form = _TIME.fullmatch(value) if isinstance(value, str) else None
    if form is None:
        raise PydanticCustomError("time_form", "Expected a time such as 2026-11-21T20:14:09Z")
    if form["zone"] is None:
        raise PydanticCustomError("time_zone", "Expected a time with its zone, such as 2026-11-21T20:14:09Z")
    try:
        at = datetime.fromisoformat(form[0].upper())
    except ValueError:
        raise PydanticCustomError("time_form", "Expected a time of the calendar and the clock") from None
    if at.year not in _YEARS:
        raise PydanticCustomError("time_form", "Expected a time of this century")
    return at


Time = Annotated[datetime, BeforeValidator(_read_time)]
"""RFC 3339, with its zone."""
ActorId = Annotated[str, StringConstraints(pattern=r"^(usr|svc|org)_[A-Za-z0-9-]{4,64}$")]
_Line = Annotated[LineText, StringConstraints(max_length=500)]


class FilePart(BaseModel):
    """Frozen, strict, without unknown fields."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class FileReview(FilePart):
    """What one person decided on it."""

    reviewer: ActorId
    role: Literal["analyst", "approver", "legal"] = "analyst"
    decision: Literal["confirm", "reject", "escalate", "needs_more"]
    decided_at: Time
    rationale: Annotated[ProseText, StringConstraints(min_length=20, max_length=4000)]
    saw_original: bool = False


class FileAttempt(FilePart):
    """One attempt to hand it over."""

    attempt: Annotated[int, Field(ge=1)]
    channel_id: _Line
    transport: Literal["webform_manual", "webform_assisted", "email", "portal", "api", "bot"] | None = None
    sent_at: Time
    sent_by: ActorId | None = None
    payload_sha256: Sha256
    result: Literal["accepted", "rejected", "error", "timeout"]
    platform_ticket: _Line | None = None
    receipt_evidence: _Line | None = None


class FileResponse(FilePart):
    """What the platform answered."""

    acknowledged_at: Time | None = None
    decided_at: Time | None = None
    decision: (
        Literal[
            "removed",
            "access_disabled",
            "account_suspended",
            "account_terminated",
            "partially_actioned",
            "no_action",
            "already_gone",
            "other",
        ]
        | None
    ) = None
    ground: Literal["DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT", "not_stated"] | None = (
        None
    )
    automated_means: (
        Literal[
            "AUTOMATED_DECISION_FULLY",
            "AUTOMATED_DECISION_PARTIALLY",
            "AUTOMATED_DECISION_NOT_AUTOMATED",
            "not_stated",
        ]
        | None
    ) = None
    redress_info: _Line | None = None
    puid: Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9_-]+$", max_length=500)] | None = None
    sor_uuid: _Line | None = None


class FileCheck(FilePart):
    """A later look at one item."""

    item_id: _Line
    checked_at: Time
    result: Literal["live", "gone", "geo_blocked", "altered", "login_required", "unknown"]
    evidence_ref: _Line | None = None


class FileEvent(BaseModel):
    """One event of its life, chained to the one before."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True
    )

    seq: Annotated[int, Field(ge=1)]
    at: Time
    actor: _Line
    source: Annotated[_Line | None, Field(alias="from")]
    target: Annotated[_Line, Field(alias="to")]
    event: _Line
    prev_hash: Sha256
    entry_hash: Sha256
