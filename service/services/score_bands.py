"""Tells from which score a label is raised and from which it is unsure, where that is still known of a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.scorer import Scorer
from models.thresholds import unsure_from
from service.domain.items import ItemRecord

__all__ = ["Band", "bands_of"]


@dataclass(frozen=True, slots=True)
class Band:
    """Two scores, 0 to 1."""

    unsure_from: float
    raised_from: float


def bands_of(item: ItemRecord, scorer: Scorer) -> Mapping[str, Band]:
    """Return the band of each label for the score of an item; empty where another bundle than this one gave it."""
    if item.model_version != scorer.version:
        return {}
    return {label: Band(unsure_from(value), value) for label, value in scorer.thresholds.values.items()}
