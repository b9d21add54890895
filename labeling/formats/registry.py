"""Every format by its name: how it is written and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from labeling.corpus import CorpusRow
from labeling.formats.doccano import read_doccano, write_doccano
from labeling.formats.label_studio import write_predicted_tasks, write_tasks
from labeling.formats.label_studio_reading import read_tasks
from labeling.formats.names import FormatName
from labeling.formats.predicting import Prediction
from labeling.formats.rows import Found
from labeling.formats.spreadsheet import read_table, write_table

__all__ = ["FORMATS", "Format"]


class Format(NamedTuple):
    """One format."""

    write: Callable[[Sequence[CorpusRow], Path], list[Path]]
    """Takes rows and a path, returns the files that it wrote."""
    read: Callable[[Path], Iterator[Found]]
    """Takes a file, yields rows and why something is none."""
    write_predicted: Callable[[Sequence[CorpusRow], Path, Sequence[Prediction]], list[Path]] | None = None
    """As `write`, with what the model says of each row; ``None`` where the format has no place for it."""


FORMATS: Mapping[FormatName, Format] = {
    FormatName.LABEL_STUDIO: Format(write_tasks, read_tasks, write_predicted_tasks),
    FormatName.DOCCANO: Format(write_doccano, read_doccano),
    FormatName.CSV: Format(write_table, read_table),
}
"""Name to format."""
