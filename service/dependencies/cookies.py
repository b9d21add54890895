"""The cookies of lont: the token of a session, that of a sign-in half done, the sitting, and the chosen language."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from service.locale.languages import LANGUAGE_COOKIE
from service.settings import Settings
from service.sittings import SITTING_COOKIE

__all__ = [
    "clear_first_step",
    "clear_session",
    "first_step_token",
    "is_over_https",
    "keep_first_step",
    "keep_language",
    "keep_question",
    "keep_session",
    "question_cookie",
    "session_cookie",
    "session_token",
]

_YEAR = 365 * 24 * 3600
"""In seconds."""


def session_token(request: Request, settings: Settings) -> str | None:
    """Return the token that a browser sent."""
    return request.cookies.get(session_cookie(settings))


def keep_session(response: Response, token: str, settings: Settings) -> None:
    """Let the browser keep a token until it is closed; the server ends the session after its hours anyway."""
    # Lax and not Strict: people come to an alert by the link in its mail, and must then count as signed in. What
    # changes anything is a POST, and `SameOriginMiddleware` refuses those that other sites send.
    response.set_cookie(
        session_cookie(settings), token, path="/", secure=is_over_https(settings), httponly=True, samesite="lax"
    )


def clear_session(response: Response, settings: Settings) -> None:
    """Let the browser forget its token, and with it the sitting."""
    for name in (session_cookie(settings), SITTING_COOKIE):
        response.delete_cookie(name, path="/", secure=is_over_https(settings), httponly=True, samesite="lax")


def first_step_token(request: Request, settings: Settings) -> str | None:
    """Return the token of a sign-in that waits for its code."""
    return request.cookies.get(_name(settings, "lont_first_step"))


def keep_first_step(response: Response, token: str, settings: Settings) -> None:
    """Let the browser keep the token of a sign-in that waits for its code; no other site gets it sent along."""
    name = _name(settings, "lont_first_step")
    response.set_cookie(name, token, path="/", secure=is_over_https(settings), httponly=True, samesite="strict")


def clear_first_step(response: Response, settings: Settings) -> None:
    """Let the browser forget it."""
    name = _name(settings, "lont_first_step")
    response.delete_cookie(name, path="/", secure=is_over_https(settings), httponly=True, samesite="strict")


def question_cookie(request: Request, settings: Settings) -> str | None:
    """Return the sealed question of a sign-in that the organisation's own provider answers."""
    return request.cookies.get(_name(settings, "lont_question"))


def keep_question(response: Response, sealed: str | None, settings: Settings) -> None:
    """Let the browser keep a sealed question for ten minutes, or forget it; lax, since the answer comes from there."""
    name, secure = _name(settings, "lont_question"), is_over_https(settings)
    seconds = 0 if sealed is None else 600
    response.set_cookie(name, sealed or "", seconds, path="/", secure=secure, httponly=True, samesite="lax")


def keep_language(response: Response, language: str, settings: Settings) -> None:
    """Let the browser keep the language of its user for a year, signed in or not."""
    secure = is_over_https(settings)
    response.set_cookie(LANGUAGE_COOKIE, language, _YEAR, path="/", secure=secure, httponly=True, samesite="lax")


def session_cookie(settings: Settings) -> str:
    """Return the name of the token's cookie."""
    return _name(settings, "lont_session")


def _name(settings: Settings, plain: str) -> str:
    """Return a name; over https one that browsers take from this very host only, and only over https."""
    return f"__Host-{plain}" if is_over_https(settings) else plain


def is_over_https(settings: Settings) -> bool:
    """Tell whether people reach the console over https."""
    return (settings.public_url or "").startswith("https://")
