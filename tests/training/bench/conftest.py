"""A tiny bundle with both tiers, and a peer of its size; torch is loaded by those tests only that ask for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.encoders import TinyEncoder
    from training.bench.peer import PeerShape


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyEncoder:
    from tests.support.encoders import tiny_encoder  # noqa: PLC0415  # loads torch

    return tiny_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="session")
def bundle(tiny: TinyEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a tiny bundle with both tiers."""
    from tests.support.encoders import tiny_bundle  # noqa: PLC0415  # as above

    return tiny_bundle(tiny, tmp_path_factory.mktemp("bundle")).folder


@pytest.fixture(scope="session")
def shape(tiny: TinyEncoder) -> PeerShape:
    """Sizes of a peer for the tokenizer of that bundle."""
    from training.bench.peer import PeerShape  # noqa: PLC0415  # as above

    return PeerShape(tiny.tokenizer.get_vocab_size(), hidden=32, layers=2, heads=2, inner=64, positions=160)
