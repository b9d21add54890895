"""Examples of the calls of platforms for the API's description; the same invented notice, as far as it leaves."""

from __future__ import annotations

from typing import Any

from service.handlers.takedown_examples import CONTENT, SUBMITTED

__all__ = ["RECEIVED", "RECEIVED_LIST", "REPLIES"]

_ITEM = SUBMITTED["items"][0]["item_id"]
_STATED = CONTENT["items"][0]
_ALLEGED = (
    *("language", "dsa_category", "dsa_category_addition", "dsa_keywords", "legal_grounds", "explanation"),
    "territorial_scope",
)

REPLIES: dict[str, Any] = {
    "Receipt": {"event": "ack", "ticket": "TG-2026-118"},
    "A question": {"event": "ask_info", "question": "Which of the two posts do you mean?"},
    "Removed": {
        "event": "decision_action",
        "answers": {_ITEM: "removed"},
        "ground": "DECISION_GROUND_ILLEGAL_CONTENT",
    },
    "No action": {"event": "decision_none", "rationale": "We see no offer in this post."},
}
RECEIVED: dict[str, Any] = {
    "id": SUBMITTED["id"],
    "version": 8,
    "state": "acknowledged",
    "submitted_at": "2026-11-05T20:39:09Z",
    "allowed_events": ["ask_info", "decision_action", "decision_none"],
    "case_category": CONTENT["case_category"],
    "items": [
        {
            "item_id": _ITEM,
            **{name: _STATED["locator"][name] for name in ("url", "message_id", "container_name", "additional_info")},
            "author_handle": _STATED["author"]["handle"],
            **{name: _STATED[name] for name in ("content_types", "excerpt", "posted_at")},
            "answer": None,
            "answered_at": None,
            "answer_details": {},
        }
    ],
    **{name: CONTENT["allegation"][name] for name in _ALLEGED},
    "requested_action": CONTENT["requested_action"],
    "notifier_name": CONTENT["notifier"]["legal_name"],
    "notifier_email": CONTENT["notifier"]["email"],
    "bona_fide_text": None,
    "text": SUBMITTED["outbound"]["text"],
    "messages": [],
}
RECEIVED_LIST: dict[str, Any] = {
    "requests": [
        {name: RECEIVED[name] for name in ("id", "version", "state", "case_category", "submitted_at")} | {"items": 1}
    ],
    "next_cursor": None,
}
