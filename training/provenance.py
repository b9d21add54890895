"""Tells which commit of the code a bundle is made with."""

from __future__ import annotations

import subprocess
from pathlib import Path

__all__ = ["code_commit"]


def code_commit() -> str | None:
    """Return the short name of the commit that is checked out, or ``None`` outside a checkout."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    try:
        found = subprocess.run(  # noqa: S603  # fixed words
            command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.strip()
