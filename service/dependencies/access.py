"""Finds out who calls and whether the call is theirs to make."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.local import is_local
from service.domain.access import Caller, Scope
from service.request_errors import KeyMissingError, LocalOnlyError, ScopeMissingError
from service.services.keys import KEY_PREFIX, KeyRefusedError, hash_secret

__all__ = ["allowed_caller", "require_key_or_local"]

_bearer = HTTPBearer(
    scheme_name="key",
    bearerFormat=f"{KEY_PREFIX}…",
    description="A key made by `lont keys create`; each call names the scope that it needs.",
    auto_error=False,
)
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def allowed_caller(request: Request, edge: EdgeDep, needed: SecurityScopes, credentials: _Credentials) -> Caller:
    """Return who calls, once it is clear that the key allows it; this is looked up before the body is read.

    It has a short transaction of its own: none may stay open while a slow caller sends a body.

    Raises
    ------
    KeyMissingError, KeyRefusedError
        Without a good key.
    LocalOnlyError
        In score-only mode without keys, for callers from elsewhere.
    ScopeMissingError
        When the key is for other calls.
    """
    caller = _caller(request, edge, credentials)
    missing = [scope for scope in needed.scopes if scope not in caller.scopes]
    if missing:
        raise ScopeMissingError(
            f"The key lacks the scope {missing[0]!r}.",
            f"Ask the operator for a key with it (`lont keys create --scope {missing[0]}`).",
        )
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
    return Caller(None, "local", frozenset({Scope.SCORE}))


def _caller_by_settings(hashes: str, secret: str) -> Caller:
    presented = hash_secret(secret)
    accepted = [known.strip().lower() for known in hashes.split(",")]
    if not any([hmac.compare_digest(presented.encode(), known.encode()) for known in accepted]):  # noqa: C419  # no early end, so that its time tells nothing
        raise KeyRefusedError("The API key is unknown.", "Ask the operator for one.")
    return Caller(None, "score-only", frozenset({Scope.SCORE}))
