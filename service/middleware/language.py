"""Finds out in which language an answer is read: the reader's own choice, else what their browser asks for."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from service.locale.languages import LANGUAGE_COOKIE, LANGUAGES, Reader, preferred, read_by

__all__ = ["LanguageMiddleware"]


class LanguageMiddleware:
    """Makes the reader known to whatever words the answer; calls of programs are answered in English all the same.

    Parameters
    ----------
    app
        What answers.
    default
        One of the languages of lont, for browsers that ask for none of them.
    """

    def __init__(self, app: ASGIApp, default: str) -> None:
        self._app = app
        self._default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with read_by(self._reader(scope)):
            await self._app(scope, receive, send)

    def _reader(self, scope: Scope) -> Reader:
        sent = HTTPConnection(scope)
        chosen = sent.cookies.get(LANGUAGE_COOKIE, "")
        accepted = ",".join(sent.headers.getlist("accept-language"))
        language = chosen if chosen in LANGUAGES else preferred(accepted, self._default)
        return Reader(language, _address(sent))


def _address(sent: HTTPConnection) -> str:
    """Return where to come back to; what answers a form is no page that can be asked for again."""
    if sent.scope["method"] not in {"GET", "HEAD"}:
        return "/"
    return f"{sent.url.path}?{sent.url.query}" if sent.url.query else sent.url.path
