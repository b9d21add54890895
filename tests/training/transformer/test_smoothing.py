from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from models.contract import Message
from models.scorer import Scorer
from models.transformer.reading import Reader
from training.transformer.network import Network
from training.transformer.recipe import TransformerRecipe
from training.transformer.smoothing import smoothed
from training.transformer.tuning import log_odds

MESSAGES = [Scorer.prepare(Message("cobra te koop " * (1 + at % 5) + f"nr {at}")) for at in range(12)]


def _with_an_outlier(encoder: Path) -> Network:
    network = Network.load(encoder, TransformerRecipe())
    for name, values in network.named_parameters():
        if name.endswith("output.LayerNorm.bias"):
            values.data[3] = 40.0
    return network


def _spread(network: Network, reader: Reader) -> float:
    """Return how far the largest channel of what enters the second layer stands out from the middle one."""
    seen = list[torch.Tensor]()
    modules = dict(network.named_modules())
    name = "encoder.encoder.layer.1.attention.self.query"
    entered = modules[f"{name}.linear" if f"{name}.linear" in modules else name]
    hook = entered.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].abs().amax((0, 1))))
    log_odds(network, reader, MESSAGES)
    hook.remove()
    return float(seen[0].max() / seen[0].median())


def test_a_smoothed_network_says_what_it_said(encoder: Path, reader: Reader) -> None:
    network = _with_an_outlier(encoder)
    made = smoothed(network, reader, MESSAGES[:4])
    np.testing.assert_allclose(log_odds(made, reader, MESSAGES), log_odds(network, reader, MESSAGES), atol=1e-4)


def test_no_channel_stands_out_as_it_did(encoder: Path, reader: Reader) -> None:
    network = _with_an_outlier(encoder)
    assert _spread(smoothed(network, reader, MESSAGES), reader) < _spread(network, reader) / 2


def test_the_network_itself_is_left_as_it_was(encoder: Path, reader: Reader) -> None:
    network, fresh = (_with_an_outlier(encoder) for _ in range(2))
    smoothed(network, reader, MESSAGES[:2])
    weights = network.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in fresh.state_dict().items())
