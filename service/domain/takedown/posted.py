"""A notice as a signed post carries it: the outbound whitelist under the names of takedown files, and the same text."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service.domain.takedown.content import RequestContent
from service.domain.takedown.outbound import OutboundItem, OutboundNotice, notice_text, outbound_of, subject_of
from service.domain.takedown.reminder_words import WaitsFor, reminder_subject, reminder_text

__all__ = ["NoticeType", "posted_bytes", "posted_notice", "posted_reminder"]


class NoticeType(StrEnum):
    """What is posted to a platform."""

    NOTICE = "takedown.notice"
    REMINDER = "takedown.reminder"


def posted_notice(request_id: str, content: RequestContent) -> dict[str, Any]:
    """Return the ``data`` of a post: every field stands in the text as well, and ``text`` is that text.

    Parameters
    ----------
    request_id
        As platforms know it, ``tdr_…``.
    content
        Of which only the outbound part is read, and the ids of the items, by which a platform answers them.
    """
    notice = outbound_of(request_id, content)
    ids = [str(UUID(hex=item.item_id.removeprefix("itm_"))) for item in content.items]
    return {
        "id": request_id,
        "case_category": notice.case_category,
        "items": [{"item_id": item_id, **_item(item)} for item_id, item in zip(ids, notice.items, strict=True)],
        "allegation": _allegation(notice),
        "requested_action": list(notice.requested_action),
        "notifier": {"legal_name": notice.notifier_name, "email": notice.notifier_email},
        "bona_fide": {"text": notice.bona_fide_text},
        "subject": subject_of(notice),
        "text": notice_text(notice),
    }


def posted_reminder(
    request_id: str, content: RequestContent, number: int, sent_at: datetime, waits_for: WaitsFor
) -> dict[str, Any]:
    """Return the ``data`` of a reminder: the notice again, with what is waited for, and the text that says so.

    Parameters
    ----------
    number
        From 1.
    sent_at
        When the notice was handed over.
    """
    notice = outbound_of(request_id, content)
    told = {"number": number, "notice_sent_at": sent_at.astimezone(UTC).isoformat(), "waits_for": waits_for}
    return posted_notice(request_id, content) | {
        "reminder": told,
        "subject": reminder_subject(notice, number),
        "text": reminder_text(notice, number, sent_at, waits_for),
    }


def posted_bytes(kind: NoticeType, at: datetime, data: dict[str, Any]) -> bytes:
    """Return ``{"type", "timestamp", "data"}`` as JSON in UTF-8; the same bytes for the same notice.

    Parameters
    ----------
    at
        When it came to be, with time zone; not when it is sent.
    """
    timestamp = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    body = {"type": kind, "timestamp": timestamp, "data": data}
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def _item(item: OutboundItem) -> dict[str, Any]:
    return {
        "locator": {
            "url": item.url,
            "message_id": item.message_id,
            "container_name": item.container_name,
            "additional_info": item.additional_info,
        },
        "author": {"handle": item.author_handle},
        "content_types": list(item.content_types),
        "excerpt": item.excerpt,
        "posted_at": None if item.posted_at is None else item.posted_at.astimezone(UTC).isoformat(),
    }


def _allegation(notice: OutboundNotice) -> dict[str, Any]:
    return {
        "language": notice.language,
        "dsa_category": notice.dsa_category,
        "dsa_category_addition": list(notice.dsa_category_addition),
        "dsa_keywords": list(notice.dsa_keywords),
        "legal_grounds": [asdict(ground) for ground in notice.legal_grounds],
        "explanation": notice.explanation,
        "territorial_scope": list(notice.territorial_scope),
    }
