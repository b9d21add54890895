"""The net under everything: an error that nobody foresaw becomes a problem document with the id of an incident.

The log gets the kind of the error and the places in the code that it went through, and never its message, which may
quote what a person wrote.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from uuid import uuid4

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import get_logger
from service.problems import problem_response, request_id_of
from service.request_errors import IncidentError

__all__ = ["IncidentMiddleware"]

_log = get_logger(__name__)
_PLACES = 12


class IncidentMiddleware:
    """Stands inside of the middleware that sets headers and counts, outside of everything that can fail."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noting_send(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noting_send)
        except ClientDisconnect:
            _log.info("caller_went_away")
        except Exception as error:  # noqa: BLE001  # this is the one place where whatever is left ends
            incident = uuid4().hex
            _log.error("incident", incident=incident, error=type(error).__name__, places=_places(error))
            if not started:
                await problem_response(IncidentError(incident), request_id_of(scope))(scope, receive, send)


def _places(error: Exception) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
