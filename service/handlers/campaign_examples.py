"""Examples of campaigns for the API's description; invented, like every text of lont."""

from __future__ import annotations

from typing import Any

__all__ = ["ACT", "DETAIL", "LIST", "MERGE", "SPLIT", "UNDONE"]

_ID = "019a5d2f-0b1c-7d3e-8f4a-5b6c7d8e9f01"
_OTHER = "019a5d2f-11aa-7bb2-9cc3-0dd1ee2ff304"
_ITEM = "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37"
_FIRST, _LAST = "2026-11-05T20:14:00Z", "2026-11-06T18:02:41Z"
_TEXT = "Cobra's op voorraad, 8 euro per stuk, ophalen vanavond"
_PERSON = "usr_0198f3a2b7c41d6e8f5a9b0c3d2e1f4a"
_CAMPAIGN: dict[str, Any] = {
    "id": _ID,
    "items": 14,
    "variants": 2,
    "channels": 1,
    "platforms": ["telegram"],
    "waiting": 14,
    "first_seen": _FIRST,
    "last_seen": _LAST,
    "item_id": _ITEM,
    "text": _TEXT,
}
LIST: dict[str, Any] = {"campaigns": [_CAMPAIGN], "next_cursor": None}
ACT: dict[str, Any] = {
    "id": "019a5d31-2b3c-7d4e-9f50-617283940a5b",
    "act": "merge",
    "campaign_id": _ID,
    "other_id": _OTHER,
    "at": "2026-11-06T19:00:00Z",
    "by": _PERSON,
    "undoes": None,
}
UNDONE: dict[str, Any] = ACT | {"id": "019a5d31-9b3c-7d4e-9f50-617283940a5c", "act": "undo", "undoes": ACT["id"]}
DETAIL: dict[str, Any] = _CAMPAIGN | {
    "in_channels": [
        {
            "id": "019a5d2e-7c1a-7b52-8e10-5f3c9d7a4b21",
            "name": "Vuurwerk Verzonnen",
            "platform": "telegram",
            "items": 14,
            "first_seen": _FIRST,
            "last_seen": _LAST,
        }
    ],
    "days": [{"day": "2026-11-05", "items": 9}, {"day": "2026-11-06", "items": 5}],
    "in_variants": [
        {
            "id": "5b1d6c3e9f0a4b7c8d2e1f6a3b5c7d9e",
            "item_id": _ITEM,
            "text": _TEXT,
            "items": 9,
            "verdicts": {},
            "waiting": 9,
            "first_seen": _FIRST,
            "last_seen": _FIRST,
            "differences": [{"kind": "same", "text": _TEXT}],
        },
        {
            "id": "0c4f7a2b8d1e4f6a9b3c5d7e8f901234",
            "item_id": "019a5d30-1f2e-7c4b-8a9d-6e5f4a3b2c1e",
            "text": "Cobra's op voorraad, 7 euro per stuk, ophalen vanavond",
            "items": 5,
            "verdicts": {},
            "waiting": 5,
            "first_seen": _LAST,
            "last_seen": _LAST,
            "differences": [
                {"kind": "same", "text": "Cobra's op voorraad, "},
                {"kind": "removed", "text": "8"},
                {"kind": "added", "text": "7"},
                {"kind": "same", "text": " euro per stuk, ophalen vanavond"},
            ],
        },
    ],
    "acts": [],
}
MERGE: dict[str, Any] = {"Another one": {"other_id": _OTHER}}
SPLIT: dict[str, Any] = {
    "All items of one text": {"variants": ["0c4f7a2b8d1e4f6a9b3c5d7e8f901234"]},
    "One item": {"items": [_ITEM]},
}
