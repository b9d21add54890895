"""Rules for the moment before sending: still live, and not sent already (TD-601, TD-602)."""

from __future__ import annotations

from datetime import timedelta

from service.domain.takedown.judging import Found, Judged
from service.locale.wording import worded

__all__ = ["live_for", "no_duplicate", "still_live"]

_LIVE = timedelta(minutes=60)
_LIVE_P0 = timedelta(minutes=15)
_CLOCK_SKEW = timedelta(minutes=2)


def live_for(priority: str | None) -> timedelta:
    """Return how long an attestation of being live counts."""
    return _LIVE_P0 if priority == "P0" else _LIVE


def still_live(judged: Judged) -> Found:
    """TD-601: each item was seen live within the hour, with P0 within 15 minutes."""
    limit = live_for(judged.priority)
    minutes = int(limit.total_seconds() // 60)
    for number, item in enumerate(judged.content.items):
        seen = item.last_verified_live_at
        if seen is None or not -_CLOCK_SKEW <= judged.now - seen <= limit:
            yield (
                f"/items/{number}/last_verified_live_at",
                worded(
                    "Nobody saw it live in the last {minutes} minutes. Look again; if it is gone, say so instead.",
                    minutes=minutes,
                ),
            )


def no_duplicate(judged: Judged) -> Found:
    """TD-602: there is no other open request for the same content."""
    if judged.open_duplicate is not None:
        yield "", worded("The request {id} is open for the same content. Follow that one.", id=judged.open_duplicate)
