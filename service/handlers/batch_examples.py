"""Examples of decisions on many items for the API's description; invented, like every text of lont."""

from __future__ import annotations

from typing import Any

__all__ = ["DECIDED", "DECISIONS", "DRY_RUN", "UNDONE"]

_ID = "019a5d35-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
_ITEMS = ["019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37", "019a5d2e-8d2c-7a4b-8e5f-3c9d7b2a1f48"]
_NAMED = [{"item_id": each, "version": 1} for each in _ITEMS]
_SAID: dict[str, Any] = {"verdict": "reject", "reason": "news_or_warning"}

DECISIONS: dict[str, Any] = {
    "What would become of two items": _SAID | {"items": _NAMED, "dry_run": True},
    "Reject two items": _SAID | {"items": _NAMED},
}
DRY_RUN: dict[str, Any] = {
    "id": None,
    "verdict": "reject",
    "labels": [],
    "decided": _ITEMS[:1],
    "skipped": {"claimed": 1},
    "request_ids": [],
    "for_police": [],
}
DECIDED: dict[str, Any] = DRY_RUN | {"id": _ID}
UNDONE: dict[str, Any] = {"id": _ID, "undone": 1, "copies": 0, "skipped": 0, "proposals": []}
