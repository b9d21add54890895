"""Examples of `/v1/channels` for the OpenAPI document: invented."""

from __future__ import annotations

from typing import Any

__all__ = ["CHANGES", "DETAIL", "LIST"]

_ID = "019a5d2e-7c1a-7b52-8e10-5f3c9d7a4b21"
_CHANNEL: dict[str, Any] = {
    "id": _ID,
    "version": 2,
    "platform": "telegram",
    "platform_id": "-100123",
    "name": "Vuurwerk Verzonnen",
    "visibility": "public",
    "public_address": "https://t.example/verzonnen",
    "created_at": "2026-11-05T20:14:07.218000Z",
    "first_seen": "2026-11-05T20:14:00Z",
    "last_seen": "2026-11-06T09:40:00Z",
    "gone_at": None,
    "successor_of": "019a5d2e-7c1a-7b52-8e10-5f3c9d7a4b20",
}
LIST: dict[str, Any] = {"channels": [_CHANNEL], "next_cursor": None}
DETAIL: dict[str, Any] = _CHANNEL | {
    "names": [
        {"value": "Vuurwerk Verzonnen", "first": "2026-11-05T20:14:07.218000Z", "last": "2026-11-06T09:41:12Z"},
    ],
    "links": [
        {"value": "https://t.example/verzonnen", "first": "2026-11-05T20:14:07.218000Z", "last": "2026-11-06T09:41:12Z"}
    ],
    "days": [{"day": "2026-11-05", "items": 41, "raised": 3}, {"day": "2026-11-06", "items": 12, "raised": 0}],
    "successors": [],
}
CHANGES: dict[str, Any] = {
    "Gone": {"gone": True, "successor_of": None},
    "A successor": {"gone": False, "successor_of": "019a5d2e-7c1a-7b52-8e10-5f3c9d7a4b20"},
}
