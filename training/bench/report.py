"""What a measurement found, in one piece, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from training.bench.machine import Machine
from training.bench.pairs import Figure
from training.bench.plan import Plan
from training.bench.starts import Start

__all__ = ["PeerFacts", "Report"]


@dataclass(frozen=True, slots=True)
class PeerFacts:
    """What stood on the other side."""

    weights: str
    """``random`` or ``fine-tuned``."""
    parameters: int
    most_tokens: int
    """After which it cuts a text off, as the transformer tier does."""
    batch: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a measurement found."""

    plan: Plan
    bundle: str
    """Its version."""
    peer: PeerFacts
    figures: Sequence[Figure]
    starts: Sequence[Start]
    passed_on: float | None
    """Share of the messages without copies that the cascade handed on; ``None`` without a cascade."""
    remarks: Sequence[str]
    """What has to be known to read the figures."""
    machine: Machine

    def as_json(self) -> dict[str, Any]:
        """Return all of it as JSON has it."""
        mix = {
            "different_in_stream": self.plan.different,
            "stream": self.plan.stream,
            "sample_of_stream": self.plan.sample,
        }
        return asdict(self) | {"plan": asdict(self.plan) | mix}
