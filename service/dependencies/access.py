"""Finds out who calls and whether the call is theirs to make: programs by a key, people by their session."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from service.dependencies.cookies import session_token
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.local import is_local
from service.domain.access import SYSTEM, Caller, Scope
from service.locale.wording import worded
from service.request_errors import (
    KeyMissingError,
    LocalOnlyError,
    ScopeMissingError,
    SecondFactorNeededError,
    SignInNeededError,
)
from service.services.keys import KEY_PREFIX, KeyRefusedError, hash_secret

__all__ = ["SET_UP", "allowed_caller", "require_key_or_local"]

_bearer = HTTPBearer(
    scheme_name="key",
    bearerFormat=f"{KEY_PREFIX}…",
    description="A key made by `lont keys create`; each call names the scope that it needs.",
    auto_error=False,
)
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
_CALLS = "/v1/"
SET_UP = "/account/second-factor"
"""The only pages for who has to set up a second factor first."""


def allowed_caller(request: Request, edge: EdgeDep, needed: SecurityScopes, credentials: _Credentials) -> Caller:
    """Return who calls, once it is clear that they may; this is looked up before the body is read.

    Calls below ``/v1`` take a key and no session, so that no page of another site can make them; pages take the
    session of the browser and no key. It has a short transaction of its own: none may stay open while a slow caller
    sends a body.

    Raises
    ------
    KeyMissingError, KeyRefusedError
        Without a good key.
    SignInNeededError
        For a page, without a session.
    SecondFactorNeededError
        For who has to set up a second factor first.
    LocalOnlyError
        In score-only mode without keys, for callers from elsewhere.
    ScopeMissingError
        When the key is for other calls, or the person for other pages.
    """
    is_call = edge.score_only or request.scope["path"].startswith(_CALLS)
    caller = _caller(request, edge, credentials) if is_call else _person(request, edge)
    request.state.caller = caller  # so that a page that tells of an error knows who reads it
    missing = [scope for scope in needed.scopes if scope not in caller.scopes]
    if missing:
        raise _scope_missing(missing[0], caller)
    return caller


def require_key_or_local(request: Request, edge: EdgeDep, credentials: _Credentials) -> None:
    """Let callers on this machine pass, and from elsewhere those with a key of any scope.

    Raises
    ------
    KeyMissingError, KeyRefusedError, LocalOnlyError
        As `allowed_caller`.
    """
    if not is_local(request):
        _caller(request, edge, credentials)


def _person(request: Request, edge: Edge) -> Caller:
    token = session_token(request, edge.context.settings)
    session = None
    if token:
        with edge.context.reading() as factory:
            session = factory.sessions().find(token)
    if session is None:
        raise SignInNeededError("This page is for people who have signed in.", "Sign in, then open it again.")
    if session.must_set_up and not request.scope["path"].startswith(SET_UP):
        raise SecondFactorNeededError(
            "Your access roles ask for a second factor, and you have none yet.", "Set it up under Second factor."
        )
    if session.seen_is_due:
        with edge.context.writing() as factory:
            factory.sessions().note_seen(session.id)
    return session.caller


def _caller(request: Request, edge: Edge, credentials: HTTPAuthorizationCredentials | None) -> Caller:
    if edge.score_only and not edge.context.settings.score_only_keys:
        return _caller_without_keys(request)
    if credentials is None:
        raise KeyMissingError(
            "The call needs a key and came without one.", "Send the header `Authorization: Bearer lont_…`."
        )
    if edge.score_only:
        return _caller_by_settings(edge.context.settings.score_only_keys or "", credentials.credentials)
    with edge.context.reading() as factory:
        return factory.keys().caller(credentials.credentials)


def _caller_without_keys(request: Request) -> Caller:
    if not is_local(request):
        raise LocalOnlyError(
            "This server has no keys and so serves callers on its own machine only.",
            "Set LONT_SCORE_ONLY_KEYS to the SHA-256 of each key.",
        )
    return Caller(SYSTEM, "local", frozenset({Scope.SCORE}))


def _caller_by_settings(hashes: str, secret: str) -> Caller:
    presented = hash_secret(secret)
    accepted = [known.strip().lower() for known in hashes.split(",")]
    if not any([hmac.compare_digest(presented.encode(), known.encode()) for known in accepted]):  # noqa: C419  # no early end, so that its time tells nothing
        raise KeyRefusedError("The API key is unknown.", "Ask the operator for one.")
    return Caller(SYSTEM, "score-only", frozenset({Scope.SCORE}))


def _scope_missing(scope: str, caller: Caller) -> ScopeMissingError:
    """Return the error in the words that fit: people have access roles, keys have scopes, a person's key has both."""
    if caller.key_id is None and caller.account_id is not None:
        return ScopeMissingError(
            worded("None of your access roles has the scope '{scope}'.", scope=scope),
            "Ask an administrator for one that has.",
        )
    if caller.account_id is not None:
        return ScopeMissingError(
            f"The key, or the access roles of its owner, lack the scope '{scope}'.",
            f"Ask the operator for a key with it (`lont keys create --account NAME --scope {scope}`).",
        )
    return ScopeMissingError(
        f"The key lacks the scope '{scope}'.",
        f"Ask the operator for a key with it (`lont keys create --scope {scope}`).",
    )
