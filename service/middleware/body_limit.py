"""Ends the reading of a body that grows too large, whether its length was declared or not."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.request_errors import BodyTooLargeError

__all__ = ["BodyLimitMiddleware"]


class BodyLimitMiddleware:
    """Raises `BodyTooLargeError` where the body is read, so that it is answered like any other error.

    Parameters
    ----------
    app
        What answers.
    most_bytes
        Largest body that is read.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        read = 0

        async def counting_receive() -> Message:
            nonlocal read
            if declared.isdecimal() and int(declared[:20]) > self._most:
                raise self._too_large()
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise self._too_large()
            return message

        await self._app(scope, counting_receive, send)

    def _too_large(self) -> BodyTooLargeError:
        return BodyTooLargeError(
            f"The body has more than {self._most:,} bytes.", "Send fewer inputs or items in each request."
        )
