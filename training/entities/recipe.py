"""Every choice of the training of entities and roles: one frozen object, stored in the bundle's manifest."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EntityRecipe"]


@dataclass(frozen=True, slots=True)
class EntityRecipe:
    """How the recogniser and the role reader are trained."""

    seed: int = 7
    folds: int = 3
    """Parts of whole author batches that are left out in turn, to measure and to choose who tells which type."""
    epochs: int = 12
    """How often the recogniser reads each text."""
    learning_rate: float = 0.002
    dropout: float = 0.25
    rows_a_step: int = 16
    without_capitals: float = 0.4
    """Share of the texts that it reads in small letters: many write so."""
    role_inverse_penalty: float = 10.0
    """``C`` of the role reader's logistic regression."""
