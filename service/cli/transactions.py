"""One transaction for a command that changes something and is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.factory import Factory

__all__ = ["writing"]


@contextmanager
def writing() -> Iterator[Factory]:
    """Open what the settings name, give one transaction that writes, and close everything again."""
    from service.factory import ProcessContext
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    try:
        with context.writing() as factory:
            yield factory
    finally:
        context.close()
