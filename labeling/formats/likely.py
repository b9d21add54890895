"""Opens a file of labels: names one that cannot be read, and tells which format it looks like."""

from __future__ import annotations

import json
from pathlib import Path

from labeling.formats.names import FormatName
from service.errors import FileRefusedError
from service.importers.csv_records import best_delimiter, header_cells
from service.importers.file_opening import read_head

__all__ = ["head_of", "likely_format"]


def head_of(path: Path) -> bytes:
    """Return how a file begins, as UTF-8; nothing where it is empty.

    Raises
    ------
    FileRefusedError
        Where there is no such file, or it is an archive, or cannot be read; the message names it.
    """
    try:
        return read_head(path)
    except FileRefusedError as error:
        if error.stable_code == "file_empty":
            return b""
        raise FileRefusedError(f"{path}: {error.detail}", error.remedy, code=error.stable_code) from error


def likely_format(head: bytes) -> FormatName | None:
    """Return the format that a beginning looks like, or ``None``."""
    text = head.decode(errors="replace").strip()
    first = text.partition("\n")[0]
    if text.startswith("["):
        return FormatName.LABEL_STUDIO
    if text.startswith("{"):
        return FormatName.DOCCANO if _is_object(first) else None
    header = header_cells(first, best_delimiter(first, ["text"]))
    return FormatName.CSV if "text" in header else None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
