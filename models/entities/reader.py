"""Reads entities out of messages, with places in the original text; the pipeline is built when it is first needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from models.entities.contract import Entity, Found, Reading
from models.entities.storage import EntitySettings, load_weights, read_settings

if TYPE_CHECKING:
    from models.entities.library import Language

__all__ = ["EntityReader"]

_BATCH = 64


class EntityReader:
    """Reads entities; safe to share by threads, which wait for each other.

    Parameters
    ----------
    folder
        ``entities/`` of a bundle; ``None`` reads by rules alone.

    Raises
    ------
    TierFileError, TierMismatchError
        Where the folder's settings cannot be used; its weights are looked at when they are first needed.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._settings = EntitySettings({}, {}) if folder is None else read_settings(folder)
        self._nlp: Language | None = None
        self._lock = Lock()

    def read(self, readings: Sequence[Reading]) -> list[tuple[Entity, ...]]:
        """Return for each message what it says, in the order of its text.

        Parameters
        ----------
        readings
            Any number, of any length.

        Raises
        ------
        TierFileError, TierMismatchError
            The first time, where the weights cannot be used.
        """
        if not readings:
            return []
        read = list[tuple[Entity, ...]]()
        with self._lock:
            nlp = self._pipeline()
            for start in range(0, len(readings), _BATCH):
                read += self._read(nlp, readings[start : start + _BATCH])
        return read

    @staticmethod
    def _read(nlp: Language, readings: Sequence[Reading]) -> list[tuple[Entity, ...]]:
        from models.entities.pipeline import find  # noqa: PLC0415  # imports spaCy

        # Words that are new to spaCy are forgotten after the batch; else a process that runs for weeks would keep all.
        with nlp.memory_zone():
            found = find(nlp, readings)
        return [
            tuple(_entity(reading, one) for one in of_message)
            for reading, of_message in zip(readings, found, strict=True)
        ]

    def _pipeline(self) -> Language:
        if self._nlp is None:
            from models.entities.pipeline import build_pipeline  # noqa: PLC0415  # imports spaCy

            nlp = build_pipeline(self._settings.ways, with_recogniser=self._folder is not None)
            if self._folder is not None:
                load_weights(self._folder, nlp.get_pipe("ner").model)  # type: ignore[attr-defined]  # no types there
            self._nlp = nlp
        return self._nlp


def _entity(reading: Reading, found: Found) -> Entity:
    start, end = reading.text.to_original(found.start, found.end)
    return Entity(found.type, start, end, reading.text.original[start:end], found.value)
