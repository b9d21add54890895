"""Examples of decisions and alerts for the API's description; invented, like every text of lont."""

from __future__ import annotations

from typing import Any

__all__ = ["ALERTS", "DECISION", "DECISIONS", "DECISION_MADE", "UNDONE"]

_PERSON = "usr_0198f3a2b7c41d6e8f5a9b0c3d2e1f4a"

DECISIONS: dict[str, Any] = {
    "Confirm": {"version": 1, "verdict": "confirm", "labels": ["f4_sale"], "saw_original": True},
    "Reject": {"version": 1, "verdict": "reject", "reason": "news_or_warning"},
    "Put right": {
        "version": 1,
        "verdict": "confirm",
        "labels": ["f4_sale"],
        "spans": [{"label": "f4_sale", "start": 0, "end": 8}],
        "corrects": "019a5d30-1f2e-7c4b-8a9d-6e5f4a3b2c1d",
    },
    "Escalate": {"version": 1, "verdict": "escalate", "threat_to_life": "possible"},
}
DECISION: dict[str, Any] = {
    "id": "019a5d30-1f2e-7c4b-8a9d-6e5f4a3b2c1d",
    "item_version": 1,
    "verdict": "confirm",
    "labels": ["f4_sale"],
    "reason": None,
    "note": None,
    "threat_to_life": None,
    "saw_original": True,
    "codebook_version": "1.1",
    "model_version": "2026.11.2",
    "decided_by": _PERSON,
    "decided_at": "2026-11-05T20:31:09Z",
    "undoes": None,
    "inherited_from": None,
    "batch_id": None,
    "score_visible": True,
    "spans": [{"label": "f4_sale", "start": 0, "end": 8, "speaks": True}],
    "defer_until": None,
    "corrects": None,
}
DECISION_MADE: dict[str, Any] = DECISION | {
    "request_id": "tdr_019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f",
    "proposals": [],
}
UNDONE: dict[str, Any] = {
    "decision": DECISION | {"id": "019a5d31-0a1b-7c2d-9e3f-4a5b6c7d8e9f", "undoes": DECISION["id"], "spans": []},
    "proposal": "none",
    "request_id": None,
    "proposals": [],
}
ALERTS: dict[str, Any] = {
    "alerts": [
        {
            "item_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37",
            "platform": "telegram",
            "raised_at": "2026-11-05T20:14:08Z",
            "times": 2,
            "claimed_by": None,
            "claimed_at": None,
        }
    ]
}
