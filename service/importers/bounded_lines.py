"""Splits a file into lines without ever holding more than one line of 1 MiB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["MAX_LINE_BYTES", "Line", "bounded_lines"]

MAX_LINE_BYTES = 1_048_576
"""A longer line is cut off and refused."""
_KEPT_OF_LONG = 1_000


class Line(NamedTuple):
    """One line of a file."""

    number: int
    """Counted from 1."""
    text: str
    """Without its line end; of a faulty line what could be read, good for nothing but its structure."""
    fault: str | None
    """``too_long``, ``bad_encoding``, ``nul_byte`` or ``None``."""


def bounded_lines(chunks: Iterable[bytes], limit: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """Hand over the lines of a file in order, the faulty ones marked.

    Parameters
    ----------
    chunks
        The file in pieces, UTF-8 without a byte order mark.
    limit
        Longest line in bytes.
    """
    for number, (raw, whole) in enumerate(_raw_lines(chunks, limit), start=1):
        yield _decoded(number, raw, whole=whole)


def _raw_lines(chunks: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, bool]]:
    pending, whole = b"", True
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        if whole:
            pending += first
        for other in others:
            yield _bounded(pending, limit, whole=whole)
            pending, whole = other, True
        pending, whole = _bounded(pending, limit, whole=whole)
    if pending:
        yield pending, whole


def _bounded(raw: bytes, limit: int, *, whole: bool) -> tuple[bytes, bool]:
    return (raw, whole) if len(raw) <= limit else (raw[: min(limit, _KEPT_OF_LONG)], False)


def _decoded(number: int, raw: bytes, *, whole: bool) -> Line:
    raw = raw.removesuffix(b"\r")
    if not whole:
        return Line(number, raw.decode(errors="replace"), "too_long")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return Line(number, raw.decode(errors="replace"), "bad_encoding")
    return Line(number, text, "nul_byte" if "\0" in text else None)
