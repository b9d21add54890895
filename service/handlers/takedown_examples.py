"""Examples of the calls on takedown requests for the API's description; invented, like every text of lont."""

from __future__ import annotations

from typing import Any

from service.domain.takedown.content import read_content
from service.domain.takedown.outbound import notice_text, outbound_of, subject_of

__all__ = ["CHANNELS", "CONTENT", "DRAFT", "DRAFTS", "EDITED", "EDITS", "EVENTS", "LIST", "SUBMITTED"]

_ID = "tdr_019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f"
_ITEM = "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37"
_ANALYST = "usr_0198f3a2b7c41d6e8f5a9b0c3d2e1f4a"
_APPROVER = "usr_0198f3a2c8d52e7f9a6b0c1d4e3f2a5b"
_EXCERPT = "Cobra's op voorraad, ophalen vanavond"
_EXPLANATION = (
    f'Dit bericht biedt vuurwerk te koop aan dat particulieren niet mogen hebben. Het zegt: "{_EXCERPT}". Wie'
    " zulk vuurwerk aanbiedt aan een ander dan een persoon met gespecialiseerde kennis, overtreedt art. 1.2.2 lid 1, 2"
    " en 5 van het Vuurwerkbesluit. Een medewerker van de melder heeft het oorspronkelijke bericht bekeken."
)

DRAFTS: dict[str, Any] = {
    "As lont proposes it": {"item_id": _ITEM},
    "With words of one's own": {
        "item_id": _ITEM,
        "explanation": _EXPLANATION,
        "firework_class_basis": "seller_claim",
    },
}
EDITS: dict[str, Any] = {
    "What was missing": {"firework_class_basis": "seller_claim", "url": "https://t.example/verzonnen/4711"},
}
EVENTS: dict[str, Any] = {
    "Submit for review": {"event": "submit_for_review"},
    "Confirm": {"event": "confirm", "saw_original": True, "bona_fide": True},
    "Approve": {"event": "approve"},
    "Handed over by hand": {"event": "accepted", "ticket": "TG-2026-118"},
    "A decision that came by mail": {
        "event": "decision_action",
        "answers": {_ITEM: "removed"},
        "ground": "DECISION_GROUND_ILLEGAL_CONTENT",
    },
}

CONTENT: dict[str, Any] = {
    "instrument": "dsa_art16",
    "case_category": "f4_firework_sale",
    "delivery_channel": "telegram.dsa_report",
    "platform": {"slug": "telegram", "surface": None, "visibility": "public"},
    "items": [
        {
            "item_id": f"itm_{_ITEM.replace('-', '')}",
            "locator": {
                "url": "https://t.example/verzonnen/4711",
                "canonical_url": "https://t.example/verzonnen/4711",
                "message_id": "4711",
                "container_name": "@verzonnen",
                "additional_info": "",
            },
            "author": {"handle": "verzonnen_verkoper"},
            "content_types": ["CONTENT_TYPE_TEXT"],
            "content_language": "nl",
            "excerpt": _EXCERPT,
            "posted_at": "2026-11-05T20:14:00Z",
            "first_observed_at": "2026-11-05T20:14:07.218000Z",
            "last_verified_live_at": None,
            "evidence": [
                {
                    "evidence_id": _ITEM,
                    "kind": "text",
                    "sha256": "c1e0e9a4b2a3f9a0c7d1b5e6f8093a4c5b6d7e8f90a1b2c3d4e5f60718293a4b",
                    "captured_at": "2026-11-05T20:14:07.218000Z",
                }
            ],
        }
    ],
    "allegation": {
        "dsa_category": "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS",
        "dsa_category_addition": ["STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY"],
        "dsa_keywords": ["KEYWORD_PROHIBITED_PRODUCTS"],
        "legal_grounds": [
            {
                "jurisdiction": "NL",
                "law": "Vuurwerkbesluit",
                "law_id": "BWBR0013360",
                "provision": "art. 1.2.2 lid 1, 2 en 5",
                "role": "prohibition",
            }
        ],
        "explanation": _EXPLANATION,
        "language": "nl",
        "firework_class_basis": None,
        "territorial_scope": ["NL"],
    },
    "requested_action": ["remove_content"],
    "notifier": {
        "kind": "private_entity",
        "legal_name": "Meldpunt Verzonnen",
        "email": "meldingen@verzonnen.example",
    },
    "bona_fide": None,
    "detection": {
        "automated_detection": "Yes",
        "model_version": "2026.11.2",
        "score": 0.97,
        "threshold": None,
        "scored_at": None,
    },
    "safety": {
        "threat_to_life": "none",
        "art18_hint": False,
        "police_notification": {
            "status": "not_required",
            "channel": None,
            "sent_at": None,
            "reference": None,
            "by": None,
        },
    },
    "lawfulness": {"regime": "avg", "purpose": "notice_and_action", "disclosure_basis": "AVG 6(1)(f)"},
}
_OUTBOUND = outbound_of(_ID, read_content(CONTENT))


def _event(seq: int, event: str, source: str | None, target: str, actor: str = _ANALYST) -> dict[str, Any]:
    return {
        "seq": seq,
        "at": f"2026-11-05T20:{32 + seq}:09Z",
        "actor": actor,
        "event": event,
        "source": source,
        "target": target,
        "rationale": None,
        "details": {},
    }


def _clock(name: str, due_at: str) -> dict[str, Any]:
    return {"name": name, "due_at": due_at, "state": "running", "source": "policy"}


_SENT_CLOCKS = [_clock("sla.ack", "2026-11-07T20:39:09Z"), _clock("reverify", "2026-11-08T20:39:09Z")]
DRAFT: dict[str, Any] = {
    "id": _ID,
    "version": 1,
    "state": "draft",
    "platform": "telegram",
    "priority": "P3",
    "content": CONTENT,
    "items": [{"item_id": _ITEM, "answer": None, "answered_at": None, "details": {}}],
    "events": [_event(1, "create", None, "draft")],
    "attempts": [],
    "allowed_events": ["submit_for_review", "discard"],
    "warnings": [
        {
            "where": "/allegation/firework_class_basis",
            "what": "State how the class of the firework is known. (DSA 16(2)(d))",
            "code": "TD-206",
        }
    ],
    "clocks": [_clock("review", "2026-11-06T20:33:09Z")],
    "outbound": {"subject": subject_of(_OUTBOUND), "text": notice_text(_OUTBOUND)},
    "by_hand": True,
    "created_by": _ANALYST,
    "created_at": "2026-11-05T20:33:09Z",
    "edited_at": "2026-11-05T20:33:09Z",
    "retry_at": None,
}
_ALLEGATION = CONTENT["allegation"] | {"firework_class_basis": "seller_claim"}
EDITED: dict[str, Any] = DRAFT | {
    "version": 2,
    "content": CONTENT | {"allegation": _ALLEGATION},
    "events": [*DRAFT["events"], _event(2, "edit", "draft", "draft")],
    "warnings": [],
    "edited_at": "2026-11-05T20:34:09Z",
}
SUBMITTED: dict[str, Any] = EDITED | {
    "version": 7,
    "state": "submitted",
    "events": [
        *EDITED["events"],
        _event(3, "submit_for_review", "draft", "in_review"),
        _event(4, "confirm", "in_review", "confirmed"),
        _event(5, "approve", "confirmed", "approved", _APPROVER),
        _event(6, "dispatch", "approved", "submitting"),
        _event(7, "accepted", "submitting", "submitted"),
    ],
    "attempts": [
        {
            "attempt": 1,
            "reminder": None,
            "delivery_channel": "telegram.dsa_report",
            "transport": "webform_manual",
            "address": "https://telegram.org/dsa-report",
            "message_id": None,
            "payload_sha256": "3742183cb8cba5241259c3c99cff1eb530a32d44eedbb6896d630f61a8ca90df",
            "sent_by": _ANALYST,
            "started_at": "2026-11-05T20:38:09Z",
            "opened_at": "2026-11-05T20:38:09Z",
            "finished_at": "2026-11-05T20:39:09Z",
            "outcome": "accepted",
            "code": None,
            "detail": "by hand, ticket TG-2026-118",
        }
    ],
    "allowed_events": ["ack", "decision_action", "decision_none", "content_gone"],
    "clocks": _SENT_CLOCKS,
}
LIST: dict[str, Any] = {
    "requests": [
        {
            "id": _ID,
            "version": 7,
            "state": "submitted",
            "platform": "telegram",
            "case_category": "f4_firework_sale",
            "priority": "P3",
            "delivery_channel": "telegram.dsa_report",
            "items": 1,
            "created_by": _ANALYST,
            "created_at": "2026-11-05T20:33:09Z",
            "clocks": _SENT_CLOCKS,
        }
    ],
    "next_cursor": None,
}
CHANNELS: dict[str, Any] = {
    "delivery_channels": [
        {
            "id": "telegram.dsa_report",
            "platform": "telegram",
            "transport": "webform_manual",
            "address": "https://telegram.org/dsa-report",
            "languages": ["en"],
            "audience": "public",
            "verified_on": "2026-11-01",
            "note": "Asks for name, contact and a clear and convincing explanation.",
            "daily_cap": None,
        }
    ]
}
