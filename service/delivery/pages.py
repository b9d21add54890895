"""Opens one public page, once, as anybody could: no cookies, no sign-in, nothing inside a network, few redirects."""

from __future__ import annotations

import httpx2

from service.delivery.exchange import AddressRefusedError, Exchange
from service.delivery.hosts import is_address, is_loopback, is_public, tls_context
from service.domain.takedown.online import SeenPage

__all__ = ["MOST_BYTES", "open_page"]

MOST_BYTES = 1_000_000
"""Of a page; the rest is not read."""
_MOST_HOPS = 3
_HEADERS = {"user-agent": "lont", "accept": "text/html", "accept-encoding": "identity", "accept-language": "nl, en"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_ANSWER = SeenPage(None)


def open_page(url: str, *, timeout_seconds: float, on_this_machine: bool = False) -> SeenPage:
    """Open an address and return what came; whatever goes wrong is no answer, and never an error.

    Parameters
    ----------
    url
        ``https``, and of the open internet. A name is looked up while connecting, and where it leads inside, nothing is
        asked there; the same for each redirect, and those to another host are not followed.
    timeout_seconds
        For everything together.
    on_this_machine
        For the sandbox alone: ``http`` on the loopback address, and then nothing else.
    """
    exchange = Exchange(timeout_seconds, private_addresses=False)
    try:
        with exchange.limited():
            return _followed(exchange, httpx2.URL(url), on_this_machine)
    except (AddressRefusedError, httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError):
        return _NO_ANSWER


def _followed(exchange: Exchange, url: httpx2.URL, on_this_machine: bool) -> SeenPage:
    context, first = tls_context(), url.host
    for _ in range(_MOST_HOPS + 1):
        if url.host != first or not _may_be_opened(url, on_this_machine):
            return _NO_ANSWER
        fetched = exchange.get(str(url), _HEADERS, context, MOST_BYTES)
        if fetched.status not in _REDIRECTS:
            return SeenPage(fetched.status, fetched.body, fetched.whole)
        url = url.join(fetched.location)
    return _NO_ANSWER


def _may_be_opened(url: httpx2.URL, on_this_machine: bool) -> bool:
    if url.userinfo:
        return False
    if on_this_machine:
        return url.scheme == "http" and is_loopback(url.host)
    inside = is_loopback(url.host) or (is_address(url.host) and not is_public(url.host))
    return url.scheme == "https" and not inside
