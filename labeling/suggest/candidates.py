"""What a strategy knows of the messages that it may pick: scores, languages, and how far they are from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD

from models.contract import LABELS

__all__ = ["NEITHER", "Candidates", "likeness", "places"]

NEITHER = "neither"
_DIMENSIONS = 64
_ROWS_AT_ONCE = 4_096

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Candidates:
    """Messages that may be picked, and what is known of them."""

    texts: Sequence[str]
    """Normalised."""
    languages: Sequence[str]
    places: Floats
    """Shape (messages, dimensions), as `places` gives them."""
    likeness: Floats
    """Shape (messages,): how like the nearest labelled row each is, at most 1."""
    scores: Floats
    """Shape (messages, labels): what is uncertain and what is predicted."""
    thresholds: Floats
    """Shape (labels,): from which of these scores a label is raised."""
    tiers: dict[str, Floats]
    """Scores by the tiers that may disagree, shape (messages, labels) each."""

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def predicted(self) -> list[str]:
        """What is raised for each message, such as ``f4_sale`` or ``recruitment+f4_sale``."""
        raised = self.scores >= self.thresholds
        names = {
            pair: "+".join(label for label, on in zip(LABELS, pair, strict=True) if on) or NEITHER
            for pair in ((False, False), (False, True), (True, False), (True, True))
        }
        return [names[bool(recruitment), bool(f4_sale)] for recruitment, f4_sale in raised]


def places(features: csr_matrix, seed: int) -> Floats:
    """Place messages on a sphere of few dimensions (TF-IDF, then SVD), where those of like words lie near.

    Parameters
    ----------
    features
        Shape (messages, features).
    seed
        Seed of the decomposition.

    Returns
    -------
    ndarray
        Shape (messages, dimensions); rows have length 1, or 0 where a message has no feature.
    """
    dimensions = min(_DIMENSIONS, features.shape[1] - 1, features.shape[0] - 1)
    placed = TruncatedSVD(dimensions, n_iter=3, random_state=seed).fit_transform(features)
    length = np.linalg.norm(placed, axis=1, keepdims=True)
    return np.asarray(placed / np.where(length > 0, length, 1))


def likeness(of: Floats, to: Floats) -> Floats:
    """Return for each place the cosine to the nearest of others, shape (places,); -1 where there are no others."""
    if not len(to):
        return np.full(len(of), -1.0)
    blocks = [(of[at : at + _ROWS_AT_ONCE] @ to.T).max(axis=1) for at in range(0, len(of), _ROWS_AT_ONCE)]
    return np.concatenate(blocks) if blocks else np.zeros(0)
