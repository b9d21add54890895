"""The files of the linear tier in a bundle: vocabulary, concepts and settings as JSON, weights as safetensors.

Nothing in the folder is code. What the reader needs to know of the blocks' order stands in ``settings.json``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from models.calibration import Calibration
from models.linear.lexicon import Lexicon
from models.linear.sieve import Sieve
from models.linear.tier import LinearTier
from models.linear.vectoriser import Vectoriser
from models.linear.weights import LinearWeights, Weighing

__all__ = ["load_tier", "save_tier"]

_VOCABULARY, _CONCEPTS, _SETTINGS, _WEIGHTS = "vocabulary.json", "concepts.json", "settings.json", "weights.safetensors"


def save_tier(tier: LinearTier, concepts: dict[str, list[str]], folder: Path) -> None:
    """Write the files of a tier; equal tiers give equal bytes.

    Parameters
    ----------
    tier
        What was trained; its calibration is stored by the bundle.
    concepts
        The patterns of its lexicon.
    folder
        Made if it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vectoriser, weights = tier.vectoriser, tier.weights
    _write(folder / _VOCABULARY, {"terms": list(vectoriser.terms), "grams": list(vectoriser.grams)})
    _write(folder / _CONCEPTS, concepts)
    _write(
        folder / _SETTINGS,
        {"context_reach": vectoriser.context_reach, "scales": weights.weighing.scales},
    )
    tensors: dict[str, NDArray[Any]] = {
        "frequency": weights.weighing.frequency.astype(np.float32),
        "coefficients": np.ascontiguousarray(weights.coefficients, np.float32),
        "intercept": weights.intercept.astype(np.float64),
    }
    if tier.sieve is not None:
        tensors["sieve_coefficients"] = tier.sieve.coefficients.astype(np.float32)
        tensors["sieve_intercept"] = np.array([tier.sieve.intercept], np.float64)
    save_file(tensors, folder / _WEIGHTS)


def load_tier(folder: Path, calibration: Calibration) -> LinearTier:
    """Read a tier back; the bundle has checked the files."""
    vocabulary, concepts, settings = (_read(folder / name) for name in (_VOCABULARY, _CONCEPTS, _SETTINGS))
    vectoriser = Vectoriser(
        vocabulary["terms"],
        vocabulary["grams"],
        Lexicon(concepts),
        context_reach=settings["context_reach"],
    )
    tensors = load_file(folder / _WEIGHTS)
    weighing = Weighing(tensors["frequency"].astype(np.float64), vectoriser.blocks, settings["scales"])
    weights = LinearWeights(weighing, tensors["coefficients"].astype(np.float64), tensors["intercept"])
    return LinearTier(vectoriser, weights, calibration, _sieve(tensors))


def _sieve(tensors: dict[str, NDArray[Any]]) -> Sieve | None:
    if "sieve_coefficients" not in tensors:
        return None
    return Sieve(tensors["sieve_coefficients"].astype(np.float64), float(tensors["sieve_intercept"][0]))


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
