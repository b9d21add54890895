"""A platform's endpoint for webhooks: a real server on this machine that answers as a test says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from standardwebhooks import Webhook

__all__ = ["Endpoint", "endpoint"]


@dataclass
class Endpoint:
    """What it answers, and what it got."""

    statuses: list[int] = field(default_factory=list)
    """One for each webhook; 204 once they are spent, and 0 closes the connection without an answer."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with each answer."""
    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def verified(self, secret: str, number: int = -1) -> dict[str, Any]:
        """Return a webhook as a receiver who knows this secret reads it; fails when the signature does not hold."""
        headers, body = self.got[number]
        event: dict[str, Any] = json.loads(json.dumps(Webhook(secret).verify(body.decode(), headers)))
        return event

    @property
    def ids(self) -> list[str]:
        """The ids under which the webhooks came."""
        return [headers["webhook-id"] for headers, _ in self.got]


@contextmanager
def endpoint(*statuses: int) -> Iterator[Endpoint]:
    """Take webhooks until the block ends."""
    taking = Endpoint(list(statuses))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            taking.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = taking.statuses.pop(0) if taking.statuses else 204
            if not status:
                return
            self.send_response(status)
            for name, value in taking.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        taking.url = f"http://127.0.0.1:{server.server_address[1]}/lont"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield taking
        finally:
            server.shutdown()
            thread.join()
