"""Scores every row by a tier that has not seen its author batch; an interrupted run goes on at the fold it was at."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from labeling.corpus import CorpusRow
from models.contract import LABELS, Prepared
from models.transformer.reading import Reader
from training.dataset import Dataset
from training.encoder.pretrained import load_tokenizer
from training.fitting import fit_weights
from training.recipe import Recipe
from training.sieve import COPIES_OF_LINE, fit_sieve
from training.transformer.network import Network
from training.transformer.recipe import TransformerRecipe
from training.transformer.tuning import log_odds, tune

__all__ = ["LinearFolds", "Tell", "Training", "View", "linear_out_of_fold", "open_tokenizer"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Tell = Callable[[str, float], None]
"""Takes the name of a step and the share of it that is done."""
View = Sequence[Prepared]
"""Every row in one way to read it, such as among other messages."""
_TOGETHER = 20 * COPIES_OF_LINE
"""Copies of ordinary lines that are left out together; neighbours are often of one conversation."""
_FEWEST_PARTS = 3
"""Of the ordinary lines, where fewer folds of the rows are left out."""


@dataclass(frozen=True, slots=True)
class LinearFolds:
    """What the linear tier says of rows and lines that it has not learned from, before calibration."""

    logits: Floats
    """Shape (views, rows, 2); nothing of rows in no fold."""
    added: Floats
    """What the sieve adds, shape (views, rows)."""
    line_logits: Floats
    """Of those ordinary lines that were left out, shape (lines, 2)."""
    line_added: Floats
    """Shape (lines,)."""


@dataclass(frozen=True, slots=True)
class Training:
    """What a transformer tier is trained from, and where its unfinished work is kept."""

    encoder: Path
    """Folder of the pretrained encoder."""
    rows: Sequence[CorpusRow]
    recipe: TransformerRecipe
    work: Path
    """Folder of predictions and checkpoints; those of other encoders, rows and recipes lie in others beside them."""

    @classmethod
    def of(cls, encoder: Path, rows: Sequence[CorpusRow], recipe: TransformerRecipe, work: Path) -> Training:
        """Choose the folder by what decides the training, so that only what belongs to it is gone on from."""
        files = sorted(path for path in encoder.iterdir() if path.suffix in {".json", ".safetensors"})
        parts = [path.read_bytes() for path in files] + [row.model_dump_json().encode() for row in rows]
        return cls(encoder, rows, recipe, work / _digest(json.dumps(asdict(recipe)).encode(), *parts))

    def out_of_fold(self, views: Sequence[View], folds: Sequence[Ints], tell: Tell) -> Floats:
        """Return log-odds of every row, in every view, by a network that has not seen its fold.

        Parameters
        ----------
        views
            How the rows are read; networks learn from the rows themselves.
        folds
            Rows of each fold, as `labeling.splits.grouped_folds` makes them; rows of no fold are learned from by every
            network, and get no scores.
        tell
            Hears of each training; a fold that has its predictions from before is not trained again.

        Returns
        -------
        ndarray
            Shape (views, rows, 2); nothing of rows in no fold.
        """
        found = np.full((len(views), len(self.rows), len(LABELS)), np.nan)
        for number, held in enumerate(folds, 1):
            asked = [[view[at] for at in held] for view in views]
            name = _digest(
                bytes([len(views)]), held.tobytes(), *(message.copy_key("") for part in asked for message in part)
            )
            path = self.work / f"{name}.npy"
            if not path.exists():
                known = np.setdiff1d(np.arange(len(self.rows)), held)
                what = f"training without fold {number} of {len(folds)}"
                network = self._train([self.rows[at] for at in known], path.with_suffix(".pt"), what, tell)
                self._score(network, asked, path)
            found[:, held] = np.load(path)
        return found

    def on_all_rows(self, tell: Tell) -> Network:
        """Return a network that has learned from all rows; its checkpoint stays."""
        return self._train(self.rows, self.work / "all.pt", "training on all rows", tell)

    def _train(self, rows: Sequence[CorpusRow], checkpoint: Path, what: str, tell: Tell) -> Network:
        self.work.mkdir(parents=True, exist_ok=True)
        network = Network.load(self.encoder, self.recipe)
        reader = Reader(open_tokenizer(self.encoder))
        tune(network, reader, rows, self.recipe, checkpoint, lambda share, _: tell(what, share))
        return network

    def _score(self, network: Network, views: Sequence[View], path: Path) -> None:
        """Write the predictions, whole or not at all; the checkpoint is then of no more use."""
        reader = Reader(open_tokenizer(self.encoder))
        fresh = path.with_suffix(".new")
        with fresh.open("wb") as file:
            np.save(file, np.stack([log_odds(network, reader, view) for view in views]))
        fresh.replace(path)
        path.with_suffix(".pt").unlink()


def linear_out_of_fold(
    dataset: Dataset, views: Sequence[View], folds: Sequence[Ints], recipe: Recipe, tell: Tell, *, ordinary: View
) -> LinearFolds:
    """Return the same of the linear tier and its sieve.

    Parameters
    ----------
    ordinary
        Lines that a sieve learns from, as `training.sieve.alone_and_in_talk` returns them; with each fold of the rows
        a part of them is left out as well.
    """
    vectoriser = dataset.features.vectoriser
    raw, lines = [vectoriser.raw(view) for view in views], vectoriser.raw(ordinary)
    found = np.full((len(views), *dataset.labels.shape), np.nan)
    added, of_lines = np.full(found.shape[:2], np.nan), np.full((len(ordinary), len(LABELS) + 1), np.nan)
    part_of = np.arange(len(ordinary)) // _TOGETHER % max(_FEWEST_PARTS, len(folds))
    for number, held in enumerate(folds, 1):
        known = np.setdiff1d(np.arange(len(dataset.rows)), held)
        weights = fit_weights(dataset.features, known, recipe)
        held_lines = part_of == number - 1
        sieve = fit_sieve(dataset.features, known, lines[~held_lines], weights.weighing, recipe)
        found[:, held] = [weights.logits(read[held]) for read in raw]
        added[:, held] = [sieve.added_of_matrix(read[held], weights.weighing) for read in raw]
        of_lines[held_lines, : len(LABELS)] = weights.logits(lines[held_lines])
        of_lines[held_lines, len(LABELS)] = sieve.added_of_matrix(lines[held_lines], weights.weighing)
        tell("fitting the linear tier without each fold", number / len(folds))
    seen = ~np.isnan(of_lines[:, 0])
    return LinearFolds(found, added, of_lines[seen, : len(LABELS)], of_lines[seen, len(LABELS)])


def open_tokenizer(encoder: Path) -> Tokenizer:
    """Return the tokenizer of an encoder, which neither cuts nor fills up.

    Raises
    ------
    TrainingError
        Where there is none.
    """
    tokenizer = load_tokenizer(encoder)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _digest(*parts: bytes) -> str:
    digest = sha256()
    for part in parts:
        digest.update(sha256(part).digest())
    return digest.hexdigest()[:16]
