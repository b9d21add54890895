"""Translates offsets between code points, which lont counts, and UTF-16 code units, which browsers count."""

from __future__ import annotations

__all__ = ["from_utf16", "to_utf16"]

_FIRST_OF_TWO_UNITS = 0x10000
_BYTES = 2


def to_utf16(text: str, at: int) -> int:
    """Return the number of UTF-16 code units before the code point ``at``."""
    return at + sum(ord(character) >= _FIRST_OF_TWO_UNITS for character in text[:at])


def from_utf16(text: str, at: int) -> int | None:
    """Return the number of code points before a code unit; ``None`` outside the text or inside a code point."""
    before = text.encode("utf-16-le", "surrogatepass")[: at * _BYTES]
    if at < 0 or len(before) != at * _BYTES:
        return None
    try:
        return len(before.decode("utf-16-le"))
    except UnicodeDecodeError:
        return None
