"""Starts `lont up` on an empty folder, waits until it answers, and ends it as a person would."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.support.processes import PATIENCE_SECONDS, free_port, running, wait_for

__all__ = ["Up", "lont_up"]


@dataclass(frozen=True, slots=True)
class Up:
    """A lont that runs."""

    address: str
    home: Path
    passwords: dict[str, str]
    """Of the accounts of a first look, as they were shown."""

    @property
    def settings(self) -> dict[str, str]:
        """For commands on the same lont."""
        return {"LONT_HOME": str(self.home)}


@contextmanager
def lont_up(home: Path, *options: str) -> Iterator[Up]:
    """Run it until the block ends; then it must end by itself on Ctrl-C, without a traceback in its log."""
    port, log = free_port(), home / "log"
    with running("up", "--port", str(port), *options, settings={"LONT_HOME": str(home)}, log=log) as process:
        address = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            assert process.poll() is None, log.read_text()
            try:
                return httpx2.get(f"{address}/readyz").status_code == 200
            except httpx2.TransportError:
                return False

        wait_for(answers, "lont up")
        yield Up(address, home, _passwords(log.read_text()))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE_SECONDS) == 0
        assert "lont has ended." in log.read_text()
        assert "Traceback" not in log.read_text()


def _passwords(log: str) -> dict[str, str]:
    return dict(re.findall(r"^│ +(admin|analyst|approver) +([a-z0-9-]{20,}) +│$", log, re.MULTILINE))
