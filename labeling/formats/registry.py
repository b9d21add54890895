"""Every format by its name: how it is written and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from labeling.corpus import CorpusRow
from labeling.formats.doccano import read_doccano, write_doccano
from labeling.formats.label_studio import write_predicted_tasks, write_tasks
from labeling.formats.label_studio_reading import read_tasks
from labeling.formats.names import FormatName
from labeling.formats.predicting import Prediction
from labeling.formats.rows import Found
from labeling.formats.spreadsheet import read_table, write_table

__all__ = ["FORMATS", "Format"]


class Write(Protocol):
    """Writes rows to a path and returns the files; ``labelled`` tells whether with their labels and spans."""

    def __call__(self, rows: Sequence[CorpusRow], path: Path, *, labelled: bool = True) -> list[Path]:
        """Write."""
        ...


class WritePredicted(Protocol):
    """Writes as `Write`, with what the model says of each row."""

    def __call__(
        self, rows: Sequence[CorpusRow], path: Path, predictions: Sequence[Prediction], *, labelled: bool = True
    ) -> list[Path]:
        """Write."""
        ...


class Format(NamedTuple):
    """One format."""

    write: Write
    read: Callable[[Path, str | None], Iterator[Found]]
    """Takes a file and the batch of records that lack fields, yields rows and why something is none."""
    write_predicted: WritePredicted | None = None
    """``None`` where the format has no place for predictions."""
    beside: str | None = None
    """Suffix of a second file that `write` puts beside the first."""


FORMATS: Mapping[FormatName, Format] = {
    FormatName.LABEL_STUDIO: Format(write_tasks, read_tasks, write_predicted_tasks, ".xml"),
    FormatName.DOCCANO: Format(write_doccano, read_doccano),
    FormatName.CSV: Format(write_table, read_table),
}
"""Name to format."""
