"""The priority of a text that is read by rules alone, for tests of the rule."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from models.contract import LABELS
from models.entities.contract import Entity, Reading
from models.entities.reader import EntityReader
from models.language import detect_language
from models.normalise import normalise
from models.priority import Verdict, prioritise
from models.thresholds import Thresholds, unsure_from

__all__ = ["BAND", "THRESHOLDS", "entities_of", "labels_of", "verdict"]

THRESHOLDS = {"recruitment": 0.4, "f4_sale": 0.4}
BAND = unsure_from(THRESHOLDS["recruitment"])
_READER = EntityReader()
_THRESHOLDS = Thresholds(THRESHOLDS, "a test")


def labels_of(recruitment: float, f4_sale: float) -> tuple[str, ...]:
    """Return the labels that scores raise."""
    return _THRESHOLDS.raised(dict(zip(LABELS, (recruitment, f4_sale), strict=True)))


def entities_of(
    text: str, recruitment: float = 0.0, f4_sale: float = 0.0, sent_at: datetime | None = None
) -> tuple[Entity, ...]:
    """Return what is read of a text with these scores."""
    near = _THRESHOLDS.near({"recruitment": recruitment, "f4_sale": f4_sale})
    return _read(text, sent_at, labels_of(recruitment, f4_sale), near)


@cache
def _read(text: str, sent_at: datetime | None, labels: tuple[str, ...], near: tuple[str, ...]) -> tuple[Entity, ...]:
    normalised = normalise(text)
    reading = Reading(normalised, detect_language(normalised.text), sent_at, labels, near)
    return _READER.read([reading])[0]


def verdict(
    text: str,
    recruitment: float = 0.0,
    f4_sale: float = 0.0,
    *,
    sent_at: datetime | None = None,
    is_past: bool = False,
) -> Verdict:
    """Return the priority of a text with these scores."""
    return prioritise(
        normalise(text).text,
        {"recruitment": recruitment, "f4_sale": f4_sale},
        labels_of(recruitment, f4_sale),
        THRESHOLDS,
        entities=entities_of(text, recruitment, f4_sale, sent_at),
        sent_at=sent_at,
        is_past=is_past,
    )
