"""What an evaluation has found: rows, what each detector says of them, and the figures made of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from labeling.corpus import CorpusRow
from training.holding_out import Held

__all__ = ["Measured"]


@dataclass(frozen=True, slots=True)
class Measured:
    """An evaluation, whole; a report is made of it."""

    rows: Sequence[CorpusRow]
    """What was scored, by detectors that have not seen their author batches."""
    detectors: Mapping[str, Held]
    """What each says of every row, by its name, in the order in which they are shown; the last is lont as served."""
    figures: Mapping[str, Any]
    """What is written as JSON."""
