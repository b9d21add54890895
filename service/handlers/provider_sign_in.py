"""`/sign-in/provider`: signing in with the organisation's own provider (OpenID Connect)."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from typing import Annotated, Any

from cryptography.fernet import InvalidToken
from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from service.delivery.provider import Provider, ProviderRefusedError, Question
from service.dependencies.cookies import keep_question, question_cookie
from service.dependencies.edge import Edge, EdgeDep
from service.errors import LontError
from service.handlers.sign_in import address_of, local_path, note_refusal, sign_in_form, signed_in
from service.request_errors import RouteNotFoundError
from service.services.signing_in import RefusalReason, Refused

__all__ = ["router"]

router = APIRouter(prefix="/sign-in/provider", include_in_schema=False)

_SEE_OTHER = 303
_PATIENCE = 600
"""Seconds between question and answer."""


@router.get("")
def ask(request: Request, edge: EdgeDep, wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    """Send the browser to the provider."""
    question = Question(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    try:
        address = _provider(edge).address(question, _back(request, edge))
    except ProviderRefusedError as error:
        return sign_in_form(edge, wanted, error)
    kept = json.dumps(asdict(question) | {"next": local_path(wanted) or ""})
    answer = RedirectResponse(address, _SEE_OTHER)
    keep_question(answer, edge.context.sealing.seal(kept).decode(), edge.context.settings)
    return answer


@router.get("/back")
def back(
    request: Request,
    edge: EdgeDep,
    code: Annotated[str, Query(max_length=4096)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Take the answer of the provider and begin a session; the question is answered once."""
    edge.context.throttle.begin(address_of(request))
    kept = _kept(request, edge)
    try:
        answer = _let_in(request, edge, kept, code, state)
    except LontError as error:
        with edge.context.writing() as factory:
            note_refusal(factory, Refused(RefusalReason.PROVIDER, None))
        answer = sign_in_form(edge, kept.get("next", ""), error)
    keep_question(answer, None, edge.context.settings)
    return answer


@router.get("/out")
def sign_out(request: Request, edge: EdgeDep) -> Response:
    """Send the browser to the provider to be signed out there too."""
    after = _back(request, edge).removesuffix("/provider/back")
    try:
        address = _provider(edge).sign_out_address(after)
    except ProviderRefusedError as error:
        return sign_in_form(edge, "", error)
    return RedirectResponse(address or "/sign-in", _SEE_OTHER)


def _let_in(request: Request, edge: Edge, kept: dict[str, Any], code: str, state: str) -> Response:
    provider = _provider(edge)
    if not kept or not code or not secrets.compare_digest(kept["state"].encode(), state.encode()):
        raise ProviderRefusedError("This answer belongs to no question of this browser.", "Begin once more.")
    question = Question(kept["state"], kept["nonce"], kept["verifier"])
    claims = provider.claims(question, code, _back(request, edge))
    with edge.context.writing() as factory:
        account = factory.outside_sign_in().account(claims)
        edge.context.throttle.forgive(address_of(request))
        return signed_in(request, edge, factory, account, kept["next"] or None, by_provider=True)


def _kept(request: Request, edge: Edge) -> dict[str, Any]:
    """Return the question that this browser asked; empty if there is none that holds."""
    sealed = question_cookie(request, edge.context.settings) or ""
    try:
        kept: dict[str, Any] = json.loads(edge.context.sealing.open(sealed.encode(), _PATIENCE))
    except (InvalidToken, ValueError):
        return {}
    return kept


def _provider(edge: Edge) -> Provider:
    if edge.context.provider is None:
        raise RouteNotFoundError("Nothing answers at this address.", "GET /docs lists the calls.")
    return edge.context.provider


def _back(request: Request, edge: Edge) -> str:
    own = edge.context.settings.public_url or str(request.base_url).rstrip("/")
    return f"{own}/sign-in/provider/back"
