"""Answers every error: as a problem document for programs, as a page for people with a browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from models.errors import ModelError
from service.dependencies.access import SET_UP
from service.dependencies.bodies import invalid_request
from service.errors import ConfigurationError, LontError
from service.handlers.templating import render
from service.locale.wording import worded
from service.logs import get_logger
from service.problems import problem_response, request_id_of
from service.request_errors import (
    JsonMalformedError,
    MethodNotAllowedError,
    NotReadyError,
    RequestInvalidError,
    RouteNotFoundError,
    SecondFactorNeededError,
    SignInNeededError,
)
from service.services.throttling import TooManyFailuresError
from service.storage.database import OperationalError

__all__ = ["add_error_handlers"]

_log = get_logger(__name__)
_RETRY_AFTER = 30
"""Seconds to wait where a part is away; nobody knows when it comes back."""
_PROGRAMS = ("/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json")


def add_error_handlers(app: FastAPI) -> None:
    """Let the app answer the errors of lont, of its models, of FastAPI and of Starlette in one shape."""
    app.add_exception_handler(LontError, _on_lont_error)
    app.add_exception_handler(ModelError, _on_model_error)
    app.add_exception_handler(OperationalError, _on_database_away)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_error)


def _on_lont_error(request: Request, error: Exception) -> Response:
    error = cast("LontError", error)
    if isinstance(error, ConfigurationError):  # its words are for the operator and may name hosts
        _log.error("not_set_up", code=error.stable_code, detail=error.detail)
        error = NotReadyError("A part that this call needs is not there.", "Ask /readyz which one.")
    return _answer(request, error)


def _on_model_error(request: Request, error: Exception) -> Response:
    error = cast("ModelError", error)
    return _answer(request, RequestInvalidError(error.detail, error.remedy, code=error.code))


def _on_database_away(request: Request, error: Exception) -> Response:
    _log.error("database_away", error=type(cast("OperationalError", error).orig).__name__)
    return _answer(request, NotReadyError("The database does not answer.", "Send it again in a while."))


def _on_invalid_request(request: Request, error: Exception) -> Response:
    faults = cast("RequestValidationError", error).errors()
    return _answer(request, invalid_request([(fault["loc"], fault["type"], fault["msg"]) for fault in faults]))


def _on_http_error(request: Request, error: Exception) -> Response:
    error = cast("HTTPException", error)
    if error.status_code == HTTPStatus.NOT_FOUND:
        return _answer(request, RouteNotFoundError("Nothing answers at this address.", "GET /docs lists the calls."))
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _on_wrong_method(request)
    return _answer(request, JsonMalformedError("The request cannot be read.", "Compare it with /docs."))


def _on_wrong_method(request: Request) -> Response:
    template = getattr(request.scope.get("route"), "path_format", "")
    calls = request.app.openapi()["paths"].get(template, {"get": None})
    allowed = ", ".join(sorted(method.upper() for method in calls))
    wrong = MethodNotAllowedError(
        worded("This address answers {methods} only.", methods=allowed), "GET /docs lists the calls."
    )
    return _answer(request, wrong, {"Allow": allowed})


def _answer(request: Request, error: LontError, headers: dict[str, str] | None = None) -> Response:
    if isinstance(error, SignInNeededError) and _is_for_people(request):
        unsent = {} if request.method == "GET" else {"unsent": "true"}
        return RedirectResponse(f"/sign-in?{urlencode({'next': _wanted(request)} | unsent)}", HTTPStatus.SEE_OTHER)
    if isinstance(error, SecondFactorNeededError) and _is_for_people(request):
        return RedirectResponse(SET_UP, HTTPStatus.SEE_OTHER)
    headers = dict(headers or {})
    if isinstance(error, TooManyFailuresError):
        headers["Retry-After"] = str(error.seconds)
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(_RETRY_AFTER)
    takes_keys = request.url.path.startswith(_PROGRAMS)
    if error.status == HTTPStatus.UNAUTHORIZED and takes_keys:
        headers["WWW-Authenticate"] = 'Bearer realm="lont"'
    if error.status == HTTPStatus.FORBIDDEN and error.stable_code == "scope_missing" and takes_keys:
        headers["WWW-Authenticate"] = 'Bearer realm="lont", error="insufficient_scope"'
    if _is_for_people(request):
        page = render(
            "error.html",
            status=error.status,
            error=error,
            request_id=request_id_of(request.scope),
            caller=getattr(request.state, "caller", None),
        )
        page.headers.update(headers)
        return page
    return problem_response(error, request_id_of(request.scope), headers)


def _wanted(request: Request) -> str:
    """Return where somebody wanted to go before they had to sign in.

    After a form that is the page that it stood on: what they wanted to do there is asked again.
    """
    if request.method != "GET":
        page = urlsplit(request.headers.get("referer", ""))
        return page.path or "/" if page.netloc == request.url.netloc else "/"
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query


def _is_for_people(request: Request) -> bool:
    wants_page = "text/html" in request.headers.get("accept", "")
    return wants_page and not request.url.path.startswith(_PROGRAMS)
