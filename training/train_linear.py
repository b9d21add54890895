"""Trains the linear tier on the whole corpus and writes the bundle; equal corpus and seed give equal weights."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score

from labeling.corpus import corpus_files, read_corpus
from models.bundle import Bundle, seal_bundle
from models.contract import LABELS
from models.linear.storage import save_tier
from models.linear.tier import LinearTier
from training.card import write_card
from training.concepts import CONCEPTS
from training.dataset import Dataset, build_dataset
from training.fitting import Fit, fit
from training.provenance import code_commit
from training.recipe import Recipe
from training.sieve import fit_sieve, ordinary_to_learn

__all__ = ["VERSION", "train_linear"]

VERSION = "2026.11.3"
"""Version of the bundle that this training makes."""


def train_linear(
    corpus: Path | None, out: Path, recipe: Recipe, on_step: Callable[[str], None] = lambda _: None
) -> Bundle:
    """Train and write a bundle.

    Parameters
    ----------
    corpus
        Folder of the corpus; ``None``: the one that comes with lont.
    out
        Folder of the bundle; what is there is replaced when everything else has worked.
    recipe
        Every choice.
    on_step
        Told what is being done.

    Raises
    ------
    CorpusError
        For a corpus that breaks the form.
    """
    on_step("reading the corpus")
    rows = read_corpus(corpus)
    on_step("reading features")
    dataset = build_dataset(rows, recipe)
    on_step("fitting weights, calibration and thresholds")
    fitted = fit(dataset.features, np.arange(len(rows)), recipe)
    on_step("fitting the sieve")
    ordinary = dataset.features.vectoriser.raw(ordinary_to_learn())
    sieve = fit_sieve(dataset.features, np.arange(len(rows)), ordinary, fitted.weights.weighing, recipe)
    on_step("writing the bundle")
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    tier = LinearTier(dataset.features.vectoriser, fitted.weights, fitted.calibration, sieve)
    save_tier(tier, CONCEPTS, fresh / "linear")
    fitted.calibration.save(fresh / "calibration.json", tier.name)
    fitted.thresholds.save(fresh / "thresholds.json")
    metrics = _metrics(dataset, fitted)
    write_card(fresh / "card.md", VERSION, rows, metrics)
    bundle = seal_bundle(
        fresh,
        version=VERSION,
        created=datetime.now(UTC),
        code_commit=code_commit(),
        codebook_version=rows[0].codebook_version,
        data={path.name: sha256(path.read_bytes()).hexdigest() for path in corpus_files(corpus)},
        config=asdict(recipe),
        seed=recipe.seed,
        metrics=metrics,
    )
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    return Bundle(out, bundle.manifest)


def _metrics(dataset: Dataset, fitted: Fit) -> dict[str, float]:
    """Return average precision of each label on scores that a model gave which had not seen the row's batch."""
    return {
        f"out_of_fold_average_precision_{label}": round(
            float(average_precision_score(dataset.labels[:, column], fitted.out_of_fold[:, column])), 4
        )
        for column, label in enumerate(LABELS)
    }
