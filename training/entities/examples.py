"""Marked texts as the recogniser reads them: spans of the original text become stretches of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labeling.spans import MarkedSpan, MarkedText
from models.contract import LABELS
from models.entities.contract import Found, Reading
from models.entities.merging import LEARNED_TYPES
from models.entities.tokens import Token, split_tokens
from models.language import detect_language
from models.normalise import Normalised, normalise

__all__ = ["Marked", "marked_of"]


@dataclass(frozen=True, slots=True)
class Marked:
    """One text with what it says."""

    reading: Reading
    spans: tuple[MarkedSpan, ...]
    """In places of the original text."""
    tokens: tuple[Found, ...]
    """The same in places of the normalised text, whole tokens each; only types that are learned."""
    lang: str
    batch: str


def marked_of(texts: Sequence[MarkedText]) -> list[Marked]:
    """Return texts as they are read when they are scored: with the language that is detected, and their labels."""
    return [_marked(text) for text in texts]


def _marked(text: MarkedText) -> Marked:
    normalised = normalise(text.row.text)
    labels = tuple(label for label, holds in zip(LABELS, text.row.labels, strict=True) if holds)
    reading = Reading(normalised, detect_language(normalised.text), labels=labels)
    placed = [(token, _place(normalised, token)) for token in split_tokens(normalised.text)]
    learned = [span for span in text.spans if span.type in LEARNED_TYPES]
    tokens = [_stretch(span, placed) for span in learned]
    found = tuple(each for each in tokens if each is not None)
    return Marked(reading, text.spans, found, text.row.lang, text.row.author_batch)


def _place(normalised: Normalised, token: Token) -> float:
    """Return the middle of a token in the original text."""
    start, end = normalised.to_original(*token)
    return (start + end) / 2


def _stretch(span: MarkedSpan, placed: Sequence[tuple[Token, float]]) -> Found | None:
    """Return the tokens whose middle a span covers; nothing where normalising left none of it."""
    inside = [token for token, middle in placed if span.start < middle < span.end]
    return Found(span.type, inside[0].start, inside[-1].end) if inside else None
