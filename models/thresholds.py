"""Thresholds: from which score a label is raised, chosen on data for a stated target."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.contract import LABELS

__all__ = ["Thresholds"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One threshold per label."""

    values: Mapping[str, float]
    """Label to the least score that raises it, 0 to 1."""
    target: str
    """What the thresholds were chosen for and on, in one sentence."""

    def raised(self, scores: Mapping[str, float]) -> tuple[str, ...]:
        """Return the labels whose score is at or above their threshold, in the order of `LABELS`."""
        return tuple(label for label in LABELS if scores[label] >= self.values[label])

    def save(self, path: Path) -> None:
        """Write as JSON."""
        content = {"target": self.target, "values": dict(self.values)}
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Thresholds:
        """Read from JSON; the bundle has checked the file."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls({label: float(content["values"][label]) for label in LABELS}, content["target"])
