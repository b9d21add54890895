from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from labeling.ordinary import OrdinaryLine
from labeling.splits import grouped_folds
from models.scorer import Scorer
from models.transformer.reading import Reader
from tests.support.trainable import separable_rows
from training.dataset import build_dataset
from training.fitting import fit_weights
from training.recipe import Recipe
from training.sieve import alone_and_in_talk
from training.transformer.folds import Training, View, linear_out_of_fold, open_tokenizer
from training.transformer.network import Network
from training.transformer.recipe import TransformerRecipe
from training.transformer.tuning import log_odds, tune

ROWS = separable_rows(32)
RECIPE = TransformerRecipe(epochs=2, rows_a_step=8, learning_rate=5e-3)
FOLDS = grouped_folds(np.array([row.author_batch for row in ROWS]), 4)
VIEW = [Scorer.prepare(row.to_message()) for row in ROWS]
VIEWS: list[View] = [VIEW, [Scorer.prepare(replace(row.to_message(), text=f"{row.text} weer")) for row in ROWS]]


class _InterruptedError(Exception):
    """A person pressed a key, or the power went."""


class Told:
    """Remembers what was trained; interrupts where it is asked to."""

    def __init__(self, until: tuple[str, float] = ("", 0.0)) -> None:
        self.steps = list[tuple[str, float]]()
        self._until = until

    def __call__(self, what: str, share: float) -> None:
        self.steps.append((what, share))
        name, least = self._until
        if name and name in what and share >= least:
            raise _InterruptedError

    @property
    def trainings(self) -> list[str]:
        return list(dict.fromkeys(what for what, _ in self.steps))


@pytest.fixture
def training(encoder: Path, tmp_path: Path) -> Training:
    return Training.of(encoder, ROWS, RECIPE, tmp_path / "work")


def test_each_row_is_scored_by_a_network_that_has_not_seen_its_batch(training: Training, reader: Reader) -> None:
    found = training.out_of_fold(VIEWS, FOLDS, Told())
    assert found.shape == (2, len(ROWS), 2)
    held = FOLDS[2]
    network = Network.load(training.encoder, RECIPE)
    tune(network, reader, [row for at, row in enumerate(ROWS) if at not in held], RECIPE)
    for view, scores in zip(VIEWS, found, strict=True):
        np.testing.assert_array_equal(scores[held], log_odds(network, reader, [view[at] for at in held]))


def test_an_interrupted_run_goes_on_at_the_fold_and_epoch_it_was_at(
    training: Training, encoder: Path, tmp_path: Path
) -> None:
    whole = Training.of(encoder, ROWS, RECIPE, tmp_path / "other").out_of_fold(VIEWS, FOLDS, Told())
    with pytest.raises(_InterruptedError):
        training.out_of_fold(VIEWS, FOLDS, Told(("fold 3", 0.6)))
    told = Told()
    np.testing.assert_array_equal(training.out_of_fold(VIEWS, FOLDS, told), whole)
    assert told.trainings == ["training without fold 3 of 4", "training without fold 4 of 4"]
    assert told.steps[0][1] > 0.5


def test_what_is_finished_is_kept_without_its_checkpoints(training: Training) -> None:
    first, told = training.out_of_fold(VIEWS, FOLDS, Told()), Told()
    np.testing.assert_array_equal(training.out_of_fold(VIEWS, FOLDS, told), first)
    assert not told.steps
    assert {path.suffix for path in training.work.iterdir()} == {".npy"}


def test_other_folds_and_other_readings_are_not_taken_for_the_same(training: Training) -> None:
    training.out_of_fold(VIEWS, FOLDS, Told())
    other_folds, other_views = Told(), Told()
    training.out_of_fold(VIEWS, grouped_folds(np.array([row.author_batch for row in ROWS]), 2), other_folds)
    training.out_of_fold(VIEWS[::-1], FOLDS, other_views)
    assert (len(other_folds.trainings), len(other_views.trainings)) == (2, 4)


def test_the_folder_is_that_of_encoder_rows_and_recipe(training: Training, encoder: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    changed = shutil.copytree(encoder, tmp_path / "changed")
    (changed / "config.json").write_bytes((changed / "config.json").read_bytes() + b"\n")
    assert Training.of(encoder, ROWS, RECIPE, work).work == training.work
    others = [
        Training.of(changed, ROWS, RECIPE, work),
        Training.of(encoder, ROWS[1:], RECIPE, work),
        Training.of(encoder, ROWS, replace(RECIPE, dropout=0.2), work),
    ]
    assert len({training.work, *(other.work for other in others)}) == 4


def test_the_network_of_all_rows_has_seen_all_rows(training: Training, reader: Reader) -> None:
    network, expected = training.on_all_rows(Told()), Network.load(training.encoder, RECIPE)
    tune(expected, reader, ROWS, RECIPE)
    np.testing.assert_array_equal(log_odds(network, reader, VIEW), log_odds(expected, reader, VIEW))


def test_the_linear_tier_is_held_out_by_the_same_folds() -> None:
    recipe, told = Recipe(), Told()
    dataset = build_dataset(ROWS, recipe)
    lines = [OrdinaryLine("nl", f"lekker weer {at}") for at in range(90)]
    found = linear_out_of_fold(dataset, VIEWS, FOLDS, recipe, told, ordinary=alone_and_in_talk(lines))
    held = FOLDS[1]
    weights = fit_weights(dataset.features, np.setdiff1d(np.arange(len(ROWS)), held), recipe)
    np.testing.assert_allclose(found.logits[0][held], weights.logits(dataset.features.raw[held]))
    assert found.logits.shape == (2, len(ROWS), 2)
    assert found.added.shape == (2, len(ROWS))
    assert found.line_logits.shape == (len(found.line_added), 2)
    assert not np.isnan(found.line_added).any()
    assert told.steps[-1][1] == 1


def test_the_tokenizer_neither_cuts_nor_fills_up(encoder: Path) -> None:
    tokenizer = open_tokenizer(encoder)
    assert tokenizer.truncation is None
    assert tokenizer.padding is None
