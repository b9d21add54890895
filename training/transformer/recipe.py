"""Every choice that makes a transformer tier of what it is: one frozen object, stored in the bundle's manifest."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TransformerRecipe"]


@dataclass(frozen=True, slots=True)
class TransformerRecipe:
    """How the encoder is fine-tuned."""

    seed: int = 7
    epochs: int = 3
    rows_a_step: int = 32
    learning_rate: float = 1.5e-4
    """Of the topmost layer and the head, at its highest."""
    layer_decay: float = 0.9
    """Each layer below learns so much slower."""
    warm_up: float = 0.06
    """Share of the steps in which the learning rate rises."""
    weight_decay: float = 0.01
    dropout: float = 0.1
    """Before the head."""
    disguised: float = 0.35
    """Share of the rows of an epoch that are read in disguised spelling."""
    crowded: float = 0.22
    """Share of the rows without a context that get unrelated messages around."""
    most_neighbours: int = 3
    """Of such unrelated messages."""
    offers_around: float = 0.4
    """Share of offers among them."""
    masked: float = 0.06
    """Share of the tokens of a message that are hidden, so that no single word decides."""
    smoothing: float = 0.02
    """Labels are learned as this much less sure than 0 and 1."""
    layers: int = 12
    """Layers of the encoder that are kept, from the bottom."""
    bfloat16: bool = False
    """Whether matrices are multiplied in 16 bits; twice as fast on processors that have it, slower on others."""
