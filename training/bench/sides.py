"""The sides that lont has: each tier of a bundle, one message a call or all in one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.bundle import open_bundle
from models.contract import Message
from models.scorer import Scorer
from training.bench.pairs import Side

__all__ = ["passed_on", "score_alone", "score_together", "tiers_of"]


def tiers_of(bundle: Path | None) -> tuple[str, ...]:
    """Return what a bundle can be asked for; the cascade is one of its own only where there are two tiers."""
    tiers = open_bundle(bundle).tiers
    return (*tiers, "cascade") if "transformer" in tiers else tiers


def score_alone(bundle: Path | None, tier: str, threads: int) -> Side:
    """Return a side that scores one message a call; with a scorer of its own, which remembers nothing of others'."""
    scorer = Scorer.load(bundle, threads=threads)

    def side(texts: Sequence[str]) -> int:
        return sum(len(scorer.score([Message(text)], explain=False, tier=tier)) for text in texts)

    return side


def score_together(bundle: Path | None, tier: str, threads: int) -> Side:
    """Return a side that scores all messages in one call; with a scorer of its own, as above."""
    scorer = Scorer.load(bundle, threads=threads)

    def side(texts: Sequence[str]) -> int:
        return len(scorer.score([Message(text) for text in texts], explain=False, tier=tier))

    return side


def passed_on(bundle: Path | None, texts: Sequence[str], threads: int) -> float:
    """Return the share of texts, 0 to 1, that the cascade hands on to the transformer tier."""
    scored = Scorer.load(bundle, threads=threads).score([Message(text) for text in texts], explain=False)
    return sum(one.tier == "transformer" for one in scored) / len(scored)
