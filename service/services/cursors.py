"""Cursors of lists in pages: opaque to callers, told apart by the order that they belong to."""

from __future__ import annotations

import base64
import json
from typing import Any

from service.errors import LontError

__all__ = ["CursorError", "decoded", "encoded", "unreadable", "wrong_order"]


class CursorError(LontError):
    """A cursor that this server did not make, or made for another order."""

    code = "cursor_unreadable"
    status = 422
    title = "The cursor cannot be read"


def encoded(parts: list[object]) -> str:
    """Return a cursor that holds these."""
    raw = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def decoded(cursor: str, parts: int) -> list[Any]:
    """Return the parts of a cursor, whose values nobody has looked at yet.

    Raises
    ------
    CursorError
        For one of somebody else's making, or of another order.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, RecursionError):
        raise unreadable() from None
    if not isinstance(found, list) or not found:
        raise unreadable()
    if len(found) != parts:
        raise wrong_order()
    return found


def unreadable() -> CursorError:
    """Return the error for a cursor of somebody else's making."""
    return CursorError("The cursor was not made by this server.", "Begin again without a cursor.")


def wrong_order() -> CursorError:
    """Return the error for a cursor of another list."""
    return CursorError("The cursor belongs to another order.", "Begin again without a cursor.")
