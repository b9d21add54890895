"""Explains a score of the encoder by occlusion: how far the log-odds fall when words are hidden behind ``<mask>``.

What is hidden keeps its place, so that all variants are as long as the message and cost as much to score. There are
at most `MOST_OCCLUSIONS`; in a longer text some neighbouring words are hidden together.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.contract import Prepared
from models.linear.words import words
from models.spans import WordWeight
from models.transformer.encoder import Encoder
from models.transformer.reading import Piece, Reader, Reading

__all__ = ["MOST_OCCLUSIONS", "occlude"]

MOST_OCCLUSIONS = 9
"""With the score of the whole message, an explanation costs ten scores."""

_Span = tuple[int, int]


def occlude(reader: Reader, encoder: Encoder, message: Prepared, column: int) -> list[WordWeight]:
    """Return what hidden words took from the log-odds of a label (its column), in the order of the text.

    Words beyond what the encoder reads of a message are not among them.
    """
    (reading,) = reader.read([message])
    pieces = reader.pieces(message)
    units = _units(message.normalised.text, pieces)
    hidden = [_hide(reading, pieces, unit, reader.mask) for unit in units]
    whole, *rest = encoder.logits([reading, *hidden])[:, column].tolist()
    return [WordWeight(start, end, whole - without) for (start, end), without in zip(units, rest, strict=True)]


def _units(text: str, pieces: Sequence[Piece]) -> list[_Span]:
    """Return the stretches to hide: one word or some neighbours each, signs at their edges left out."""
    read = max((piece.end for piece in pieces), default=0)
    ends = {piece.end for piece in pieces}
    found = [
        (start, end)
        for word, start, end in words(text[:read])
        if any(map(str.isalnum, word)) and not ends.isdisjoint(range(start + 1, end + 1))
    ]
    size = -(-len(found) // MOST_OCCLUSIONS) or 1
    return [(found[at][0], found[min(at + size, len(found)) - 1][1]) for at in range(0, len(found), size)]


def _hide(reading: Reading, pieces: Sequence[Piece], unit: _Span, mask: int) -> Reading:
    """Put the mask for each token that ends within a unit; a token may begin with the space before it."""
    start, end = unit
    ids = list(reading.ids)
    for at, piece in enumerate(pieces, 1):
        if start < piece.end <= end:
            ids[at] = mask
    return Reading(ids, reading.own)
