"""A tiny transformer tier with weights drawn at random: what it says means nothing, that it is consistent does."""

from __future__ import annotations

import json
import logging
import warnings
from pathlib import Path
from typing import NamedTuple

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from models.bundle import Bundle, seal_bundle
from models.calibration import Calibration, Curve
from models.cascade import Cascading, Passing
from models.contract import LABELS
from models.joining import Joining, Weights
from models.thresholds import Thresholds
from models.transformer import Settings, TransformerTier, load_tier, save_tier
from models.transformer.reading import MOST_TOKENS
from tests.support.tiers import TEXTS, small_bundle

__all__ = [
    "CALIBRATION",
    "SLOW_ALONE",
    "TinyEncoder",
    "TinyNetwork",
    "export",
    "sealed_again",
    "tiny_bundle",
    "tiny_encoder",
    "tiny_tier",
]

SLOW_ALONE = Joining(dict.fromkeys(LABELS, Weights(fast=0.0, slow=1.0, offset=0.0)))
"""Joins two scores into the second."""
CALIBRATION = Calibration({"recruitment": Curve(0.9, 0.1), "f4_sale": Curve(1.2, -0.3)})
_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
_TALK = (
    "vannacht wordt het koud, doe een jas aan",
    "wer kommt morgen mit in die stadt?",
    "on se retrouve devant la porte à huit heures",
    "someone left a bike at the corner, is it yours",
    "explosion in het nieuws, gelukkig niemand gewond",
)


class TinyNetwork(nn.Module):
    """Two layers, 32 wide, and a head; random, and the same each time."""

    def __init__(self, vocabulary: int, seed: int = 3) -> None:
        super().__init__()
        torch.manual_seed(seed)
        sizes = BertConfig(
            vocab_size=vocabulary,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=MOST_TOKENS,
            initializer_range=0.4,
        )
        self.encoder = BertModel(sizes, add_pooling_layer=False)
        self.head = nn.Linear(32, len(LABELS))
        self.eval()

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        found = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        own = (attention_mask * (1 - token_type_ids)).unsqueeze(-1).to(found.last_hidden_state.dtype)
        logits: Tensor = self.head((found.last_hidden_state * own).sum(1) / own.sum(1))
        return logits


class TinyEncoder(NamedTuple):
    """A network, its tokenizer and its files."""

    network: TinyNetwork
    tokenizer: Tokenizer
    exact: Path
    """ONNX with 32 bits."""
    rounded: Path
    """ONNX, int8."""
    settings: Settings


def tiny_encoder(folder: Path) -> TinyEncoder:
    """Train a tokenizer, draw a network, and export it in both forms."""
    tokenizer = _tokenizer()
    size = tokenizer.get_vocab_size()
    network = TinyNetwork(size)
    exact, rounded = folder / "exact.onnx", folder / "rounded.onnx"
    export(network, exact)
    root = logging.getLogger()
    root.addFilter(_is_no_advice)  # the quantiser advises, by the root logger, a step that only matters for images
    try:
        # 7 bits, as lont exports: with 8, processors without VNNI overflow.
        quantize_dynamic(exact, rounded, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    finally:
        root.removeFilter(_is_no_advice)
    return TinyEncoder(network, tokenizer, exact, rounded, Settings(base="drawn at random", vocabulary=size))


def export(network: nn.Module, path: Path) -> None:
    """Write a network as ONNX, any number of messages of any length."""
    network.eval()  # also what it wraps, which the exporter would leave as it found the outermost
    ids = torch.ones((2, 9), dtype=torch.long)
    both = {0: "batch", 1: "length"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with warnings.catch_warnings():
        # The exporter that needs no further library calls itself deprecated, and warns of traces of shapes.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (ids, ids, torch.zeros_like(ids)),
            str(path),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={**dict.fromkeys(names, both), "logits": {0: "batch"}},
            opset_version=18,
            dynamo=False,
        )


def tiny_tier(tiny: TinyEncoder, folder: Path, *, rounded: bool = True) -> TransformerTier:
    """Write the files of a tier and read them back."""
    save_tier(tiny.rounded if rounded else tiny.exact, tiny.tokenizer, tiny.settings, folder)
    return load_tier(folder, CALIBRATION, threads=2)


def tiny_bundle(tiny: TinyEncoder, folder: Path, *, passing: float = 0.4, threshold: float = 0.5) -> Bundle:
    """Write a bundle with both tiers; the linear one has thresholds of its own, which are higher."""
    small_bundle(folder, threshold=0.9)
    save_tier(tiny.rounded, tiny.tokenizer, tiny.settings, folder / "transformer")
    CALIBRATION.save(folder / "calibration.json", "transformer")
    Thresholds(dict.fromkeys(LABELS, threshold), "a test").save(folder / "thresholds.json", "transformer")
    Thresholds(dict.fromkeys(LABELS, threshold), "a test").save(folder / "thresholds.json", "cascade")
    Cascading(Passing(dict.fromkeys(LABELS, passing)), SLOW_ALONE).save(folder / "cascade.json")
    return sealed_again(folder)


def sealed_again(folder: Path) -> Bundle:
    """Seal a bundle whose files have been changed, with the facts that it states."""
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del facts["format"], facts["files"]
    return seal_bundle(folder, **facts)


def _tokenizer() -> Tokenizer:
    """Learn a vocabulary from a few invented sentences, all letters of them included."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=400,
        special_tokens=_SPECIAL,
        unk_token="<unk>",
        initial_alphabet=list("abcdefghijklmnopqrstuvwxyz0123456789.,:;?!'-€éèàöäå"),
        show_progress=False,
    )
    tokenizer.train_from_iterator([*TEXTS, *_TALK], trainer)
    return tokenizer


def _is_no_advice(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()
