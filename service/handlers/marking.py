"""Cuts a text into pieces by the spans that made its score, so that a page can mark them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

__all__ = ["Piece", "marked", "shortened"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text."""

    text: str
    labels: tuple[str, ...]
    """Labels that this part speaks for; none for ordinary text."""


def marked(text: str, spans: Iterable[dict[str, Any]], labels: Collection[str]) -> list[Piece]:
    """Return pieces that together are the text.

    Parameters
    ----------
    text
        The original text.
    spans
        Explanation of a score: ``label``, ``start``, ``end`` (code points), ``weight``. Spans that speak against a
        label are passed over, as are those that point out of the text.
    labels
        Labels to be marked.
    """
    wanted = [span for span in spans if span["weight"] > 0 and span["label"] in labels]
    cuts = {0, len(text)}
    for span in wanted:
        cuts |= {_inside(span["start"], text), _inside(span["end"], text)}
    edges = sorted(cuts)
    pieces: list[Piece] = []
    for start, end in pairwise(edges):
        here = {span["label"] for span in wanted if span["start"] <= start and end <= span["end"]}
        _append(pieces, Piece(text[start:end], tuple(sorted(here))))
    return pieces


def shortened(pieces: list[Piece], most: int) -> tuple[list[Piece], bool]:
    """Return the first `most` characters of the pieces, and whether there was more."""
    kept: list[Piece] = []
    for piece in pieces:
        if most <= 0:
            return kept, True
        kept.append(Piece(piece.text[:most], piece.labels))
        if len(piece.text) > most:
            return kept, True
        most -= len(piece.text)
    return kept, False


def _append(pieces: list[Piece], piece: Piece) -> None:
    if pieces and pieces[-1].labels == piece.labels:
        piece = Piece(pieces.pop().text + piece.text, piece.labels)
    pieces.append(piece)


def _inside(position: int, text: str) -> int:
    return min(max(position, 0), len(text))
