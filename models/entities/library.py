"""The one place that imports spaCy: it comes late, since it is slow, and without torch, which it takes where it can.

thinc, on which spaCy stands, imports torch and other large libraries wherever they are installed. Nothing here uses
them; they would cost seconds and some hundred megabytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from threading import get_ident
from types import ModuleType

__all__ = ["Adam", "Doc", "Example", "Language", "Span", "blank"]

_LEFT_OUT = frozenset({"torch", "tensorflow", "mxnet", "cupy"})


class _LeftOut(MetaPathFinder):
    """Says to one thread that a library is not there."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname in _LEFT_OUT and get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is left out here", name=fullname)
        return None


@contextmanager
def _left_out() -> Iterator[None]:
    finder = _LeftOut()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


with _left_out():
    from spacy import blank
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example
    from thinc.optimizers import Adam
