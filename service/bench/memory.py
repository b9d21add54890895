"""Peak memory of an import and of the worker behind it, for a short and a long export."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.bench.feed import write_export
from service.errors import LontError

__all__ = ["Peak", "measure_memory"]

_STATED = (
    "--visibility",
    "unknown",
    "--timezone",
    "UTC",
    "--lawful-basis",
    "made for measuring",
    "--obtained-by",
    "bench",
)


@dataclass(frozen=True, slots=True)
class Peak:
    """Peak resident memory in MiB for one length of export."""

    messages: int
    importer: float
    """`lont ingest` alone."""
    worker: float
    """Scoring all of it afterwards, in a process that imports one message more."""


def measure_memory(lengths: Sequence[int]) -> list[Peak]:
    """Import and score exports of these lengths, each in fresh processes on a fresh embedded database."""
    with tempfile.TemporaryDirectory(prefix="lont-bench-") as folder:
        return [_measure(Path(folder) / str(length), length) for length in lengths]


def _measure(home: Path, length: int) -> Peak:
    home.mkdir()
    export, one = home / "long.json", home / "one.json"
    write_export(export, length)
    write_export(one, 1, series=1)
    environment = os.environ | {"LONT_HOME": str(home)}
    _peak(["db", "upgrade"], environment)
    importer = _peak(["ingest", str(export), *_STATED], environment)
    worker = _peak(["ingest", str(one), *_STATED, "--wait"], environment)
    return Peak(length, importer, worker)


def _peak(arguments: Sequence[str], environment: dict[str, str]) -> float:
    command = [str(Path(sys.executable).with_name("lont")), *arguments]
    process = subprocess.Popen(  # noqa: S603  # our own command
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise LontError(f"`lont {arguments[0]}` ended with {process.returncode}.", "Run it by hand.", code="bench")
    return usage.ru_maxrss / 1024
