"""Author batches that nothing is trained or tuned on, so that `lont evaluate` has authors whom no bundle has seen."""

from __future__ import annotations

from pathlib import Path

from labeling.corpus import CorpusRow, read_corpus

__all__ = ["FOLDER", "read_held_back"]

FOLDER = Path(__file__).parent
"""The batches that come with lont."""


def read_held_back(folder: Path | None = None) -> list[CorpusRow]:
    """Return all rows that are held back, in the form of the corpus, file by file in the order of their names.

    Parameters
    ----------
    folder
        ``None`` reads the batches that come with lont.

    Raises
    ------
    CorpusError
        At the first line that is no row, and where there is no file.
    """
    return read_corpus(folder or FOLDER)
