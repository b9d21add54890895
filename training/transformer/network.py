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
from training.encoder.pretrained import load_encoder
from training.transformer.recipe import TransformerRecipe

__all__ = ["Network", "padded"]


class Network(nn.Module):
    """An encoder with a head.

    Parameters
    ----------
    encoder
        What was pretrained. Its word embeddings are not trained further, and its own dropout is taken out: on a CPU it
        takes half of the time of a step, and masked tokens do its work.
    dropout
        Share of the pooled values that training hides.
    """

    def __init__(self, encoder: BertModel, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(encoder.config.hidden_size, len(LABELS))
        encoder.embeddings.word_embeddings.weight.requires_grad = False
        _take_dropout_out(encoder)

    @classmethod
    def load(cls, folder: Path, recipe: TransformerRecipe) -> Network:
        """Take the lowest layers of an encoder on disk, with a fresh head that the seed of the recipe decides.

        Raises
        ------
        TrainingError
            Where no encoder can be read there.
        """
        encoder = load_encoder(folder)
        encoder.encoder.layer = encoder.encoder.layer[: recipe.layers]
        encoder.config.num_hidden_layers = len(encoder.encoder.layer)
        encoder.set_attn_implementation("eager")  # learning through the fused one takes longer on a CPU
        torch.manual_seed(recipe.seed)
        return cls(encoder, recipe.dropout)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Return log-odds, shape (messages, 2), from ids, mask and segments, each of shape (messages, tokens)."""
        found = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        own = (attention_mask * (1 - token_type_ids)).unsqueeze(-1).to(found.last_hidden_state.dtype)
        pooled = (found.last_hidden_state * own).sum(1) / own.sum(1)
        return cast("Tensor", self.head(self.dropout(pooled)))


def _take_dropout_out(encoder: BertModel) -> None:
    for module in encoder.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0


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
