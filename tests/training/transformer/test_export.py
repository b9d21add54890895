from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from models.calibration import Calibration, Curve
from models.contract import LABELS, ContextMessage, Message
from models.scorer import Scorer
from models.transformer import load_tier
from models.transformer.reading import Reader
from training.errors import TrainingError
from training.transformer import export
from training.transformer.export import Parity, _RoundedEmbedding, export_tier
from training.transformer.folds import open_tokenizer
from training.transformer.network import Network
from training.transformer.recipe import TransformerRecipe
from training.transformer.tuning import log_odds

IDENTITY = Calibration({label: Curve(1.0, 0.0) for label in LABELS})
MESSAGES = [
    Scorer.prepare(Message("cobra te koop " * (1 + at % 5) + f"nr {at}", before=(ContextMessage("brood"),) * (at % 3)))
    for at in range(40)
]

COMPARED = MESSAGES[1::2]


@pytest.fixture(scope="module")
def network(encoder: Path) -> Network:
    return Network.load(encoder, TransformerRecipe())


@pytest.fixture(scope="module")
def exported(network: Network, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Parity]:
    folder = tmp_path_factory.mktemp("exported") / "transformer"
    return folder, export_tier(network, open_tokenizer(encoder), "tiny", folder, MESSAGES)


def test_the_tier_that_is_read_back_says_what_the_network_says(
    exported: tuple[Path, Parity], network: Network, reader: Reader
) -> None:
    folder, parity = exported
    served, said = load_tier(folder, IDENTITY).logits(COMPARED), log_odds(network, reader, COMPARED)
    assert np.abs(served - said).max() == pytest.approx(parity.int8_max, rel=1e-3)
    assert np.corrcoef(served[:, 0], said[:, 0])[0, 1] > 0.99


def test_the_figures_tell_how_far_each_export_is_off(exported: tuple[Path, Parity]) -> None:
    messages, exact_max, exact_mean, int8_max, int8_mean = astuple(exported[1])
    assert messages == len(COMPARED)
    assert 0 < exact_mean < exact_max < 1e-4
    assert exact_max < int8_mean < int8_max < 0.5


def test_embeddings_and_matrices_are_in_8_bits(exported: tuple[Path, Parity], network: Network) -> None:
    model = onnx.load(exported[0] / "model.onnx")
    large = [tensor for tensor in model.graph.initializer if np.prod(tensor.dims) >= 32 * 32]
    in_32_bits = {tuple(tensor.dims) for tensor in large if tensor.data_type == onnx.TensorProto.FLOAT}
    positions = tuple(network.encoder.embeddings.position_embeddings.weight.shape)
    assert in_32_bits <= {positions}
    words = tuple(network.encoder.embeddings.word_embeddings.weight.shape)
    assert words in {tuple(tensor.dims) for tensor in large if tensor.data_type == onnx.TensorProto.INT8}


def test_an_embedding_is_rounded_by_its_own_row() -> None:
    weight = torch.tensor([[100.0, -50.0], [0.001, 0.0005], [0.0, 0.0]])
    found = _RoundedEmbedding(weight)(torch.tensor([[0, 1], [2, 1]]))
    torch.testing.assert_close(found, weight[torch.tensor([[0, 1], [2, 1]])], rtol=0.01, atol=0)


def test_the_network_is_left_as_it_was(encoder: Path, tmp_path: Path) -> None:
    network, fresh = (Network.load(encoder, TransformerRecipe()) for _ in range(2))
    export_tier(network, open_tokenizer(encoder), "tiny", tmp_path / "a", MESSAGES[:2])
    weights = network.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in fresh.state_dict().items())


def test_an_export_that_is_not_exact_is_refused_and_nothing_is_written(
    network: Network, encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_EXACT", 0.0)
    with pytest.raises(TrainingError, match="off the network"):
        export_tier(network, open_tokenizer(encoder), "tiny", tmp_path / "a", MESSAGES)
    assert not list(tmp_path.iterdir())


def test_no_number_at_all_is_refused_too() -> None:
    with pytest.raises(TrainingError, match="nan off"):
        export._check(np.zeros((1, 2)), np.full((1, 2), np.nan))
