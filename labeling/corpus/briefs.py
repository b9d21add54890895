"""The briefs of the author batches: who writes, where, how and why, and in which round of writing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from labeling.corpus.lists import read_list
from labeling.corpus.reading import FOLDER

__all__ = ["FILE", "Brief", "read_briefs"]

FILE = "briefs.toml"
"""Name of the list, in the folder of the corpus."""

_Text = Annotated[str, Field(min_length=1)]


class Brief(BaseModel):
    """What one author batch was asked to be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    round: Annotated[int, Field(ge=1)]
    """Round of writing; round 1 is the corpus that lont started with."""
    who: _Text
    where: _Text
    how: _Text
    why: _Text


_BRIEFS = TypeAdapter(dict[str, Brief])


def read_briefs(folder: Path | None = None) -> dict[str, Brief] | None:
    """Return the briefs by batch, or ``None`` for a corpus that has none; no folder: the corpus of lont.

    Raises
    ------
    CorpusError
        Where the list cannot be read, or a brief has not what it needs.
    """
    return read_list((folder or FOLDER) / FILE, _BRIEFS, "Give each batch: round, who, where, how, why.")
