"""Small corpora for tests: a slice of the real one, a few batches of it, a few rows of each."""

from __future__ import annotations

from pathlib import Path

from labeling.corpus import CorpusRow, corpus_files, read_corpus

BATCHES = ("en_uk_london", "nl_groepschat", "nl_street_randstad", "sv_forort_stockholm")


def write_slice(folder: Path, rows_each: int = 60) -> Path:
    """Write the first rows of some batches to a folder, and return it."""
    for path in corpus_files():
        if path.stem in BATCHES:
            lines = path.read_text(encoding="utf-8").splitlines()
            step = max(1, len(lines) // rows_each)
            (folder / path.name).write_text("\n".join(lines[::step]) + "\n", encoding="utf-8")
    return folder


def read_slice(folder: Path) -> list[CorpusRow]:
    """Write and read a slice."""
    return read_corpus(write_slice(folder))
