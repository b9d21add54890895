"""Examples of links through contacts for the API's description; invented, like every text of lont."""

from __future__ import annotations

from typing import Any

__all__ = ["LINKS"]

_FIRST, _LAST = "2026-11-05T20:14:00Z", "2026-11-06T18:02:41Z"
LINKS: dict[str, Any] = {
    "contacts": [
        {
            "kind": "handle",
            "platform": "telegram",
            "text": "@voorbeeld_lontdemo",
            "items": 14,
            "channels": 2,
            "first_seen": _FIRST,
            "last_seen": _LAST,
            "links": [
                {
                    "kind": "campaign",
                    "id": "019a5d2f-11aa-7bb2-9cc3-0dd1ee2ff304",
                    "items": 3,
                    "channels": 1,
                    "first_seen": _FIRST,
                    "last_seen": _LAST,
                    "name": None,
                },
                {
                    "kind": "item",
                    "id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37",
                    "items": 1,
                    "channels": 1,
                    "first_seen": _FIRST,
                    "last_seen": _FIRST,
                    "name": "Vuurwerk Verzonnen",
                },
            ],
            "more_links": 0,
            "complete": True,
        }
    ],
    "more_contacts": 0,
}
