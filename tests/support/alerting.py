"""The far ends of an alert: a webhook endpoint on this machine, and settings that lead there and to a mail sink."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from pydantic import SecretStr

from service.delivery.signing import new_secret
from service.factory import ProcessContext
from tests.support.api import shipped_scorer

SECRET = new_secret()


@dataclass
class Pager:
    """The operator's machinery: what it answers, and what it got."""

    status: int = 204
    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    """Headers, names in lower case, and bodies."""
    on_call: Callable[[], object] = lambda: None
    """Done at each webhook before it is answered."""


@contextmanager
def pager() -> Iterator[Pager]:
    """Take webhooks until the block ends."""
    taking = Pager()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            taking.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            taking.on_call()
            self.send_response(taking.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        taking.url = f"http://127.0.0.1:{server.server_address[1]}/alarm"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield taking
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def set_up(context: ProcessContext, **changed: Any) -> Iterator[ProcessContext]:  # noqa: ANN401  # whatever Settings takes
    """Open another context on the same database with some settings changed."""
    other = ProcessContext(context.settings.model_copy(update=changed))
    other.scorer = shipped_scorer()
    try:
        yield other
    finally:
        other.close()


def mail_to(port: int) -> dict[str, object]:
    """Return the settings for a mail server on this machine."""
    return {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
        "smtp_timeout_seconds": 5.0,
        "notifier_email": "meldpunt@lont.example",
        "public_url": "https://lont.example",
    }


def call(url: str) -> dict[str, object]:
    """Return the settings for a webhook."""
    return {"alert_webhook_url": url, "alert_webhook_secret": SecretStr(SECRET)}
