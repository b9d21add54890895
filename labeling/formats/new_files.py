"""Sees to it that what is written goes into new files, in a folder that is there."""

from __future__ import annotations

from pathlib import Path

from labeling.errors import CorpusError

__all__ = ["refuse_taken"]


def refuse_taken(*paths: Path) -> None:
    """Refuse to write over a file, or into a folder that is not there.

    Raises
    ------
    CorpusError
        For the first path of which that holds.
    """
    for path in paths:
        if not path.parent.is_dir():
            raise CorpusError(f"There is no folder {path.parent}.", "Make it, or name a file in another.")
        if path.exists():
            raise CorpusError(f"{path} is there already, and would be overwritten.", "Name another file.")
