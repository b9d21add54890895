"""Fixtures of the tests of the transformer tier's training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from models.transformer.reading import Reader


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a tiny encoder that can be trained, made once."""
    from tests.support.trainable import write_trainable_encoder  # noqa: PLC0415  # loads torch

    return write_trainable_encoder(tmp_path_factory.mktemp("trainable") / "tiny")


@pytest.fixture(scope="session")
def reader(encoder: Path) -> Reader:
    """Reads messages for that encoder."""
    from models.transformer.reading import Reader  # noqa: PLC0415  # as above
    from training.transformer.folds import open_tokenizer  # noqa: PLC0415  # as above

    return Reader(open_tokenizer(encoder))
