"""Examples of decisions on campaigns for the API's description; invented, like every text of lont."""

from __future__ import annotations

from typing import Any

__all__ = ["BATCHES", "DECIDED", "DECISIONS", "DRY_RUN", "UNDONE"]

_ID = "019a5d31-5c2d-7e3f-8a4b-9c5d6e7f8091"
_REQUEST = "tdr_019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f"
_TEXTS = ["5b1d6c3e9f0a4b7c8d2e1f6a3b5c7d9e", "0c4f7a2b8d1e4f6a9b3c5d7e8f901234"]
_SAID: dict[str, Any] = {"verdict": "confirm", "labels": ["f4_sale"]}

DECISIONS: dict[str, Any] = {
    "What would become of two texts": _SAID | {"variants": _TEXTS, "dry_run": True},
    "Confirm two texts": _SAID | {"variants": _TEXTS},
    "Reject all that I saw": {"verdict": "reject", "reason": "legal_product", "seen_at": "2026-11-06T18:30:00Z"},
    "Single items": {
        "verdict": "unsure",
        "items": [{"item_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37", "version": 1}],
    },
}
DRY_RUN: dict[str, Any] = _SAID | {
    "id": None,
    "decided": 13,
    "skipped": {"most_urgent": 1},
    "remaining": 0,
    "request_ids": [],
    "for_police": [],
}
DECIDED: dict[str, Any] = DRY_RUN | {"id": _ID, "request_ids": [_REQUEST]}
UNDONE: dict[str, Any] = {
    "id": _ID,
    "undone": 12,
    "copies": 3,
    "skipped": 1,
    "proposals": [{"act": "withdraw", "request_id": _REQUEST}],
}
BATCHES: dict[str, Any] = {
    "decisions": [
        _SAID
        | {
            "id": _ID,
            "reason": None,
            "decided_by": "usr_0198f3a2b7c41d6e8f5a9b0c3d2e1f4a",
            "decided_at": "2026-11-06T18:31:09Z",
            "items": 13,
            "standing": 13,
        }
    ]
}
