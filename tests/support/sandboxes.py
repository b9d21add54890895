"""A sandbox platform for tests: with posts at addresses of Telegram, and what lont would send it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from service.delivery.signing import sign
from service.sandbox.platform import SandboxPlatform
from service.sandbox.posts import Post
from service.sandbox.scripts import read_script
from service.sandbox.telling import Tell

SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
PLACE = "t.me/buurtpraat_verzonnen/1"
OTHER = "t.me/buurtpraat_verzonnen/2"
REQUEST = "tdr_019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f"
TEXT = "gezocht: 2 man & een busje\nvoor <vannacht>"


def sandbox(script: str = "", tell: Tell | None = None, *posts: Post, seed: int = 0) -> SandboxPlatform:
    """Return a platform with two posts, or those given."""
    shown = posts or (Post(PLACE, TEXT, "Buurtpraat", "verzonnen"), Post(OTHER, "fiets te koop"))
    return SandboxPlatform(shown, read_script(script, seed), [SECRET], tell)


def notice_of(request_id: str = REQUEST, *places: str) -> bytes:
    """Return a notice about posts, in the form of Standard Webhooks."""
    items = [{"locator": {"url": f"https://{place}"}} for place in places or (PLACE,)]
    return json.dumps({"type": "takedown.notice", "data": {"id": request_id, "items": items}}).encode()


def signed(body: bytes, message_id: str = "msg_1", secret: str = SECRET, at: datetime | None = None) -> dict[str, str]:
    """Return the headers with which lont sends a notice."""
    return {**sign([secret], message_id, at or datetime.now(UTC), body), "content-type": "application/json"}
