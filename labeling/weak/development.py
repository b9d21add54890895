"""The batches that the labelling functions were written with; no figure is given for them."""

from __future__ import annotations

from collections.abc import Sequence

from labeling.corpus import CorpusRow

__all__ = ["DEVELOPMENT_BATCHES", "split_development"]

DEVELOPMENT_BATCHES = (
    "de_ruhr_berlin",
    "en_uk_london",
    "fr_banlieue",
    "nl_handel_hobby",
    "nl_straat_paren",
    "sv_forort_stockholm",
)
"""Author batches whose texts and labels were looked at. Add none later: their figures would flatter."""


def split_development(rows: Sequence[CorpusRow]) -> tuple[list[CorpusRow], list[CorpusRow]]:
    """Return the rows of the development batches, and all others."""
    development = [row for row in rows if row.author_batch in DEVELOPMENT_BATCHES]
    return development, [row for row in rows if row.author_batch not in DEVELOPMENT_BATCHES]
