"""Reads the files beside a corpus, its lists in TOML and its card, and tells file and line where that fails."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from labeling.corpus.reasons import reason_of
from labeling.errors import CorpusError

__all__ = ["read_list", "read_utf8"]

T = TypeVar("T")


def read_utf8(path: Path, remedy: str) -> str:
    """Return the text of a file, without the byte order mark that it may begin with.

    Parameters
    ----------
    path
        The file.
    remedy
        What to do where it cannot be read.

    Raises
    ------
    CorpusError
        Where it is a folder, may not be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}).", remedy) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CorpusError(f"{path.name}, line {line}: not UTF-8.", f"Save it as UTF-8. {remedy}") from error


def read_list(path: Path, form: TypeAdapter[T], remedy: str) -> T | None:
    """Return a list in TOML, or ``None`` where there is none.

    Parameters
    ----------
    path
        The file.
    form
        What it holds.
    remedy
        What belongs into it.

    Raises
    ------
    CorpusError
        Where it cannot be read, is no TOML (the line is told), or has another form (the entry is told).
    """
    if not path.exists():
        return None
    try:
        return form.validate_python(tomllib.loads(read_utf8(path, remedy)))
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{path.name} is no TOML: {error}.", remedy) from error
    except ValidationError as error:
        raise CorpusError(f"{path.name}: {reason_of(error)}.", remedy) from error
