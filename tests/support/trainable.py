"""An encoder on disk that is small enough to be trained in a test, and rows that it can learn."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from labeling.corpus import CorpusRow
from models.transformer.reading import MOST_TOKENS
from tests.support.rows import NEITHER, sound
from training.encoder.pretrained import save_encoder

_WORDS = ("▁cobra", "▁te", "▁koop", "▁klus", "▁deur", "▁bus", "▁brood", "▁later", "▁vanavond", "▁weer", "▁doos")
_LETTERS = "▁abcdefghijklmnopqrstuvwxyz0123456789.,:;?!'-€éèàöäå"
_PIECES = ("<s>", "<pad>", "</s>", "<unk>", *_WORDS, *_LETTERS, "<mask>")
_RECRUITMENT = {"recruitment": 1, "f4_sale": 0, "role": "recruiter"}


def write_trainable_encoder(folder: Path) -> Path:
    """Write two layers, 32 wide, with random weights, the same each time, and return the folder."""
    torch.manual_seed(1)
    sizes = BertConfig(
        vocab_size=len(_PIECES),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=MOST_TOKENS,
        initializer_range=0.3,
        pad_token_id=1,
    )
    save_encoder(BertModel(sizes, add_pooling_layer=False), _tokenizer(), folder)
    return folder


def separable_rows(count: int = 48) -> list[CorpusRow]:
    """Return offers of both kinds and small talk by turns, each with a word of its own that tells which it is."""
    told: list[tuple[str, dict[str, object]]] = [("cobra te koop", {}), ("klus deur", _RECRUITMENT), ("brood", NEITHER)]
    rows = []
    for at in range(count):
        text, changes = told[at % 3]
        filled = f"{text} {'later ' * (at % 4)}nr {at}"
        rows.append(CorpusRow.model_validate(sound(id=f"r{at}", text=filled, author_batch=f"b{at % 4}", **changes)))
    return rows


def _tokenizer() -> Tokenizer:
    """Return a tokenizer of the form of XLM-R, in which no two ways to cut up a text are equally likely."""
    scores = [-(1 + 0.37 * at**0.7) * (3 if len(piece) == 1 else 1) for at, piece in enumerate(_PIECES)]
    tokenizer = Tokenizer(models.Unigram(list(zip(_PIECES, scores, strict=True)), unk_id=3, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    special = [("<s>", 0), ("</s>", 2)]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=special)
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    return tokenizer
