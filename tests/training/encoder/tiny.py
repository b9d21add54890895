"""A whole encoder small enough for a test: some pieces, one layer, eight numbers."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel

from training.encoder.pretrained import save_encoder

WORDS = ["▁bus", "▁brood", "▁query", "▁straße", "▁kom", "▁later", "▁за", "▁слово", "▁中文", "▁اليوم", "en"]
SINGLE = [*"▁abcdekloqrstuy:.!?0123456789ßаοα中😅", "!!", "2024", "▁12"]
PIECES = ["<s>", "<pad>", "</s>", "<unk>", *WORDS, *SINGLE, "<mask>"]


def tiny_tokenizer() -> Tokenizer:
    """Return a tokenizer of the form of XLM-R, for `PIECES`; no two segmentations of a text score the same."""
    scores = [-(1 + 0.37 * at**0.7) * (3 if len(piece) == 1 else 1) for at, piece in enumerate(PIECES)]
    tokenizer = Tokenizer(Unigram(list(zip(PIECES, scores, strict=True)), unk_id=3, byte_fallback=False))
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    return tokenizer


def write_tiny_encoder(folder: Path) -> Path:
    """Write it with random weights, the same each time, and return the folder."""
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(PIECES),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        pad_token_id=1,
    )
    save_encoder(BertModel(config, add_pooling_layer=False), tiny_tokenizer(), folder)
    return folder
