"""Starts the real command `lont` in processes of its own, and ends whatever a test leaves running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

LONT = str(Path(sys.executable).with_name("lont"))
PATIENCE_SECONDS = 120
"""How long a test waits for something that must happen; long, since the machine may be busy."""


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a lont with exactly these settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LONT_")}
    return clean | dict(settings)


def lont(*arguments: str, settings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and return what it printed."""
    return subprocess.run(
        [LONT, *arguments],
        env=environment(settings),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@contextmanager
def running(*arguments: str, settings: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command beside the test, in a process group of its own; kill the group at the end if it still runs."""
    with log.open("ab") as file:
        process = subprocess.Popen(
            [LONT, *arguments],
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children the hard way, as a power cut would; does nothing when they are gone."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=PATIENCE_SECONDS)


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is true; fail when it does not become so."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port
