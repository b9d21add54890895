"""The two cookies of lont: the token of a browser's session, and the language that its user chose."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from service.locale.languages import LANGUAGE_COOKIE
from service.settings import Settings

__all__ = ["clear_session", "keep_language", "keep_session", "session_token"]

_YEAR = 365 * 24 * 3600
"""In seconds."""


def session_token(request: Request, settings: Settings) -> str | None:
    """Return the token that a browser sent."""
    return request.cookies.get(_name(settings))


def keep_session(response: Response, token: str, settings: Settings) -> None:
    """Let the browser keep a token until it is closed; the server ends the session after its hours anyway."""
    # Lax and not Strict: people come to an alert by the link in its mail, and must then count as signed in. What
    # changes anything is a POST, and `SameOriginMiddleware` refuses those that other sites send.
    response.set_cookie(_name(settings), token, path="/", secure=_over_https(settings), httponly=True, samesite="lax")


def clear_session(response: Response, settings: Settings) -> None:
    """Let the browser forget its token."""
    response.delete_cookie(_name(settings), path="/", secure=_over_https(settings), httponly=True, samesite="lax")


def keep_language(response: Response, language: str, settings: Settings) -> None:
    """Let the browser keep the language of its user for a year, signed in or not."""
    secure = _over_https(settings)
    response.set_cookie(LANGUAGE_COOKIE, language, _YEAR, path="/", secure=secure, httponly=True, samesite="lax")


def _name(settings: Settings) -> str:
    """Return the name; over https one that browsers take only from this very host, and only over https."""
    return "__Host-lont_session" if _over_https(settings) else "lont_session"


def _over_https(settings: Settings) -> bool:
    return (settings.public_url or "").startswith("https://")
