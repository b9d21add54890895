"""The families of kinds: thousands of short tags that say what a message is, put together to be counted by."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from labeling.corpus.lists import read_list
from labeling.corpus.reading import FOLDER
from labeling.errors import CorpusError
from labeling.wording import printable

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
    families = read_list((folder or FOLDER) / FILE, _FAMILIES, 'Give each family as `name = ["kind", ...]`.')
    if families is None:
        return None
    found = dict[str, str]()
    for family, kinds in families.items():
        for kind in kinds:
            if kind in found:
                both = f"{found[kind]} and {family}" if found[kind] != family else f"{family}, twice"
                raise CorpusError(printable(f"{FILE}: kind {kind} is in {both}."), "Leave it in one of them, once.")
            found[kind] = family
    return found
