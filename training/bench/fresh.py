"""Starts as a worker starts (settings, tasks, bundle), scores one message, says what memory it holds, and ends."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from models.contract import Message
from service.factory import ProcessContext
from service.settings import load_settings
from service.worker.app import make_celery
from service.worker.tasks import register_tasks

__all__ = ["main"]


def main() -> None:
    """Print the resident memory in MiB once ready, or 0 where the system does not tell it."""
    context = ProcessContext(load_settings())
    register_tasks(make_celery(context.settings), lambda: context)
    context.scorer.score([Message("wie gaat er zaterdag mee naar de wedstrijd?")], explain=False)
    try:
        told = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    except OSError:
        told = None
    sys.stdout.write(f"{int(told[1]) / 1024 if told else 0:.1f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
