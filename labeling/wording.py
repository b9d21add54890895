"""Puts data and figures into lines for people: nothing in it moves the cursor, and one of a thing is not plural."""

from __future__ import annotations

__all__ = ["number_of", "printable"]


def printable(text: str) -> str:
    r"""Return a text with all that does not print as its escape, such as ``\x1b``, so that no terminal obeys it."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def number_of(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun, ``1 row`` or ``1,200 rows``; ``plural`` is for one that takes no plain s."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
