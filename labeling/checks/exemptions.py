"""Texts that may be alike across batches, such as two quotations of one advert; each exemption says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from labeling.checks.alike import Alike
from labeling.checks.placed import Fault
from labeling.corpus.lists import read_list

__all__ = ["FILE", "Exemption", "read_exemptions", "split_exempted"]

FILE = "exemptions.toml"
"""Name of the list, in the folder of the corpus; a corpus without one has no exemptions."""


class Exemption(BaseModel):
    """Rows that may be alike, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: Annotated[frozenset[str], Field(min_length=2)]
    reason: Annotated[str, Field(min_length=1)]


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid")

    exemption: list[Exemption] = []


_LIST = TypeAdapter(_List)


def read_exemptions(folder: Path) -> list[Exemption]:
    """Return the exemptions of a corpus.

    Raises
    ------
    CorpusError
        Where the list cannot be read.
    """
    found = read_list(folder / FILE, _LIST, "Give each `[[exemption]]` rows and a reason.")
    return found.exemption if found else []


def split_exempted(found: Iterable[Alike], exemptions: Sequence[Exemption]) -> tuple[list[Alike], list[Fault]]:
    """Take out what is exempted; return the rest, and a fault for each exemption that exempts nothing any more."""
    rest, used = list[Alike](), set[Exemption]()
    for alike in found:
        both = {alike.first.row.id, alike.second.row.id}
        matching = [exemption for exemption in exemptions if both <= exemption.rows]
        used.update(matching)
        if not matching:
            rest.append(alike)
    idle = [exemption for exemption in exemptions if exemption not in used]
    return rest, [Fault(FILE, 0, f"exempts nothing: {', '.join(sorted(exemption.rows))}") for exemption in idle]
