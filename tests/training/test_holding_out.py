from __future__ import annotations

import numpy as np
import pytest

from tests.support.corpora import BATCHES, read_slice
from training.dataset import Dataset, build_dataset
from training.holding_out import Held, hold_out_linear, hold_out_plain
from training.recipe import Recipe


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return build_dataset(read_slice(tmp_path_factory.mktemp("corpus")), Recipe(inner_folds=2))


@pytest.fixture(scope="module")
def held(dataset: Dataset) -> Held:
    return hold_out_linear(dataset, Recipe(inner_folds=2))


def test_every_row_gets_a_score_and_each_batch_is_left_out_once(dataset: Dataset) -> None:
    turns: list[None] = []
    found = hold_out_linear(dataset, Recipe(inner_folds=2), lambda: turns.append(None))
    assert len(turns) == len(BATCHES)
    assert found.scores is not None
    assert ((found.scores > 0) & (found.scores < 1)).all()


def test_the_labels_of_a_batch_have_no_say_in_its_scores(dataset: Dataset, held: Held) -> None:
    batch = dataset.features.batches == BATCHES[0]
    labels = dataset.features.labels.copy()
    dataset.features.labels[batch] = 1 - labels[batch]
    turned = hold_out_linear(dataset, Recipe(inner_folds=2))
    dataset.features.labels[:] = labels
    assert held.scores is not None
    assert turned.scores is not None
    np.testing.assert_allclose(turned.scores[batch], held.scores[batch], atol=1e-9)
    assert not np.allclose(turned.scores[~batch], held.scores[~batch])


def test_what_may_not_be_learned_from_is_scored_by_a_model_of_the_rest(dataset: Dataset) -> None:
    first = np.flatnonzero(np.isin(dataset.features.batches, BATCHES[:3]))
    others = np.setdiff1d(np.arange(len(dataset.rows)), first)
    labels = dataset.features.labels.copy()
    found = hold_out_linear(dataset, Recipe(inner_folds=2), learn_from=first)
    dataset.features.labels[others] = 1 - labels[others]
    turned = hold_out_linear(dataset, Recipe(inner_folds=2), learn_from=first)
    dataset.features.labels[:] = labels
    assert found.scores is not None
    assert turned.scores is not None
    np.testing.assert_allclose(found.scores, turned.scores, atol=1e-9)
    assert (found.scores[others] > 0).all()


def test_the_plain_model_of_a_batch_has_not_seen_its_labels(dataset: Dataset) -> None:
    batch = dataset.features.batches == BATCHES[0]
    found = hold_out_plain(dataset)
    labels = dataset.features.labels.copy()
    dataset.features.labels[batch] = 1 - labels[batch]
    turned = hold_out_plain(dataset)
    dataset.features.labels[:] = labels
    assert found.scores is not None
    assert turned.scores is not None
    np.testing.assert_allclose(turned.scores[batch], found.scores[batch], atol=1e-9)
    assert (turned.raised[batch] == found.raised[batch]).all()
    assert not np.allclose(turned.scores[~batch], found.scores[~batch])
