"""Keeps the latest values by key, a bounded number of them; safe to share by threads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Remembered"]

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """What was worked out last.

    Parameters
    ----------
    most
        Values that are kept; the one that was asked for longest ago goes first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values = OrderedDict[Key, Value]()
        self._lock = Lock()

    def get(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return what is known of some keys."""
        found = dict[Key, Value]()
        with self._lock:
            for key in keys:
                if (value := self._values.get(key)) is not None:
                    self._values.move_to_end(key)
                    found[key] = value
        return found

    def put(self, values: Mapping[Key, Value]) -> None:
        """Keep some values."""
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
