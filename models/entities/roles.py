"""Tells the writer's role in the crime script: what a client asks for, a broker passes on, a seller offers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from models.contract import LABELS, Prepared
from models.errors import TierFileError, TierMismatchError
from models.linear.tier import LinearTier
from models.linear.weights import LinearWeights

__all__ = ["FOLDER", "ROLES", "ROLES_OF_LABEL", "RoleReader", "roles_of"]

FOLDER = "roles"
"""The folder in a bundle."""
ROLES: tuple[str, ...] = ("client", "broker", "recruiter", "executor", "seller", "buyer")
"""Every role, in the order of the columns."""
ROLES_OF_LABEL: Mapping[str, tuple[str, ...]] = {
    "recruitment": ("client", "broker", "recruiter", "executor"),
    "f4_sale": ("seller", "buyer", "broker"),
}
"""The roles that a label leaves open."""

_SETTINGS, _WEIGHTS = "settings.json", "weights.safetensors"
_AGAIN = "Copy the whole bundle again from where it was trained, or train it anew with `lont train entities`."


def roles_of(labels: Sequence[str]) -> NDArray[np.bool_]:
    """Return for each of `ROLES` whether the raised labels leave it open."""
    return np.array([any(role in ROLES_OF_LABEL[label] for label in labels) for role in ROLES])


class RoleReader:
    """A multinomial logistic regression on the features of a linear tier; stateless, and safe to share by threads.

    Parameters
    ----------
    tier
        The linear tier of the same bundle, whose features and weighing it reads.
    coefficients
        Shape (columns of the tier, roles).
    intercept
        Shape (roles,).
    """

    def __init__(self, tier: LinearTier, coefficients: NDArray[np.float64], intercept: NDArray[np.float64]) -> None:
        self._vectoriser = tier.vectoriser
        self.weights = LinearWeights(tier.weights.weighing, coefficients, intercept)

    def read(self, messages: Sequence[Prepared], labels: Sequence[Sequence[str]]) -> list[str | None]:
        """Return the likeliest role of each message among those that its raised labels leave open.

        Parameters
        ----------
        messages
            Any number.
        labels
            The raised labels of each; without any the role is ``None``.
        """
        if not messages:
            return []
        logits = self.weights.logits_of_cells(self._vectoriser.cells(messages))
        return [_likeliest(row, of) if of else None for row, of in zip(logits, labels, strict=True)]

    def save(self, folder: Path) -> None:
        """Write the weights, each number in 16 bits, and the names of their columns."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SETTINGS).write_text(json.dumps({"roles": ROLES, "labels": LABELS}) + "\n", encoding="utf-8")
        tensors: dict[str, NDArray[Any]] = {
            "coefficients": np.ascontiguousarray(self.weights.coefficients, np.float16),
            "intercept": self.weights.intercept.astype(np.float64),
        }
        save_file(tensors, folder / _WEIGHTS)

    @classmethod
    def load(cls, folder: Path, tier: LinearTier) -> RoleReader:
        """Read it back.

        Raises
        ------
        TierFileError
            Where a file is missing or broken.
        TierMismatchError
            Where the weights are not for these roles, or not for this linear tier.
        """
        try:
            roles = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))["roles"]
            tensors = load_file(folder / _WEIGHTS)
            coefficients, intercept = tensors["coefficients"], tensors["intercept"]
        except (OSError, ValueError, KeyError, TypeError, SafetensorError):
            raise TierFileError(f"A file of {FOLDER}/ is missing or broken.", _AGAIN) from None
        if roles != list(ROLES) or coefficients.shape != (tier.vectoriser.width, len(ROLES)):
            raise TierMismatchError(f"{FOLDER}/ is not for the linear tier of this bundle.", _AGAIN)
        return cls(tier, coefficients.astype(np.float64), intercept)


def _likeliest(logits: NDArray[np.float64], labels: Sequence[str]) -> str:
    return ROLES[int(np.argmax(np.where(roles_of(labels), logits, -np.inf)))]
