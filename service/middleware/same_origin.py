"""Refuses forms that another site had a signed-in browser send (cross-site request forgery)."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.problems import problem_response, request_id_of
from service.request_errors import CrossSiteError

__all__ = ["SameOriginMiddleware"]

_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_FOR_PROGRAMS = ("/v1/", "/healthz", "/readyz", "/metrics")
"""Calls below these take no cookie, so that a browser cannot be made to send one of them for its user."""
_OWN_PAGES = frozenset({"same-origin", "none"})
"""What browsers say of a form on a page of ours, and of a request that the user made without any page."""
_PORTS = {"http": 80, "https": 443}

_Origin = tuple[str, str, int]
"""Scheme, host, port."""


class SameOriginMiddleware:
    """Lets requests that may change something pass only with a browser's word that a page of lont sent them.

    What a browser says in ``Sec-Fetch-Site`` decides alone; no page can write that header. Browsers that do not send
    it (old ones, and all of them over plain http other than to their own machine) send ``Origin``.

    Parameters
    ----------
    app
        What answers.
    public_url
        Address under which people reach lont if a proxy stands before it, such as ``https://lont.example``.
    """

    def __init__(self, app: ASGIApp, public_url: str | None = None) -> None:
        self._app = app
        self._public = None if public_url is None else _origin(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or self._may_pass(scope):
            await self._app(scope, receive, send)
            return
        error = CrossSiteError(
            "The request does not show that a page of lont sent it.",
            "Open the page in lont and send it from there; behind a proxy, the operator sets LONT_PUBLIC_URL.",
        )
        await problem_response(error, request_id_of(scope))(scope, receive, send)

    def _may_pass(self, scope: Scope) -> bool:
        if scope["method"] in _HARMLESS or scope["path"].startswith(_FOR_PROGRAMS):
            return True
        headers = Headers(scope=scope)
        told = headers.getlist("sec-fetch-site")
        if told:
            return len(told) == 1 and told[0] in _OWN_PAGES
        origins = headers.getlist("origin")
        return len(origins) == 1 and _origin(origins[0]) in self._own(scope, headers)

    def _own(self, scope: Scope, headers: Headers) -> set[_Origin]:
        addressed = _origin(f"{scope['scheme']}://{headers.get('host', '')}")
        return {own for own in (addressed, self._public) if own is not None}


def _origin(address: str) -> _Origin | None:
    """Return the origin that is written like this; ``None`` for "null" and for whatever is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    plain = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    if not plain or parts.scheme not in _PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _PORTS[parts.scheme]
