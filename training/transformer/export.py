"""Exports a fine-tuned network as ONNX in 8 bits, and measures what that changed in the log-odds.

Word embeddings are rounded row by row, each with a scale of its own: one scale for all would lose rare words. Weights
of matrices are rounded by output channel, to 7 bits, which every processor multiplies without overflow; before that
outliers of what enters them are moved into them (`training.transformer.smoothing`).
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from models.contract import Prepared
from models.transformer import Settings, save_tier
from models.transformer.encoder import Encoder
from models.transformer.reading import Reader
from training.errors import TrainingError
from training.transformer.network import Network
from training.transformer.smoothing import smoothed
from training.transformer.tuning import log_odds

__all__ = ["MOST_EXACT", "Parity", "export_tier"]

MOST_EXACT = 1e-3
"""Largest difference of log-odds between the network and its export in 32 bits that is no fault."""
_OPSET = 18
_TOKENS_A_RUN = 4_096
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


@dataclass(frozen=True, slots=True)
class Parity:
    """Absolute differences of log-odds, over messages and labels, from those of the network."""

    messages: int
    exact_max: float
    """Of the export in 32 bits."""
    exact_mean: float
    int8_max: float
    """Of what is served."""
    int8_mean: float


class _RoundedEmbedding(nn.Module):
    """Embeddings in 8 bits, with one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(torch.finfo(weight.dtype).tiny) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        rows, scale = cast("Tensor", self.rows), cast("Tensor", self.scale)
        return rows[ids].to(scale.dtype) * scale[ids]


def export_tier(
    network: Network, tokenizer: Tokenizer, base: str, folder: Path, messages: Sequence[Prepared]
) -> Parity:
    """Write model, tokenizer and settings of a tier, as `models.transformer.load_tier` reads them.

    Parameters
    ----------
    network
        Fine-tuned; left as it is, in evaluation mode.
    tokenizer
        What it was trained with.
    base
        The pretrained encoder, in words.
    folder
        Of the tier.
    messages
        Every second one is looked at to smooth, the others are what the exports are compared on; at least two.

    Raises
    ------
    TrainingError
        Where the export in 32 bits does not say the same as the network; nothing is written then.
    """
    reader = Reader(tokenizer)
    looked_at, compared = messages[::2], messages[1::2]
    readings = reader.read(compared)
    said = log_odds(network, reader, compared)
    with TemporaryDirectory(prefix="lont-export-") as work:
        exact, int8 = Path(work) / "exact.onnx", Path(work) / "int8.onnx"
        _export(network, exact)
        exactly = Encoder(exact, reader.padding, tokens_a_run=_TOKENS_A_RUN).logits(readings)
        _check(said, exactly)
        _export_int8(smoothed(network, reader, looked_at), Path(work) / "embeddings.onnx", int8)
        rounded = Encoder(int8, reader.padding).logits(readings)
        save_tier(int8, tokenizer, Settings(base=base, vocabulary=tokenizer.get_vocab_size()), folder)
    return Parity(len(compared), *_differences(said, exactly), *_differences(said, rounded))


def _check(said: NDArray[np.float64], exactly: NDArray[np.float64]) -> None:
    largest, _ = _differences(said, exactly)
    if not largest <= MOST_EXACT:
        raise TrainingError(
            f"The export in 32 bits is up to {largest:.2g} off the network; at most {MOST_EXACT:g} is allowed.",
            "Install the versions of torch and onnxruntime that requirements/train.txt names, and export again.",
        )


def _differences(one: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[float, float]:
    found = np.abs(one - other)
    return float(found.max()), float(found.mean())


def _export_int8(network: Network, between: Path, out: Path) -> None:
    """Write a network, which is changed, in 8 bits."""
    embeddings: nn.Module = network.encoder.embeddings
    embeddings.word_embeddings = _RoundedEmbedding(network.encoder.embeddings.word_embeddings.weight.detach())
    _export(network, between)
    with _without_advice():
        quantize_dynamic(
            between,
            out,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )


def _export(network: Network, path: Path) -> None:
    """Write a network as ONNX, for any number of messages of any length."""
    network.eval()
    ids = torch.ones((2, 9), dtype=torch.long)
    segment = torch.zeros_like(ids)
    segment[:, 5:] = 1
    both = {0: "batch", 1: "length"}
    with warnings.catch_warnings():
        # The exporter that needs no further library calls itself deprecated, and warns of traces of shapes.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids), segment),
            str(path),
            input_names=list(_INPUTS),
            output_names=["logits"],
            dynamic_axes={**dict.fromkeys(_INPUTS, both), "logits": {0: "batch"}},
            opset_version=_OPSET,
            dynamo=False,
        )


@contextmanager
def _without_advice() -> Iterator[None]:
    """Leave out what the quantiser advises, by the root logger: a step that only matters for images."""
    root = logging.getLogger()
    root.addFilter(_is_no_advice)
    try:
        yield
    finally:
        root.removeFilter(_is_no_advice)


def _is_no_advice(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()
