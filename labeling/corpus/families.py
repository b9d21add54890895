"""The families of kinds: thousands of short tags that say what a message is, put together to be counted by."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from labeling.corpus.reading import FOLDER
from labeling.errors import CorpusError

__all__ = ["FILE", "read_families"]

FILE = "kinds.toml"
"""Name of the list, in the folder of the corpus."""

_FAMILIES = TypeAdapter(dict[str, list[str]])


def read_families(folder: Path | None = None) -> dict[str, str] | None:
    """Return the family of each kind, or ``None`` for a corpus without families; no folder: the corpus of lont.

    Raises
    ------
    CorpusError
        Where the list cannot be read, or has a kind in two families.
    """
    path = (folder or FOLDER) / FILE
    if not path.exists():
        return None
    try:
        families = _FAMILIES.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
        raise CorpusError(f"{FILE} is no list of families.", 'Give each family as `name = ["kind", ...]`.') from error
    twice = [
        kind for kind, count in Counter(kind for kinds in families.values() for kind in kinds).items() if count > 1
    ]
    if twice:
        raise CorpusError(f"{FILE} has a kind in two families: {twice[0]}.", "Leave it in one of them.")
    return {kind: family for family, kinds in families.items() for kind in kinds}
