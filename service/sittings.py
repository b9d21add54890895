"""How long somebody has been at work in this browser, and how much they opened: known to the browser, not to lont.

It is a cookie that ends with the session. Nothing of it is stored, logged or shown to anybody else, and a person who
changes it misleads nobody but themself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

__all__ = ["PUT_OFF_SECONDS", "REST_SECONDS", "SITTING_COOKIE", "Sitting", "current_sitting", "sat_by", "tie_of"]

SITTING_COOKIE = "lont_sitting"
REST_SECONDS = 600
"""Whoever asks for no page for this long has had a break."""
PUT_OFF_SECONDS = 900
"""For which a break that is put off is not spoken of."""
_MOST = 10**11
"""Seconds since 1970 that a time can still be written for; what is beyond was not written by lont."""


@dataclass(slots=True)
class Sitting:
    """What is known during one request; times in seconds since 1970.

    Parameters
    ----------
    tie
        Of the session it belongs to, by `tie_of`.
    began
        First page of the session.
    active_since
        First page after the last break.
    seen
        Last page that the person asked for.
    put_off_until
        Until when no break is spoken of.
    opened
        Flagged or violent texts that were opened in this session.
    last
        The item that was counted last: looking at it again is not opening another one.
    """

    tie: str
    began: int
    active_since: int
    seen: int
    put_off_until: int = 0
    opened: int = 0
    last: str = ""

    @classmethod
    def read(cls, cookie: str, tie: str, now: int) -> Sitting:
        """Return what a cookie says; a new sitting where it says nothing, or speaks of another session."""
        parts = cookie.split(".")
        told, figures = parts[0], parts[1:6]
        if len(parts) != 7 or told != tie or not all(_is_figure(each) for each in figures):  # noqa: PLR2004  # as `written`
            return cls(tie, now, now, now)
        began, active_since, seen, put_off_until, opened = map(int, figures)
        return cls(tie, min(began, now), min(active_since, now), min(seen, now), put_off_until, opened, parts[6][:8])

    def written(self) -> str:
        """Return it as the value of a cookie."""
        times = (self.began, self.active_since, self.seen, self.put_off_until, self.opened)
        return ".".join((self.tie, *map(str, times), self.last))

    def note_activity(self, now: int) -> None:
        """Note that the person asked for a page."""
        if now - self.seen >= REST_SECONDS:
            self.active_since = now
        self.seen = now

    def note_opened(self, item_id: UUID) -> None:
        """Count a flagged or violent text, once while it is looked at."""
        last = item_id.hex[-8:]
        if last != self.last:
            self.opened, self.last = self.opened + 1, last

    def put_off(self, now: int) -> None:
        """Speak of no break for a while."""
        self.put_off_until = now + PUT_OFF_SECONDS

    @property
    def minutes(self) -> int:
        """How long the session has been in use."""
        return (self.seen - self.began) // 60

    def minutes_without_break(self, after: int) -> int | None:
        """Return how long the person has been at work, if it is `after` minutes or more; 0 asks for no break."""
        without = (self.seen - self.active_since) // 60
        return without if after and without >= after and self.seen >= self.put_off_until else None


_sitting: ContextVar[Sitting | None] = ContextVar("sitting", default=None)


def current_sitting() -> Sitting | None:
    """Return the sitting of whoever makes this request; ``None`` for programs and people without a session."""
    return _sitting.get()


@contextmanager
def sat_by(sitting: Sitting) -> Iterator[None]:
    """Let everything inside know whose sitting it is part of."""
    token = _sitting.set(sitting)
    try:
        yield
    finally:
        _sitting.reset(token)


def tie_of(session_token: str) -> str:
    """Return what ties a sitting to a session; it tells nothing of the token, nor of the hash that is stored."""
    return hashlib.sha256(b"sitting:" + session_token.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_figure(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 11 and int(text) < _MOST  # noqa: PLR2004  # as `_MOST`
