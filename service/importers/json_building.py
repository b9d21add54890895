"""Builds one JSON value from the events of the parser, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.importers.json_guard import DAMAGE_MARK
from service.importers.refusing import DAMAGE

__all__ = ["ENDS", "MAX_DEPTH", "MAX_VALUE_BYTES", "STARTS", "Container", "Event", "GrowingValue", "damage_in"]

Event = tuple[str, Any]
Container = dict[str, Any] | list[Any]
STARTS: dict[str, type[Container]] = {"start_map": dict, "start_array": list}
ENDS = frozenset({"end_map", "end_array"})
_NESTING = ENDS | STARTS.keys()

MAX_DEPTH = 64
"""What lies deeper is not built. An export of Telegram is at most 8 deep."""
MAX_VALUE_BYTES = 2_097_152
"""A value that takes more of the file is not built to its end; counted in whole pieces of the file."""


class GrowingValue:
    """A value whose end has not been read yet.

    Where it passes a bound it keeps what it has, and from there only its depth is counted, so that the id of a
    message that is refused can still be told.
    """

    def __init__(self, start: str, *, damaged: bool) -> None:
        self.root: Container = STARTS[start]()
        self.depth = 1
        self._built: list[Container] = [self.root]
        self._key = ""
        self._bytes = 0
        self._damaged = damaged
        self._bound: str | None = None

    def account(self, size: int, *, damaged: bool) -> None:
        """Note that ``size`` more bytes of the file belong to it, and whether the guard replaced anything there."""
        self._bytes += size
        self._damaged = self._damaged or damaged
        if self._bytes > MAX_VALUE_BYTES:
            self._bound = self._bound or "too_long"

    def fault(self) -> str | None:
        """Why the value cannot be used: a key of `refusing.DAMAGE`."""
        return self._bound or (damage_in(self.root) if self._damaged else None)

    def fill(self, events: Iterator[Event]) -> bool:
        """Take events until the value is complete (``True``) or they run out."""
        if self._bound is not None:
            return self._skip(events)
        # The hot loop of every import of JSON: one call for a whole value, and as little as can be for an event.
        built, key = self._built, self._key
        top = built[-1]
        for event, value in events:
            if event == "map_key":
                key = value
            elif event not in _NESTING:
                if type(top) is dict:
                    top[key] = value
                else:
                    top.append(value)  # type: ignore[union-attr] # what is no dict here is a list
            elif event in ENDS:
                built.pop()
                if not built:
                    return True
                top = built[-1]
            else:
                top = _nested(top, key, event)
                built.append(top)
                if len(built) > MAX_DEPTH:
                    return self._give_up(events)
        self._key, self.depth = key, len(built)
        return False

    def _give_up(self, events: Iterator[Event]) -> bool:
        self._bound = "nested_too_deep"
        self.depth = len(self._built)
        return self._skip(events)

    def _skip(self, events: Iterator[Event]) -> bool:
        for event, _ in events:
            if event in STARTS:
                self.depth += 1
            elif event in ENDS:
                self.depth -= 1
                if not self.depth:
                    return True
        return False


def _nested(parent: Container, key: str, event: str) -> Container:
    child = STARTS[event]()
    if isinstance(parent, dict):
        parent[key] = child
    else:
        parent.append(child)
    return child


def damage_in(value: object) -> str | None:
    """Find damage that the guard marked, in a scalar or anywhere in a built value."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            waiting += (*found, *found.values())
        elif isinstance(found, list):
            waiting += found
        elif isinstance(found, str) and found.startswith(DAMAGE_MARK) and found[1:] in DAMAGE:
            return found[1:]
    return None
