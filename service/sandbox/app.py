"""The sandbox platform over HTTP: public pages of its posts, and the address for notices."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from service.sandbox.pages import home_page, missing_page, post_page
from service.sandbox.platform import Reception, SandboxPlatform
from service.sandbox.posts import PostState
from service.sandbox.scripts import Act

__all__ = ["NOTICES_PATH", "make_app"]

NOTICES_PATH = "/notices"
_CONNECTION = "sandbox.connection"
_MOST_BYTES = 2_000_000
_SHUT = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Cache-Control": "no-store"}
_NEVER_THERE = 501
"""Of what the sandbox never showed: nobody is to take that for gone."""
_OFFLINE = {PostState.REMOVED: 410, PostState.VANISHED: 404}


def make_app(platform: SandboxPlatform) -> ASGIApp:
    """Return the app of a platform: ``/``, ``/HOST/PATH`` of each post, and ``POST /notices``."""

    def home(_: Request) -> Response:
        return HTMLResponse(home_page(platform.wall.all(), platform.notices()), headers=_SHUT)

    def post(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        found = platform.wall.get(request.path_params["place"] + query)
        if found is None or found.state is not PostState.ONLINE:
            status = _NEVER_THERE if found is None else _OFFLINE[found.state]
            return HTMLResponse(missing_page(), status, headers=_SHUT)
        return HTMLResponse(post_page(found), headers=_SHUT)

    notices = Route(NOTICES_PATH, _Notices(platform), methods=["POST"])
    inner = Starlette(routes=[Route("/", home), notices, Route("/{place:path}", post)])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # Only here is `send` the server's own; ASGI itself has no word for hanging up.
        await inner({**scope, _CONNECTION: send}, receive, send)

    return app


class _Notices:
    """Takes deliveries; plain ASGI, since some of them get no answer."""

    def __init__(self, platform: SandboxPlatform) -> None:
        self._platform = platform

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await _body(request)
        if body is None:
            reception = Reception(413, "Too long.")
        else:
            reception = await run_in_threadpool(self._platform.receive, dict(request.headers), body)
        if reception.act is None:
            said = {"detail": reception.words}
            if reception.reference is not None:
                said["reference"] = reception.reference
            await JSONResponse(said, reception.status)(scope, receive, send)
            return
        if reception.act is Act.CUT:
            scope[_CONNECTION].__self__.transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


async def _body(request: Request) -> bytes | None:
    """Return the body; ``None`` where it is too long."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > _MOST_BYTES:
            return None
    return bytes(read)
