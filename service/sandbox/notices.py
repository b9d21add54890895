"""A notice as the sandbox platform got it: what it is about, and what is still to be done with it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from service.sandbox.posts import place_of
from service.sandbox.scripts import Step

__all__ = ["NOTICE", "Message", "Notice", "NoticeUnreadableError", "read_message"]

NOTICE = "takedown.notice"


class NoticeUnreadableError(ValueError):
    """A body is no notice."""


@dataclass(slots=True)
class Notice:
    """One notice; changed only by the platform that holds it."""

    number: int
    """From 1, in the order in which notices were first heard of."""
    request_id: str
    places: Sequence[str]
    plan: deque[Step] = field(default_factory=deque)
    taken: bool = False
    deliveries: int = 0
    waiting: int = 0
    """Turns before the next step."""
    done: list[str] = field(default_factory=list)
    """What was done with it, for people."""
    told: int = 0
    """How many answers went to lont; makes the id of the next."""


@dataclass(frozen=True, slots=True)
class Message:
    """What one delivery says."""

    request_id: str
    places: Sequence[str]
    """Empty where it is no notice."""
    kind: str = NOTICE
    """As its ``type`` has it; another one, such as a reminder, only speaks of a request."""


def read_message(body: bytes) -> Message:
    """Return what a body says.

    The request is the body itself or, in the form of Standard Webhooks, its ``data``, and there maybe ``request``.

    Raises
    ------
    NoticeUnreadableError
    """
    try:
        said = json.loads(body)
        request, kind = _request(said), said.get("type", NOTICE)
        places = [place_of(_url(item)) for item in request["items"]] if kind == NOTICE else []
        request_id = request.get("request_id") or request["id"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoticeUnreadableError("no takedown request as JSON") from None
    if not isinstance(request_id, str) or not isinstance(kind, str) or (kind == NOTICE and not places):
        raise NoticeUnreadableError("a takedown request without id or items")
    return Message(request_id, places, kind)


def _request(said: dict[str, Any]) -> dict[str, Any]:
    for name in ("data", "request", "notice"):
        inner = said.get(name)
        if isinstance(inner, dict):
            said = inner
    return said


def _url(item: dict[str, Any]) -> str:
    url = item["url"] if "url" in item else item["locator"]["url"]
    if not isinstance(url, str):
        raise TypeError
    return url
