from __future__ import annotations

import numpy as np
import pytest

from labeling.ordinary import OrdinaryLine
from models.contract import Message
from models.linear.sieve import Sieve
from models.scorer import Scorer
from tests.support.trainable import separable_rows
from training.dataset import Dataset, build_dataset
from training.fitting import fit_weights
from training.recipe import Recipe
from training.sieve import COPIES_OF_LINE, alone_and_in_talk, fit_sieve

LINES = [OrdinaryLine("nl", f"lekker weer vandaag {at}") for at in range(40)]
RECIPE = Recipe()


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return build_dataset(separable_rows(48), RECIPE)


def fitted(dataset: Dataset, recipe: Recipe = RECIPE) -> tuple[Sieve, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return a sieve, and what it adds to an offer, a row that is none, and an ordinary line."""
    rows, vectoriser = np.arange(len(dataset.rows)), dataset.features.vectoriser
    weighing = fit_weights(dataset.features, rows, recipe).weighing
    sieve = fit_sieve(dataset.features, rows, vectoriser.raw(alone_and_in_talk(LINES)), weighing, recipe)
    asked = vectoriser.raw([Scorer.prepare(Message(text)) for text in ("cobra te koop", "brood", "weer")])
    return sieve, sieve.added_of_matrix(asked, weighing)


def test_an_offer_gains_and_ordinary_talk_loses(dataset: Dataset) -> None:
    _, (offer, counterpart, line) = fitted(dataset)
    assert offer > max(counterpart, line)


def test_what_it_adds_is_in_proportion_to_its_share(dataset: Dataset) -> None:
    whole, half = (fitted(dataset, Recipe(sieve_share=share))[1] for share in (1.0, 0.5))
    np.testing.assert_allclose(half, whole / 2)


def test_a_line_is_learned_alone_and_among_those_of_its_language() -> None:
    lines = [OrdinaryLine("nl", "een"), OrdinaryLine("nl", "twee"), OrdinaryLine("sv", "tre")]
    found = alone_and_in_talk(lines)
    assert len(found) == COPIES_OF_LINE * len(lines)
    assert [message.normalised.text for message in found] == ["een", "een", "twee", "twee", "tre", "tre"]
    assert [(message.before, message.after) for message in found[::2]] == [((), ())] * 3
    assert [(message.before, message.after) for message in found[1::2]] == [((), ("twee",)), (("een",), ()), ((), ())]
