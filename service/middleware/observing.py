"""Counts and times every request by the template of its route, and logs one line for it, without its query."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import get_logger
from service.metrics import REQUEST_SECONDS, REQUESTS

__all__ = ["ObservingMiddleware"]

_log = get_logger(__name__)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_CALLER_WENT_AWAY = 499
_CLIENT_ERROR = 400


class ObservingMiddleware:
    """Labels stay few whatever is asked: paths count by template, odd methods as ``OTHER``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = _CALLER_WENT_AWAY

        async def noting_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = time.perf_counter()
        try:
            await self._app(scope, receive, noting_send)
        finally:
            seconds = time.perf_counter() - begun
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            route = _template(scope)
            REQUESTS.labels(method, route, status).inc()
            REQUEST_SECONDS.labels(method, route).observe(seconds)
            log = _log.info if status >= _CLIENT_ERROR else _log.debug  # who wants each request asks for debug
            log("request", method=method, route=route, status=status, milliseconds=round(seconds * 1000, 1))


def _template(scope: Scope) -> str:
    template = getattr(scope.get("route"), "path_format", None)
    if template is None:
        return "/static" if scope["path"].startswith("/static/") else "unmatched"
    return str(template)
