"""Runs a sandbox platform beside something else: its web server and its turns, as threads of this process."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from service.logs import get_logger
from service.sandbox.app import make_app
from service.sandbox.platform import SandboxPlatform

__all__ = ["running", "take_turns"]

_log = get_logger(__name__)
_HOST = "127.0.0.1"


@contextmanager
def running(platform: SandboxPlatform, *, port: int = 0, pace_seconds: float | None = None) -> Iterator[str]:
    """Serve a platform on this machine until the block ends; give its address.

    Parameters
    ----------
    port
        0: a free one.
    pace_seconds
        Pause between two turns; ``None``: it takes none by itself.

    Raises
    ------
    OSError
        When the port is taken.
    """
    with socket.create_server((_HOST, port)) as listening:
        config = uvicorn.Config(
            make_app(platform), log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=1
        )
        server, over = uvicorn.Server(config), threading.Event()
        # It listens already, so whoever comes before the server is ready waits and is not turned away.
        threads = [threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="sandbox", daemon=True)]
        if pace_seconds is not None:
            told = (platform, over, pace_seconds)
            threads.append(threading.Thread(target=take_turns, args=told, name="sandbox-turns", daemon=True))
        for thread in threads:
            thread.start()
        try:
            yield f"http://{_HOST}:{listening.getsockname()[1]}"
        finally:
            over.set()
            server.should_exit = True
            for thread in threads:
                thread.join(timeout=10)


def take_turns(platform: SandboxPlatform, over: threading.Event, pace_seconds: float) -> None:
    """Let a platform take its turns until it is over."""
    while not over.wait(pace_seconds):
        try:
            platform.turn()
        except Exception as error:  # noqa: BLE001  # a sandbox that stands still would look like a platform that does
            _log.error("sandbox_turn_failed", error=type(error).__name__)
