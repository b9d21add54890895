"""Fixtures of the tests of tiers; torch is loaded by those tests only that ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from models.transformer import TransformerTier
    from tests.support.encoders import TinyEncoder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyEncoder:
    """A tiny encoder and its files, made once."""
    from tests.support.encoders import tiny_encoder  # noqa: PLC0415  # see above

    return tiny_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="session")
def transformer(tiny: TinyEncoder, tmp_path_factory: pytest.TempPathFactory) -> TransformerTier:
    """A tiny transformer tier, int8."""
    from tests.support.encoders import tiny_tier  # noqa: PLC0415  # see above

    return tiny_tier(tiny, tmp_path_factory.mktemp("tier"))
