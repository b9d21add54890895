"""Examples of `/v1/items` for the OpenAPI document: invented, and of the kind that newspapers quote."""

from __future__ import annotations

from typing import Any

__all__ = ["DETAIL", "INGEST_ANSWER", "INGEST_REQUESTS", "LIST"]

_ID = "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37"
_CHANNEL_ID = "019a5d2e-7c1a-7b52-8e10-5f3c9d7a4b21"

INGEST_REQUESTS: dict[str, Any] = {
    "A first item of a channel": {
        "items": [
            {
                "platform": "telegram",
                "channel": {"id": "-100123", "name": "Vuurwerk Verzonnen"},
                "provenance": {
                    "timezone": "Europe/Amsterdam",
                    "visibility": "public",
                    "lawful_basis": "Open channel, read under the municipal order on public safety",
                    "obtained_by": "OSINT desk, municipality of Verzonnen",
                    "public_address": "https://t.example/verzonnen",
                },
                "id": "4711",
                "text": "Cobra's op voorraad, ophalen vanavond",
                "sent_at": "2026-11-05T21:14:00+01:00",
                "author": "verzonnen_verkoper",
                "locator": "https://t.example/verzonnen/4711",
            }
        ]
    },
    "A later reply": {
        "items": [
            {
                "platform": "telegram",
                "channel": {"id": "-100123", "name": "Vuurwerk Verzonnen"},
                "id": "4712",
                "text": "is er nog wat over?",
                "sent_at": "2026-11-05T20:15:30Z",
                "reply_to": "4711",
            }
        ]
    },
}
INGEST_ANSWER: dict[str, Any] = {"items": [{"id": _ID, "outcome": "stored"}]}

_ITEM: dict[str, Any] = {
    "id": _ID,
    "platform": "telegram",
    "channel": {"id": _CHANNEL_ID, "name": "Vuurwerk Verzonnen"},
    "source_id": "4711",
    "author_key": "5b1d6c3e9f0a4b7c8d2e1f6a3b5c7d9e",
    "kind": "text",
    "text": "Cobra's op voorraad, ophalen vanavond",
    "version": 1,
    "locator": "https://t.example/verzonnen/4711",
    "sent_at": "2026-11-05T20:14:00Z",
    "captured_at": "2026-11-05T20:14:07.218000Z",
    "edited_at": None,
    "vanished_at": None,
    "state": "queued",
    "state_reason": None,
    "lang": "nl",
    "scores": {"recruitment": 0.01, "f4_sale": 0.97},
    "labels": ["f4_sale"],
    "unsure": [],
    "role": "seller",
    "priority": "P3",
    "priority_reason": ["f4_sale_raised"],
    "verdict": None,
    "route": "notice",
    "assigned_to": None,
    "queued_at": "2026-11-05T20:14:08Z",
    "text_sha256": "c1e0e9a4b2a3f9a0c7d1b5e6f8093a4c5b6d7e8f90a1b2c3d4e5f60718293a4b",
    "tier": "linear",
    "model": "2026.11.2",
    "entities": [{"type": "delivery", "start": 21, "end": 28, "text": "ophalen", "value": {"kind": "pickup"}}],
}
LIST: dict[str, Any] = {"items": [_ITEM], "next_cursor": None}
DETAIL: dict[str, Any] = _ITEM | {
    "context": [
        {
            "id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e38",
            "position": "after",
            "text": "is er nog wat over?",
            "author_key": None,
            "sent_at": "2026-11-05T20:15:30Z",
        }
    ],
    "explanation": [{"label": "f4_sale", "start": 0, "end": 7, "weight": 2.4}],
    "decisions": [],
    "warnings": [],
    "priority_history": [
        {
            "at": "2026-11-05T20:14:09.412000Z",
            "before": None,
            "after": "P3",
            "cause": "score",
            "reasons": ["f4_sale_raised"],
            "by_id": None,
            "actor": "svc_system",
        }
    ],
    "score_history": [
        {
            "at": "2026-11-05T20:15:34.107000Z",
            "cause_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e38",
            "before": {"recruitment": 0.01, "f4_sale": 0.91},
            "after": {"recruitment": 0.01, "f4_sale": 0.97},
            "priority_before": "P3",
            "priority_after": "P3",
            "holds": True,
            "model": "2026.11.2",
        }
    ],
}
