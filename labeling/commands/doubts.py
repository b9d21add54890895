"""Shows what a person should look at in a corpus: labels that a model would give otherwise, and what style tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.wording import printable

if TYPE_CHECKING:
    from labeling.checks.placed import Placed
    from labeling.quality import BatchStyle, Suspect

__all__ = ["FEWEST", "look_for_suspects", "styles_table", "suspects_table", "write_suspects"]

FEWEST = 50
"""Rows from which a model can be trained that doubts labels."""
_FOLDS = 10


def look_for_suspects(rows: Sequence[CorpusRow]) -> list[Suspect] | None:
    """Return suspect labels, or ``None`` where a model cannot judge: few rows, or all of one batch."""
    import numpy as np

    from labeling.plain_model import plain_features, plain_out_of_fold
    from labeling.quality import find_suspects
    from labeling.splits import grouped_folds

    batches = np.array([row.author_batch for row in rows])
    if len(rows) < FEWEST or len(set(batches.tolist())) == 1:
        return None
    try:
        features = plain_features(rows, context=True)
    except ValueError:  # no word or piece of a word stands in several rows
        return None
    labels = np.array([row.labels for row in rows])
    return find_suspects(rows, plain_out_of_fold(features, labels, grouped_folds(batches, _FOLDS)))


def suspects_table(
    suspects: Sequence[Suspect], rows: Sequence[Placed], families: Mapping[str, str], most: int
) -> Table:
    """Return the most doubtful labels with the lines of their rows; the batch stands in the id.

    Parameters
    ----------
    suspects
        The most doubtful first.
    rows
        The rows that were looked at.
    families
        Family of each kind; a kind without one stands for itself.
    most
        How many to show.
    """
    table = Table(
        box=SIMPLE_HEAD, pad_edge=False, title=f"Suspect labels: {len(suspects):,}, most of a hard corpus right"
    )
    for name in ("row", "line", "family", "label", "given", "model"):
        table.add_column(name, overflow="fold", no_wrap=name in ("row", "line", "label"))
    for suspect in suspects[:most]:
        placed = rows[suspect.at]
        family = families.get(placed.row.kind, placed.row.kind)
        known = (placed.row.id, str(placed.line), family, suspect.label, str(suspect.given))
        table.add_row(*(Text(printable(cell)) for cell in known), f"{suspect.score:.3f}")
    return table


def write_suspects(suspects: Sequence[Suspect], file: Path) -> None:
    """Write the ids of all suspects to a file, one a line, the most doubtful first.

    Raises
    ------
    CorpusError
        Where the file cannot be written.
    """
    ids = dict.fromkeys(suspect.id for suspect in suspects)
    try:
        file.write_text("".join(f"{each}\n" for each in ids), encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"{file} cannot be written ({error.strerror}).", "Name another file.") from error


def styles_table(styles: Sequence[BatchStyle], most: int) -> Table:
    """Return the batches whose style tells most; blank is what has no comparison."""
    table = Table(title="What style alone tells")
    for name in ("batch", "rows", "recognised", "by chance", "labels told (AUC)"):
        table.add_column(name, overflow="fold")
    for style in styles[:most]:
        figures = (style.recognised, style.by_chance, style.labels_told)
        shown = ("" if figure is None else f"{figure:.2f}" for figure in figures)
        table.add_row(Text(printable(style.batch)), f"{style.rows:,}", *shown)
    return table
