"""Embeds texts as multilingual-e5 is meant to be used: with the prefix of a query, averaged over tokens, normalised."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.encoder.pretrained import load_encoder, load_tokenizer
from training.encoder.quantised import Floats

__all__ = ["PREFIX", "Embedder", "cosines"]

PREFIX = "query: "
_BATCH = 16


class Embedder:
    """An encoder on disk, ready to embed.

    Parameters
    ----------
    folder
        Encoder and tokenizer as `training.encoder.unpack` writes them.

    Raises
    ------
    TrainingError
        Where one of them cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._model = load_encoder(folder)
        self.tokenizer = load_tokenizer(folder)
        self.tokenizer.enable_truncation(self._model.config.max_position_embeddings)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 a text, shape (texts, hidden); what no position is left for is cut off."""
        return np.concatenate([self._embed(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens the encoder reads of each text, prefix and special tokens among them."""
        return [len(found.ids) for found in self.tokenizer.encode_batch_fast([PREFIX + text for text in texts])]

    def _embed(self, texts: Sequence[str]) -> Floats:
        import torch  # noqa: PLC0415  # slow to import

        encoded = self.tokenizer.encode_batch_fast([PREFIX + text for text in texts])
        ids = np.full((len(encoded), max(len(found.ids) for found in encoded)), self.tokenizer.token_to_id("<pad>"))
        read = np.zeros(ids.shape, np.int64)
        for row, found in enumerate(encoded):
            ids[row, : len(found.ids)] = found.ids
            read[row, : len(found.ids)] = 1
        with torch.inference_mode():
            states = self._model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(read))
        summed = (states.last_hidden_state.numpy() * read[:, :, None]).sum(axis=1)
        vectors: Floats = (summed / np.linalg.norm(summed, axis=1, keepdims=True)).astype(np.float32)
        return vectors


def cosines(one: Floats, other: Floats) -> Floats:
    """Return the cosine of each row with the same row of the other, shape (rows,)."""
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    found: Floats = (one * other).sum(axis=1) / lengths
    return found
