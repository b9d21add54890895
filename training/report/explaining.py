"""Shows whether explanations point at what counts: what a score loses without their words, and without others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.report.parts import Row, Section, Table
from training.report.wording import interval, ratio

__all__ = ["explanations"]

_LEAD = (
    "What the log-odds of a label lose when the marked words are taken out, and when as many other words of about "
    "their length are. An explanation that points at what counts loses far more by the first."
)
_HEADS = ("tier", "label", "n", "marked words", "other words", "difference", "95%", "share not below chance")


def explanations(by_tier: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Section:
    """Return one table with the figures of `training.faithfulness`, by tier and label."""
    rows = [Row((tier, label, *_drops(found))) for tier, labels in by_tier.items() for label, found in labels.items()]
    table = Table("Mean loss of log-odds without some words", _HEADS, rows, names=2)
    return Section("explanations", "Do explanations tell the truth?", _LEAD, tables=[table] if rows else [])


def _drops(found: Mapping[str, Any]) -> list[str]:
    return [
        f"{found['n']:,}",
        *(ratio(found.get(name)) for name in ("drop_marked", "drop_random", "difference")),
        interval(found.get("difference_low"), found.get("difference_high")),
        ratio(found.get("share")),
    ]
