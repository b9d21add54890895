"""Measures, language by language, what a pruned encoder has lost, and tells which languages it serves.

A language is served where its sentences come out as before the pruning: the mean cosine of their embeddings is at least
0.98 and at most 1 in 100 of their tokens is unknown. That says what pruning spared, and not that the encoder ever
understood the language; how often a sentence lies nearest to its translation is reported beside it for that reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from training.encoder.embedding import Embedder, cosines
from training.encoder.sentences import PIVOT, SENTENCES

__all__ = ["LOWEST_COSINE", "MOST_UNKNOWN", "LanguageFigures", "measure_languages", "served_languages"]

LOWEST_COSINE = 0.98
"""Mean cosine with the unpruned encoder from which a language is served."""
MOST_UNKNOWN = 0.01
"""Share of unknown tokens up to which a language is served."""


@dataclass(frozen=True, slots=True)
class LanguageFigures:
    """What pruning did to the sentences of one language."""

    language: str
    sentences: int
    unknown_before: float
    """Share of tokens that are unknown; several unknown characters on end are one token."""
    unknown_after: float
    tokens_per_word_before: float
    tokens_per_word_after: float
    cosine_min: float
    cosine_mean: float
    translations_found: int
    """Sentences whose nearest Dutch one, by the pruned encoder, is their translation; by chance it would be one."""

    @property
    def served(self) -> bool:
        """Whether what the pruned encoder says of this language can be relied on as before."""
        return self.cosine_mean >= LOWEST_COSINE and self.unknown_after <= MOST_UNKNOWN


def served_languages(figures: Sequence[LanguageFigures]) -> list[str]:
    """Return the languages that the pruned encoder serves; others are to be marked as unsure."""
    return [found.language for found in figures if found.served]


def measure_languages(before: Embedder, after: Embedder) -> list[LanguageFigures]:
    """Return the figures of each language, for an encoder before and after its pruning."""
    pivot = after.embed(SENTENCES[PIVOT])
    found = []
    for language, sentences in SENTENCES.items():
        vectors = after.embed(sentences)
        near = cosines(before.embed(sentences), vectors)
        right = np.argmax(vectors @ pivot.T, axis=1) == np.arange(len(sentences))
        unknown_before, per_word_before = _tokens(before.tokenizer, sentences)
        unknown_after, per_word_after = _tokens(after.tokenizer, sentences)
        found.append(
            LanguageFigures(
                language=language,
                sentences=len(sentences),
                unknown_before=unknown_before,
                unknown_after=unknown_after,
                tokens_per_word_before=per_word_before,
                tokens_per_word_after=per_word_after,
                cosine_min=float(near.min()),
                cosine_mean=float(near.mean()),
                translations_found=int(right.sum()),
            )
        )
    return found


def _tokens(tokenizer: Tokenizer, sentences: Sequence[str]) -> tuple[float, float]:
    """Return the share of unknown tokens, and the tokens a word."""
    encoded = tokenizer.encode_batch_fast(list(sentences), add_special_tokens=False)
    ids = [one for found in encoded for one in found.ids]
    words = sum(len(sentence.split()) for sentence in sentences)
    return sum(one == tokenizer.token_to_id("<unk>") for one in ids) / len(ids), len(ids) / words
