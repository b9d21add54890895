"""Lets the browser of a person keep how long they have been at work; lont itself keeps nothing of it."""

from __future__ import annotations

import time

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.sittings import SITTING_COOKIE, Sitting, sat_by, tie_of

__all__ = ["SittingMiddleware"]

_BY_ITSELF = frozenset({("GET", "/alerts")})
"""Pages that load themselves again and again, whether or not somebody sits before them."""
_NO_PAGE = ("/static/", "/v1/", "/evidence/")


class SittingMiddleware:
    """Reads the cookie of a sitting before a page is made, and writes it after.

    Parameters
    ----------
    app
        What answers.
    session_cookie
        Name of the cookie that says that somebody has signed in.
    secure
        The browser sends cookies over https only.
    """

    def __init__(self, app: ASGIApp, session_cookie: str, *, secure: bool) -> None:
        self._app = app
        self._session_cookie = session_cookie
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        sitting = self._read(HTTPConnection(scope)) if scope["type"] == "http" else None
        if sitting is None:
            await self._app(scope, receive, send)
            return

        async def keeping_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._keep(sitting, MutableHeaders(scope=message))
            await send(message)

        with sat_by(sitting):
            await self._app(scope, receive, keeping_send)

    def _read(self, sent: HTTPConnection) -> Sitting | None:
        """Return the sitting of this request; ``None`` where nobody asks for a page."""
        token, path = sent.cookies.get(self._session_cookie), sent.url.path
        if not token or path.startswith(_NO_PAGE):
            return None
        # What a script or an image asks for is not the person's doing, and says so here; old browsers say nothing.
        if sent.headers.get("sec-fetch-dest", "document") != "document":
            return None
        now = int(time.time())
        sitting = Sitting.read(sent.cookies.get(SITTING_COOKIE, ""), tie_of(token), now)
        if (sent.scope["method"], path) not in _BY_ITSELF:
            sitting.note_activity(now)
        return sitting

    def _keep(self, sitting: Sitting, headers: MutableHeaders) -> None:
        """Write the cookie, unless the session has just been ended or another one begun."""
        if any(each.startswith(f"{self._session_cookie}=") for each in headers.getlist("set-cookie")):
            return
        secure = "; Secure" if self._secure else ""
        headers.append("set-cookie", f"{SITTING_COOKIE}={sitting.written()}; HttpOnly; Path=/; SameSite=lax{secure}")
