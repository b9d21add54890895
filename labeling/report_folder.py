"""Opens the folder that a report goes into, before minutes of work and not after."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

from labeling.errors import CorpusError

__all__ = ["open_folder"]


def open_folder(folder: Path) -> None:
    """Make the folder of a report, and see that a file can be written to it: before a trial, and not after.

    Raises
    ------
    CorpusError
        Where none can.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        told = f"The report cannot be written to {folder}: {error.strerror}."
        raise CorpusError(told, "Name a folder with --report that can be written.") from error
