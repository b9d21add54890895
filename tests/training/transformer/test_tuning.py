from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from models.contract import Message
from models.scorer import Scorer
from models.transformer.reading import Reader
from tests.support.trainable import separable_rows
from training.transformer.network import Network
from training.transformer.recipe import TransformerRecipe
from training.transformer.tuning import _slope, log_odds, tune

ROWS = separable_rows()
RECIPE = TransformerRecipe(epochs=3, rows_a_step=8, learning_rate=5e-3, crowded=0.2)


class _InterruptedError(Exception):
    """A person pressed a key, or the power went."""


def tuned(
    encoder: Path, reader: Reader, recipe: TransformerRecipe, checkpoint: Path | None = None, until: float = 2.0
) -> tuple[Network, list[float]]:
    """Tune a fresh network, or be interrupted where a share of the training is done."""
    network, losses = Network.load(encoder, recipe), list[float]()

    def on_step(share: float, loss: float) -> None:
        losses.append(loss)
        if share > until:
            raise _InterruptedError

    tune(network, reader, ROWS, recipe, checkpoint, on_step)
    return network, losses


def interrupted(encoder: Path, reader: Reader, recipe: TransformerRecipe, checkpoint: Path, until: float) -> None:
    with pytest.raises(_InterruptedError):
        tuned(encoder, reader, recipe, checkpoint, until)


def is_equal(one: Network, other: Network) -> bool:
    weights = other.state_dict()
    return all(torch.equal(value, weights[name]) for name, value in one.state_dict().items())


def test_what_can_be_told_apart_is_learned(encoder: Path, reader: Reader) -> None:
    network, losses = tuned(encoder, reader, replace(RECIPE, epochs=20, disguised=0, crowded=0))
    assert np.mean(losses[-6:]) < 0.3 * np.mean(losses[:6])
    said = log_odds(network, reader, [Scorer.prepare(row.to_message()) for row in ROWS])
    assert ((said > 0) == np.array([row.labels for row in ROWS])).all()


def test_the_word_embeddings_stay_and_everything_else_learns(encoder: Path, reader: Reader) -> None:
    before = Network.load(encoder, RECIPE).state_dict()
    after = tuned(encoder, reader, RECIPE)[0].state_dict()
    stayed = {name for name, value in after.items() if torch.equal(value, before[name])}
    assert {name for name in stayed if name in dict(Network.load(encoder, RECIPE).named_parameters())} == {
        "encoder.embeddings.word_embeddings.weight"
    }


@pytest.mark.parametrize("until", [0.2, 0.5, 0.9])
def test_an_interrupted_run_ends_with_the_same_weights(
    until: float, encoder: Path, reader: Reader, tmp_path: Path
) -> None:
    whole, losses = tuned(encoder, reader, RECIPE)
    interrupted(encoder, reader, RECIPE, tmp_path / "a.pt", until)
    torch.rand(3)  # another process has drawn other numbers
    resumed, rest = tuned(encoder, reader, RECIPE, tmp_path / "a.pt")
    assert is_equal(whole, resumed)
    assert rest == losses[len(losses) - len(rest) :]
    assert len(rest) == 18 - 6 * int(until * 3)


def test_a_finished_run_is_not_trained_again(encoder: Path, reader: Reader, tmp_path: Path) -> None:
    whole, _ = tuned(encoder, reader, RECIPE, tmp_path / "a.pt")
    again, losses = tuned(encoder, reader, RECIPE, tmp_path / "a.pt")
    assert not losses
    assert is_equal(whole, again)
    assert not again.training


def test_a_checkpoint_of_another_recipe_is_not_gone_on_from(encoder: Path, reader: Reader, tmp_path: Path) -> None:
    interrupted(encoder, reader, replace(RECIPE, dropout=0.3), tmp_path / "a.pt", 0.9)
    fresh, losses = tuned(encoder, reader, RECIPE, tmp_path / "a.pt")
    assert len(losses) == 18
    assert is_equal(fresh, tuned(encoder, reader, RECIPE)[0])


def test_a_checkpoint_of_other_rows_is_not_gone_on_from(encoder: Path, reader: Reader, tmp_path: Path) -> None:
    tune(Network.load(encoder, RECIPE), reader, ROWS[:-1], RECIPE, tmp_path / "a.pt")
    assert len(tuned(encoder, reader, RECIPE, tmp_path / "a.pt")[1]) == 18


def test_the_same_seed_gives_the_same_weights_and_another_one_others(encoder: Path, reader: Reader) -> None:
    first, again = tuned(encoder, reader, RECIPE)[0], tuned(encoder, reader, RECIPE)[0]
    assert is_equal(first, again)
    assert not is_equal(first, tuned(encoder, reader, replace(RECIPE, seed=8))[0])


def test_numbers_next_to_nothing_are_numbers_again_after_a_training(
    encoder: Path, reader: Reader, tmp_path: Path
) -> None:
    interrupted(encoder, reader, RECIPE, tmp_path / "a.pt", 0.1)
    assert np.float64(5e-324) / 1 > 0
    assert torch.tensor(1e-40).item() * 0.5 > 0


def test_the_learning_rate_rises_and_then_falls_to_nothing() -> None:
    rates = [_slope(share, 0.06) for share in np.linspace(0, 1, 101)]
    assert rates[0] == rates[-1] == 0
    assert np.argmax(rates) == 6
    assert rates[6] == 1
    assert (np.diff(rates[6:]) < 0).all()


def test_log_odds_come_in_the_order_given(encoder: Path, reader: Reader) -> None:
    network = Network.load(encoder, RECIPE)
    messages = [Scorer.prepare(Message("brood " * (1 + at * 37 % 90) + f"nr {at}")) for at in range(90)]
    together = log_odds(network, reader, messages)
    one_by_one = np.concatenate([log_odds(network, reader, [message]) for message in messages])
    np.testing.assert_allclose(together, one_by_one, atol=1e-4)
    assert log_odds(network, reader, []).shape == (0, 2)
