"""The network: the encoder, the mean over the message's own tokens, and one linear head for both labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from transformers import BertModel

from models.contract import LABELS
from models.transformer.reading import Reading

__all__ = ["Network", "padded"]


class Network(nn.Module):
    """An encoder with a head.

    Parameters
    ----------
    encoder
        What was pretrained; its word embeddings are not trained further.
    dropout
        Share of the pooled values that training hides.
    """

    def __init__(self, encoder: BertModel, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(encoder.config.hidden_size, len(LABELS))
        encoder.embeddings.word_embeddings.weight.requires_grad = False

    @classmethod
    def load(cls, folder: Path, layers: int, dropout: float) -> Network:
        """Take the lowest layers of an encoder on disk, with a fresh head."""
        encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa")
        encoder.encoder.layer = encoder.encoder.layer[:layers]
        encoder.config.num_hidden_layers = len(encoder.encoder.layer)
        return cls(encoder, dropout)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Return log-odds, shape (messages, 2), from ids, mask and segments, each of shape (messages, tokens)."""
        found = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        own = (attention_mask * (1 - token_type_ids)).unsqueeze(-1).to(found.last_hidden_state.dtype)
        pooled = (found.last_hidden_state * own).sum(1) / own.sum(1)
        return cast("Tensor", self.head(self.dropout(pooled)))


def padded(readings: Sequence[Reading], padding: int) -> dict[str, Tensor]:
    """Return the inputs of a batch, each of shape (messages, longest)."""
    longest = max(len(reading.ids) for reading in readings)
    ids = torch.full((len(readings), longest), padding)
    mask, segment = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, reading in enumerate(readings):
        count = len(reading.ids)
        ids[row, :count] = torch.tensor(reading.ids)
        mask[row, :count] = 1
        segment[row, reading.own : count] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": segment}
