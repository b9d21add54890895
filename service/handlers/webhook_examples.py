"""Examples of the calls on webhooks for the API's description."""

from __future__ import annotations

from typing import Any

from service.handlers.takedown_examples import SUBMITTED

__all__ = ["CHANGES", "CREATED", "DELIVERIES", "DELIVERY", "NEW", "WEBHOOK"]

NEW: dict[str, Any] = {
    "A new endpoint": {
        "url": "https://platform.example/lont",
        "event_types": ["takedown.submitted", "takedown.withdrawn"],
    }
}
CHANGES: dict[str, Any] = {"Switch it off": {"enabled": False}, "Other events": {"event_types": ["takedown.submitted"]}}
WEBHOOK: dict[str, Any] = {
    "id": "019a5d30-1c2d-7e3f-8a4b-6c7d8e9f0a12",
    "url": "https://platform.example/lont",
    "event_types": ["takedown.submitted", "takedown.withdrawn"],
    "created_at": "2026-11-05T20:11:09Z",
    "enabled": True,
    "disabled_at": None,
    "disabled_because": None,
    "failures": 0,
    "previous_secret_until": None,
}
CREATED: dict[str, Any] = WEBHOOK | {
    "secret": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
}  # of no endpoint: the bytes 0 to 31
DELIVERY: dict[str, Any] = {
    "id": "019a5d31-2d3e-7f40-9b5c-7d8e9f0a1b23",
    "event_type": "takedown.submitted",
    "data": {"request_id": SUBMITTED["id"], "state": "submitted", "version": 7, "items": 1},
    "occurred_at": "2026-11-05T20:39:09Z",
    "state": "delivered",
    "next_at": None,
    "attempts": [
        {
            "attempt": 1,
            "started_at": "2026-11-05T20:39:10Z",
            "finished_at": "2026-11-05T20:39:11Z",
            "outcome": "accepted",
            "code": 204,
            "detail": "The endpoint answered 204.",
        }
    ],
}
DELIVERIES: dict[str, Any] = {"deliveries": [DELIVERY], "next_cursor": None}
