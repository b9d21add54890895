"""What rule extractors find in a message, for their tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from models.entities.contract import Extractor, Reading
from models.normalise import normalise

__all__ = ["SENT_AT", "assert_spans_lie_within", "reading", "said"]

SENT_AT = datetime(2026, 11, 20, 15, tzinfo=UTC)
"""A Friday, 16:00 in Amsterdam."""


def reading(
    text: str, lang: str | None = "nl", *, sent_at: datetime | None = None, labels: Iterable[str] = ()
) -> Reading:
    """Return a message as extractors read it."""
    return Reading(normalise(text), lang, sent_at, tuple(labels))


def said(extractor: Extractor, message: Reading) -> list[tuple[str, dict[str, Any]]]:
    """Return what an extractor finds: the original text and the value of each, in order."""
    found = sorted(extractor(message), key=lambda one: (one.start, one.end))
    spans = [message.text.to_original(one.start, one.end) for one in found]
    return [(message.text.original[start:end], dict(one.value)) for (start, end), one in zip(spans, found, strict=True)]


def assert_spans_lie_within(extractor: Extractor, message: Reading) -> None:
    """Check that each candidate is a part of the text."""
    for one in extractor(message):
        assert 0 <= one.start < one.end <= len(message.text.text)
        assert one.weight > 0
