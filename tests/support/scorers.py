"""Scorers that misbehave in one stated way, around the real one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.contract import Prepared, ScoredMessage
from models.scorer import Scorer


class PoisonedScorer:
    """The real scorer, except that a batch with the word `gif` in it fails, and that it counts what it scores."""

    def __init__(self, bundle: Path | None = None) -> None:
        self._scorer = Scorer.load(bundle)
        self.version = self._scorer.version
        self.prepare = self._scorer.prepare
        self.stands_out = self._scorer.stands_out
        self.rules_out = self._scorer.rules_out
        self.reads_context = self._scorer.reads_context
        self.asked: list[str] = []

    def score_prepared(
        self, prepared: Sequence[Prepared], *, known: Sequence[tuple[float, float] | None] | None = None
    ) -> list[ScoredMessage]:
        if any("gif" in message.normalised.text.split() for message in prepared):
            raise ArithmeticError("this text breaks the model")
        fresh = known or [None] * len(prepared)
        self.asked += [message.normalised.text for message, score in zip(prepared, fresh, strict=True) if score is None]
        return self._scorer.score_prepared(prepared, known=known)
