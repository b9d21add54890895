"""One HTTP request whose progress is known: whom it reached, whether the body had left, and when it must be over."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import httpx2

from service.delivery.hosts import is_loopback, is_public

__all__ = ["AddressRefusedError", "Answered", "Exchange", "Fetched"]

# They log whole URLs, and at debug level headers: an endpoint's URL may hold a token of its owner's.
for _talkative in ("httpx2", "httpcore2"):
    logging.getLogger(_talkative).setLevel(logging.WARNING)


class AddressRefusedError(Exception):
    """The name led to an address that is not to be posted to."""


class Answered(NamedTuple):
    """What came back."""

    status: int
    retry_after: str
    """As the header has it; empty without one."""
    body: bytes
    """Its beginning, as far as it was asked for and came."""


class Fetched(NamedTuple):
    """A page as it came."""

    status: int
    location: str
    """Where a redirect leads; empty without one."""
    body: bytes
    whole: bool
    """Whether the body is all that there was."""


class Exchange:
    """Posts or asks once, and notes how far that came.

    Parameters
    ----------
    timeout_seconds
        Limit of each step, and inside `limited` of all of them together.
    private_addresses
        Whether names may lead to addresses that are not of the open internet.
    """

    def __init__(self, timeout_seconds: float, *, private_addresses: bool) -> None:
        self.may_have_arrived = False
        """Whether the body was being sent or had been."""
        self._timeout_seconds = timeout_seconds
        self._private_addresses = private_addresses
        self._loopback = False
        self._socket: socket.socket | None = None
        self._over = False

    @contextlib.contextmanager
    def limited(self) -> Iterator[None]:
        """Cut the connection off when the time is over: the client's own limit is one for each read."""
        timer = threading.Timer(self._timeout_seconds, self._cut_off)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], context: ssl.SSLContext, keep_bytes: int = 0
    ) -> Answered:
        """Return what was answered; of the body of a success at most `keep_bytes`, if it comes whole and in time.

        Raises
        ------
        AddressRefusedError
            Before anything was sent.
        httpx2.HTTPError
            When no answer came.
        """
        self._loopback = is_loopback(httpx2.URL(url).host)
        # Neither proxies nor passwords out of the environment: what is signed for one place goes to that place.
        client = httpx2.Client(verify=context, trust_env=False, follow_redirects=False, timeout=self._timeout_seconds)
        extensions = {"trace": self._trace}
        with client, client.stream("POST", url, content=body, headers=headers, extensions=extensions) as response:
            kept = _beginning(response, keep_bytes)
            return Answered(response.status_code, response.headers.get("retry-after", ""), kept)

    def get(self, url: str, headers: Mapping[str, str], context: ssl.SSLContext, most_bytes: int) -> Fetched:
        """Return what an address answers; of its body at most that much, and no redirect is followed.

        Raises
        ------
        AddressRefusedError, httpx2.HTTPError
            As `post`.
        """
        self._loopback = is_loopback(httpx2.URL(url).host)
        client = httpx2.Client(verify=context, trust_env=False, follow_redirects=False, timeout=self._timeout_seconds)
        with client, client.stream("GET", url, headers=headers, extensions={"trace": self._trace}) as response:
            body = bytearray()
            # As it came, since a packed one could grow without end; what is packed all the same counts as cut short.
            plain = response.headers.get("content-encoding", "identity") == "identity"
            for chunk in response.iter_raw(65_536):
                body += chunk
                if len(body) > most_bytes:
                    break
            location = response.headers.get("location", "")
            return Fetched(response.status_code, location, bytes(body[:most_bytes]), plain and len(body) <= most_bytes)

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        match event:
            case "connection.connect_tcp.complete":
                self._hold(info["return_value"])
                self._check_peer(info["return_value"])
            case "connection.start_tls.complete":
                self._hold(info["return_value"])
            case "http11.send_request_body.started":
                self.may_have_arrived = True

    def _hold(self, stream: Any) -> None:  # noqa: ANN401  # a stream of the client's network library
        self._socket = stream.get_extra_info("socket")
        if self._over:
            self._cut_off()

    def _check_peer(self, stream: Any) -> None:  # noqa: ANN401  # as above
        # The address at the other end, not one looked up before: a name may lead elsewhere the second time.
        try:
            address = stream.get_extra_info("server_addr")[0]
        except OSError as error:
            stream.close()
            raise httpx2.ConnectError("the connection ended at once") from error
        allowed = is_loopback(address) if self._loopback else self._private_addresses or is_public(address)
        if not allowed:
            stream.close()
            raise AddressRefusedError

    def _cut_off(self) -> None:
        self._over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Past the TLS layer, which another thread is using.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _beginning(response: httpx2.Response, most: int) -> bytes:
    """Return a body that is no longer than that; empty where it is, or breaks off: the status stands all the same."""
    kept = b""
    if most > 0 and response.is_success:
        with contextlib.suppress(httpx2.HTTPError, OSError):
            for chunk in response.iter_raw(most + 1):
                kept += chunk
                if len(kept) > most:
                    return b""
            return kept
    return b""
