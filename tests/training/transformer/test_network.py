from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from models.contract import ContextMessage, Message
from models.scorer import Scorer
from models.transformer.reading import Reader
from training.errors import TrainingError
from training.transformer.network import Network, padded
from training.transformer.recipe import TransformerRecipe

ALONE = Message("cobra te koop")
CROWDED = Message("cobra te koop", before=(ContextMessage("brood later"),), after=(ContextMessage("weer een bus"),))
LONG = Message("brood " * 40)


def logits(network: Network, reader: Reader, messages: Sequence[Message]) -> torch.Tensor:
    network.eval()
    with torch.inference_mode():
        inputs = padded(reader.read([Scorer.prepare(message) for message in messages]), reader.padding)
        found: torch.Tensor = network(**inputs)
    return found


@pytest.fixture
def network(encoder: Path) -> Network:
    return Network.load(encoder, TransformerRecipe())


def test_neighbours_have_an_influence_through_attention(network: Network, reader: Reader) -> None:
    alone, crowded = logits(network, reader, [ALONE, CROWDED])
    assert not torch.allclose(alone, crowded, atol=1e-3)


def test_without_attention_neighbours_have_none(network: Network, reader: Reader) -> None:
    mixing = [value for name, value in network.named_parameters() if "attention.output.dense" in name]
    assert len(mixing) == 4  # a weight and a bias in each of two layers
    for value in mixing:
        torch.nn.init.zeros_(value)
    alone, crowded = logits(network, reader, [ALONE, CROWDED])
    torch.testing.assert_close(alone, crowded)


def test_a_message_says_the_same_alone_and_filled_up_beside_a_longer_one(network: Network, reader: Reader) -> None:
    (alone,) = logits(network, reader, [CROWDED])
    beside, _ = logits(network, reader, [CROWDED, LONG])
    torch.testing.assert_close(alone, beside, atol=1e-5, rtol=1e-5)


def test_the_lowest_layers_are_kept(encoder: Path) -> None:
    both, one = (Network.load(encoder, TransformerRecipe(layers=layers)).encoder for layers in (12, 1))
    assert (len(both.encoder.layer), len(one.encoder.layer)) == (2, 1)
    kept, whole = one.encoder.layer[0].state_dict(), both.encoder.layer[0].state_dict()
    assert all(torch.equal(kept[name], whole[name]) for name in whole)


def test_the_seed_decides_the_head(encoder: Path) -> None:
    first, again, other = (Network.load(encoder, TransformerRecipe(seed=seed)).head.weight for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_a_folder_without_an_encoder_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no encoder"):
        Network.load(tmp_path, TransformerRecipe())
