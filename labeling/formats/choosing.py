"""Chooses rows that go out to be labelled: those of a list of ids, a random sample, and rows without their labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.formats.defaults import UNLABELLED
from labeling.wording import number_of

__all__ = ["drawn", "of_ids", "unmarked"]


def of_ids(rows: Sequence[CorpusRow], path: Path) -> list[CorpusRow]:
    """Return the rows whose ids stand in a file, one a line, in the order of the corpus.

    Raises
    ------
    CorpusError
        Where the file cannot be read, or no row has one of the ids; the message names the line and not the id.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({type(error).__name__}).", "Name a text file of ids.") from error
    wanted, known = {line.strip() for line in lines} - {""}, {row.id for row in rows}
    unknown = [number for number, line in enumerate(lines, 1) if line.strip() and line.strip() not in known]
    if unknown:
        others = f"; the same holds for {number_of(len(unknown) - 1, 'other line')}" if len(unknown) > 1 else ""
        detail = f"{path.name}, line {unknown[0]}: none of the rows has this id{others}."
        raise CorpusError(detail, "Give one id of the corpus a line.")
    if not wanted:
        raise CorpusError(f"{path} holds no id.", "Give one id a line.")
    return [row for row in rows if row.id in wanted]


def drawn(rows: Sequence[CorpusRow], count: int | None, seed: int) -> list[CorpusRow]:
    """Return so many rows, or all, in a random order that tells nothing of them."""
    order = np.random.default_rng(seed).permutation(len(rows))[:count]
    return [rows[at] for at in order]


def unmarked(rows: Sequence[CorpusRow]) -> list[CorpusRow]:
    """Return rows without what tells of their labels beside the labels: kind, pair and spans."""
    return [row.model_copy(update={"kind": UNLABELLED, "pair": None, "spans": None}) for row in rows]
