"""Walks through a JSON file as a stream and hands over only the values that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, Final, NamedTuple

import ijson

from service.importers.json_building import ENDS, STARTS, Event, GrowingValue, damage_in
from service.importers.json_guard import guarded

try:
    from ijson.backends import yajl2_c as backend
except ImportError:  # no compiled backend for this machine; slower, otherwise the same
    from ijson.backends import python as backend

__all__ = ["END", "JsonPiece", "Path", "json_pieces"]

Path = tuple[str, ...]
"""Where a value stands: keys from the top, ``*`` for each array."""
END: Final = object()
"""Value of a piece that tells that the object or array at its path has ended."""

_MAX_FILE_DEPTH = 1_000
_MAX_PATH = 6


class JsonPiece(NamedTuple):
    """Something that was met in the file."""

    path: Path
    value: Any
    """A built value, a scalar outside the built ones, or `END`."""
    fault: str | None
    """A key of `refusing.DAMAGE`; with path ``()`` and value `END` it is about the file, and the last piece."""


def json_pieces(chunks: Iterable[bytes], whole: frozenset[Path]) -> Iterator[JsonPiece]:
    """Hand over the values at the paths in ``whole``, the scalars elsewhere, and the ends of containers.

    Parameters
    ----------
    chunks
        The file in pieces, UTF-8 without a byte order mark.
    whole
        Paths of the values to build; at most 6 long, as are the paths of other pieces.
    """
    events = ijson.sendable_list()
    parser = backend.basic_parse_coro(events)
    try:
        yield from _walked(parser, events, chunks, _Walk(whole))
    finally:
        _parsed(parser.close)  # also where the reader stopped early; closing twice does nothing


def _walked(
    parser: Any,  # noqa: ANN401 (ijson ships no types)
    events: list[Event],
    chunks: Iterable[bytes],
    walk: _Walk,
) -> Iterator[JsonPiece]:
    for chunk, damaged in guarded(chunks):
        sound = _parsed(parser.send, chunk)
        yield from walk.pieces(events, len(chunk), damaged=damaged)
        events.clear()
        if not sound or walk.depth() > _MAX_FILE_DEPTH:
            yield JsonPiece((), END, "nested_too_deep" if sound else "json_syntax")
            return
    if not _parsed(parser.close):
        yield JsonPiece((), END, "file_truncated")


def _parsed(feed: Callable[..., None], *chunk: bytes) -> bool:
    """Feed or close the parser; ``False`` where the JSON breaks. What stood before is already in the events."""
    try:
        feed(*chunk)
    except (ijson.JSONError, ValueError, ArithmeticError):  # each backend of ijson raises its own
        return False
    return True


class _Walk:
    """Follows the events of the parser outside the built values."""

    def __init__(self, whole: frozenset[Path]) -> None:
        self._keys: list[str] = []
        self._value: GrowingValue | None = None
        self._whole = whole

    def depth(self) -> int:
        return len(self._keys) + (self._value.depth if self._value else 0)

    def pieces(self, events: Iterable[Event], size: int, *, damaged: bool) -> Iterator[JsonPiece]:
        """Take the events of one piece of the file, ``size`` bytes long."""
        stream = iter(events)
        if self._value is not None:
            self._value.account(size, damaged=damaged)
        while self._value is None or self._value.fill(stream):
            if self._value is not None:
                yield JsonPiece(tuple(self._keys), self._value.root, self._value.fault())
            self._value = yield from self._until_value(stream, damaged=damaged)
            if self._value is None:
                return

    def _until_value(
        self, stream: Iterator[Event], *, damaged: bool
    ) -> Generator[JsonPiece, None, GrowingValue | None]:
        for event, value in stream:
            if event == "map_key":
                self._keys[-1] = value
            elif event in STARTS:
                if len(self._keys) <= _MAX_PATH and tuple(self._keys) in self._whole:
                    return GrowingValue(event, damaged=damaged)
                self._keys.append("*")  # for an object the first key replaces it
            else:
                if event in ENDS:
                    self._keys.pop()
                if len(self._keys) <= _MAX_PATH:
                    scalar = END if event in ENDS else value
                    yield JsonPiece(tuple(self._keys), scalar, damage_in(value) if damaged else None)
        return None
