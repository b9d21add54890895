"""A shared notice as an event of MISP: objects chat-message and user-account, tags for TLP and category."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from service.domain.takedown.shared import SharedItem, SharedNotice

__all__ = ["misp_event"]

_NAMESPACE = UUID("6f0d5c0e-3b5e-5a0c-9f2e-1d0a4c7b8e21")
"""Of our ids (UUID version 5): the same request gives the same ids, so that a second import updates the first."""
_TEMPLATES = {
    "chat-message": ("2273e7ab-9cf7-43d3-9eb6-e69697dcc7d5", "2"),
    "user-account": ("49606b06-22f0-4ac8-8eee-2f12ad46f3d3", "6"),
}
"""UUID and version of the templates in MISP/misp-objects."""
_CATEGORY = {"url": "Network activity", "text": "Other", "datetime": "Other", "sha256": "External analysis"}
_OWN_ORGANISATION = "0"
_HIGH, _ONGOING = "1", "1"


def misp_event(shared: SharedNotice) -> str:
    """Return the event as JSON, as MISP imports it.

    It is for the own organisation until somebody publishes it; nothing in it is marked for detection.
    """
    notice = shared.notice
    event = {
        "uuid": _id(shared, "event"),
        "info": f"{notice.case_category}: {notice.request_id}",
        "date": shared.created_at.astimezone(UTC).date().isoformat(),
        "timestamp": _seconds(shared.edited_at),
        "distribution": _OWN_ORGANISATION,
        "threat_level_id": _HIGH,
        "analysis": _ONGOING,
        "published": False,
        "Tag": [
            {"name": f"tlp:{shared.tlp.value}"},
            {"name": f'takedown:category="{notice.case_category}"'},
        ],
        "Attribute": _about(shared),
        "Object": [each for number, item in enumerate(shared.items) for each in _objects(shared, number, item)],
    }
    return json.dumps({"Event": event}, ensure_ascii=False, indent=2) + "\n"


def _about(shared: SharedNotice) -> list[dict[str, Any]]:
    notice = shared.notice
    grounds = [f"{each.law} ({each.jurisdiction}), {each.provision}" for each in notice.legal_grounds]
    texts = {
        "takedown request": notice.request_id,
        "explanation": notice.explanation,
        "legal grounds": "; ".join(grounds),
        "DSA category": " ".join([notice.dsa_category, *notice.dsa_category_addition, *notice.dsa_keywords]),
        "requested action": " ".join(notice.requested_action),
        "territory": " ".join(notice.territorial_scope),
        "notifier": f"{notice.notifier_name} <{notice.notifier_email}>",
        "bona fide": notice.bona_fide_text or "",
    }
    return [
        _attribute(shared, f"about/{name}", "text", text, comment=name) for name, text in texts.items() if text.strip()
    ]


def _objects(shared: SharedNotice, number: int, item: SharedItem) -> list[dict[str, Any]]:
    found = item.notice
    posted = found.posted_at or item.first_observed_at
    said: Sequence[tuple[str, str, str | None]] = [
        ("message-id", "text", found.message_id or found.url),
        ("timestamp", "datetime", posted.astimezone(UTC).isoformat()),
        ("content", "text", found.excerpt),
        ("url", "url", found.url),
        ("chat-id", "text", found.container_name),
        ("user-account-id", "text", found.author_handle),
        ("protocol", "text", shared.platform),
    ]
    message = _object(shared, f"item/{number}", "chat-message", said)
    message["comment"] = _comment(item)
    objects = [message]
    if found.author_handle:
        account = [("username", "text", found.author_handle), ("account-type", "text", shared.platform)]
        objects.append(_object(shared, f"author/{number}", "user-account", account))
    return objects


def _comment(item: SharedItem) -> str:
    unknown = "" if item.notice.posted_at else "The timestamp is when it was first seen; when it was posted is unknown."
    captures = [
        f"{each.kind} captured {each.captured_at.astimezone(UTC).isoformat()}, SHA-256 {each.sha256}"
        for each in item.captures
    ]
    return "\n".join(each for each in (item.notice.additional_info.strip(), unknown, *captures) if each)


def _object(shared: SharedNotice, place: str, name: str, said: Sequence[tuple[str, str, str | None]]) -> dict[str, Any]:
    template, version = _TEMPLATES[name]
    attributes = [
        _attribute(shared, f"{place}/{relation}", kind, value, object_relation=relation)
        for relation, kind, value in said
        if value
    ]
    return {
        "uuid": _id(shared, place),
        "name": name,
        "meta-category": "misc",
        "template_uuid": template,
        "template_version": version,
        "timestamp": _seconds(shared.edited_at),
        "distribution": _OWN_ORGANISATION,
        "Attribute": attributes,
    }


def _attribute(shared: SharedNotice, place: str, kind: str, value: str, **told: str) -> dict[str, Any]:
    return {
        "uuid": _id(shared, place),
        "type": kind,
        "category": _CATEGORY[kind],
        "value": value,
        "to_ids": False,
        "disable_correlation": kind != "url",
        "distribution": _OWN_ORGANISATION,
        "timestamp": _seconds(shared.edited_at),
        **told,
    }


def _id(shared: SharedNotice, place: str) -> str:
    return str(uuid5(_NAMESPACE, f"{shared.notice.request_id}/{place}"))


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))
