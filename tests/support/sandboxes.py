"""A sandbox platform for tests: with posts at addresses of Telegram, and what lont would send it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

from service.delivery.signing import sign
from service.factory import ProcessContext
from service.sandbox.platform import SandboxPlatform
from service.sandbox.posts import Post
from service.sandbox.scripts import read_script
from service.sandbox.telling import Tell
from service.services.takedown.checking import OnlineChecker, Open

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


_CHECK = """
[[online_check]]
platform = "telegram"
way = "sandbox"
allowed = true
basis = "a test"
pause_seconds = 10
address = "{address}"
"""


def looking_at(context: ProcessContext, address: str = "http://127.0.0.1:9", **changed: str) -> None:
    """Let lont look at a sandbox that stands in for Telegram from now on; values are as in TOML."""
    registry = context.settings.home / "delivery_channels.toml"
    entry = _CHECK.format(address=address)
    for name, value in changed.items():
        entry = re.sub(rf"^{name} = .*$", f"{name} = {value}", entry, flags=re.MULTILINE)
    told = registry.read_text("utf-8").partition("\n[[online_check]]")[0]
    registry.write_text(told + entry, "utf-8")
    context.__dict__.pop("office", None)


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


def checker(context: ProcessContext, watch: Watch, open_page: Open | None = None) -> OnlineChecker:
    """Return what looks online, by a clock of the test, and by what the test lets it see."""
    usual = context.online_checker()
    return OnlineChecker(usual._begin, context.office, open_page or usual._open, watch)
