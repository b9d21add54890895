"""Every choice that makes a bundle of what it is: one frozen object, stored in the bundle's manifest."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Recipe"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the linear tier is trained. The defaults are what did best on unseen authors."""

    seed: int = 7
    inverse_penalty: float = 20.0
    """``C`` of the logistic regression."""
    context_reach: float = 14.0
    """Words of a message at which its context weighs a half."""
    scales: dict[str, float] = field(
        default_factory=lambda: {
            "words": 1.0,
            "characters": 1.0,
            "concepts": 0.3,
            "pairs": 0.3,
            "around": 0.4,
            "across": 0.4,
        }
    )
    """Length of each block of a row; 0 leaves a block out."""
    fewest_rows: dict[str, int] = field(
        default_factory=lambda: {
            "words": 2,
            "characters": 2,
            "concepts": 3,
            "pairs": 3,
            "around": 3,
            "across": 3,
        }
    )
    """Rows in which a column occurs for it to be used."""
    disguised_copies: int = 1
    """Copies of each row in disguised spelling."""
    crowded_copies: int = 1
    """Copies of each row without a context, with unrelated messages around."""
    copy_weight: float = 0.5
    """Weight of such a copy, against 1 for the row."""
    sieve_share: float = 1.5
    """How much the log-odds of the sieve count beside those of a label."""
    sieve_inverse_penalty: float = 1.0
    """``C`` of its logistic regression."""
    sieve_counterparts: float = 0.1
    """Weight for the sieve of rows without a label, against 1 for the others: many are there to be mistaken."""
    sieve_ordinary: float = 1.0
    """Weight for the sieve of an ordinary line, alone or in talk."""
    inner_folds: int = 3
    """Folds, whole batches each, for calibration and thresholds."""
