"""What is measured, and how often; and the messages that this takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from training.bench.messages import COPIES_OF_EACH, Pool

__all__ = ["LEAST_MESSAGES", "LEAST_PAIRS", "Drawn", "Plan"]

LEAST_PAIRS = 5
LEAST_MESSAGES = 100
"""Fewer would not hold one hit in a hundred."""
_STREAM = 10
"""Length of the stream with copies, in messages of a round without."""
_WARM = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    messages: int = 700
    """Without copies, a side and pair."""
    pairs: int = 7
    threads: int = 1
    """Of both sides."""
    requests: int = 50
    """Messages a pair that are sent as requests of their own."""
    starts: int = 5
    """Fresh processes."""

    @classmethod
    def quick(cls) -> Plan:
        """Return what takes less than a minute."""
        return cls(messages=LEAST_MESSAGES, pairs=LEAST_PAIRS, requests=20, starts=2)

    @property
    def stream(self) -> int:
        """Length of the stream with copies, a pair."""
        return COPIES_OF_EACH * self.different

    @property
    def sample(self) -> int:
        """Messages of that stream that are scored by a peer without a cache, to which copies are like any other."""
        return max(1, self.messages // 2)

    @property
    def different(self) -> int:
        """Different texts in that stream."""
        return max(1, _STREAM * self.messages // COPIES_OF_EACH)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The messages of a whole measurement: no text is in two of these, or in two pairs."""

    warm: Sequence[str]
    """Scored before anything is measured."""
    rounds: Sequence[Sequence[str]]
    streams: Sequence[Sequence[str]]
    """With copies."""
    requests: Sequence[Sequence[str]]

    @classmethod
    def take(cls, plan: Plan, pool: Pool) -> Drawn:
        """Draw all of them.

        Raises
        ------
        TrainingError
            Where the pool does not hold so many.
        """
        pairs = range(plan.pairs)
        return cls(
            warm=pool.draw(_WARM),
            rounds=[pool.draw(plan.messages) for _ in pairs],
            streams=[pool.draw_copied(plan.different) for _ in pairs],
            requests=[pool.draw(plan.requests) for _ in pairs],
        )
