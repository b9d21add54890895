"""How long a fresh process takes until it can score, and what memory it holds then."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from service.errors import LontError

__all__ = ["Start", "measure_start"]


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a process like a worker's."""

    seconds: float
    """From its start until its first message is scored."""
    mebibytes: float
    """Resident memory at that time; 0 where the system does not tell it."""


def measure_start(bundle: Path | None) -> Start:
    """Start a process that opens a bundle, and wait until it has scored one message.

    Raises
    ------
    LontError
        Where it did not.
    """
    environment = dict(os.environ) if bundle is None else os.environ | {"LONT_BUNDLE": str(bundle.absolute())}
    begun = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "training.bench.fresh"], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        told = process.stdout.readline() if process.stdout else ""
        seconds = perf_counter() - begun
    if not told.strip():
        raise LontError("A fresh process could not load the bundle.", "Look at its lines above.", code="bench")
    return Start(seconds, float(told))
