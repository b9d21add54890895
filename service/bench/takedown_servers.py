"""Receiving sides that fail on purpose: a mail server and a web server on this machine, which count what they keep."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Lock, Thread
from typing import Any
from weakref import WeakKeyDictionary

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

__all__ = ["Fault", "Receiving", "mail_server", "web_server"]

_REFERENCE = re.compile(r"tdr_[0-9a-f-]{36}")


class Fault(StrEnum):
    """What a receiving side does with one notice."""

    NONE = "taken"
    REFUSED_NOW = "refused for now"
    REFUSED = "refused for good"
    CUT_BEFORE = "cut before it was whole"
    CUT_AFTER = "kept, then cut without an answer"
    DELAYED = "kept, answered too late"
    TWICE = "kept, answered twice"
    KILL_BEFORE = "sender killed before it was whole"
    KILL_AFTER = "sender killed once it was kept"


_SHARES = {
    Fault.NONE: 0.76,
    Fault.REFUSED_NOW: 0.08,
    Fault.REFUSED: 0.03,
    Fault.CUT_BEFORE: 0.05,
    Fault.CUT_AFTER: 0.03,
    Fault.DELAYED: 0.004,
    Fault.TWICE: 0.046,
}
_KEPT = frozenset({Fault.NONE, Fault.CUT_AFTER, Fault.DELAYED, Fault.TWICE, Fault.KILL_AFTER})


@dataclass
class Receiving:
    """What both servers decide and count together; any number of threads may."""

    seed: int
    kill_each: int
    """After so many notices the sender is killed once, in the middle of one."""
    delay_seconds: float
    """Longer than the sender waits for a mail server."""
    kill: Callable[[], None] = lambda: None
    """Ends the sender as a power cut does."""
    kept: Counter[str] = field(default_factory=Counter)
    """Whole notices, by the id of their request."""
    done: Counter[str] = field(default_factory=Counter)
    """What was done, by kind of fault."""

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)  # noqa: S311  # must be repeatable, need not be secret
        self._lock = Lock()
        self._since_kill = 0

    def fault(self) -> Fault:
        """Return what to do with the next notice."""
        with self._lock:
            self._since_kill += 1
            if self._since_kill >= self.kill_each:
                self._since_kill = 0
                return self._chance.choice((Fault.KILL_BEFORE, Fault.KILL_AFTER))
            return self._chance.choices(list(_SHARES), list(_SHARES.values()))[0]

    def note(self, fault: Fault, reference: str) -> None:
        """Count a notice that came, and kill its sender if that is its fault."""
        with self._lock:
            self.done[fault] += 1
            if fault in _KEPT:
                self.kept[reference] += 1
        if fault in {Fault.KILL_BEFORE, Fault.KILL_AFTER}:
            self.kill()


class _FailingMail:
    """Takes or refuses each mail as `Receiving` says; what is not kept has not got its last line read."""

    def __init__(self, receiving: Receiving) -> None:
        self._receiving = receiving
        self._faults: WeakKeyDictionary[Session, Fault] = WeakKeyDictionary()

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        fault = self._receiving.fault()
        self._faults[session] = fault
        if fault in {Fault.REFUSED_NOW, Fault.REFUSED}:
            self._receiving.note(fault, "")
            return "451 Not now" if fault is Fault.REFUSED_NOW else "550 Never"
        if fault in {Fault.CUT_BEFORE, Fault.KILL_BEFORE}:
            self._receiving.note(fault, "")
            _cut(server)
            return "421 Gone"
        envelope.rcpt_tos.append(address)
        return "250 Yes"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        headers = BytesHeaderParser().parsebytes(envelope.original_content or b"")
        found = _REFERENCE.search(str(headers["Message-ID"]))
        reference = found[0] if found else ""
        fault = self._faults[session]
        self._receiving.note(fault, reference)
        if fault in {Fault.CUT_AFTER, Fault.KILL_AFTER}:
            _cut(server)
        if fault is Fault.DELAYED:
            await asyncio.sleep(self._receiving.delay_seconds)
        return "250 Kept\r\n250 Kept" if fault is Fault.TWICE else "250 Kept"


def _cut(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.abort()  # type: ignore[attr-defined]  # the type of any transport lacks it


class _OnSocket(Controller):
    """A controller on a socket that listens already, so that its port is known."""

    def __init__(self, handler: _FailingMail, listening: socket.socket) -> None:
        self._listening = listening
        host, port = listening.getsockname()
        super().__init__(handler, hostname=host, port=port, server_hostname="localhost", ident="lont bench")

    def _create_server(self) -> Any:  # noqa: ANN401  # as aiosmtpd declares it
        return self.loop.create_server(self._factory_invoker, sock=self._listening)


@contextmanager
def mail_server(receiving: Receiving) -> Iterator[int]:
    """Take mail on this machine until the block ends; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        controller = _OnSocket(_FailingMail(receiving), listening)
        controller.start()
        try:
            yield int(controller.port)
        finally:
            controller.stop()


@contextmanager
def web_server(receiving: Receiving) -> Iterator[int]:
    """Take signed posts on this machine until the block ends; give the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fault = receiving.fault()
            if fault in {Fault.CUT_BEFORE, Fault.KILL_BEFORE}:
                receiving.note(fault, "")
                return self._cut()
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            receiving.note(fault, json.loads(body)["data"]["id"])
            if fault in {Fault.CUT_AFTER, Fault.KILL_AFTER, Fault.DELAYED}:
                return self._cut()
            status = {Fault.REFUSED_NOW: 503, Fault.REFUSED: 422}.get(fault, 204)
            answer = f"HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()
            self.wfile.write(answer * (2 if fault is Fault.TWICE else 1))
            self.close_connection = True
            return None

        def _cut(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, *_: object) -> None:
            """Say nothing of single posts."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, name="lont-bench-web", daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()
