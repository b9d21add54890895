"""The text of an item as its page shows it: cut where a label, a gloss or an entity begins or ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any
from unicodedata import category

from models.contract import LABELS
from models.normalise import Normalised
from models.normalise.changes import Change, changed_words
from service.domain.glossary import Term
from service.domain.items import ContextItem, ItemRecord
from service.handlers.console.entity_words import EntityRow, entity_rows
from service.handlers.marking import Piece, marked
from service.locale.languages import current_reader
from service.services.glosses import Gloss

__all__ = [
    "Glossed",
    "Neighbour",
    "ReadWord",
    "Reading",
    "TextPiece",
    "glossed",
    "neighbour_of",
    "reading_of",
    "text_pieces",
]

_DISGUISES = frozenset({"look_alikes", "invisible", "leet", "spelled_apart"})
_UNSEEN = frozenset({"Cf", "Cc", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that leave no mark on a screen."""


@dataclass(frozen=True, slots=True)
class Glossed:
    """A term of the glossary in a text."""

    number: int
    """From 1, in the order of the text; names its place in the list below the text."""
    term: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a text over which nothing changes."""

    text: str
    labels: tuple[str, ...]
    gloss: Glossed | None = None
    first: bool = False
    """The first piece of the first place of its term: the keyboard stops here."""
    entity: EntityRow | None = None
    last: bool = False
    """The last piece of its entity, after which the value stands."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word that the model reads otherwise than it was written."""

    written: str
    """With signs for characters that nobody sees."""
    read: str
    codes: tuple[str, ...]
    """As `models.normalise.changes.CHANGES`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model reads it."""

    pieces: Sequence[tuple[str, bool]]
    """Parts of the normalised text, each with whether it was written otherwise."""
    words: Sequence[ReadWord]
    codes: Sequence[str]
    """Of all words, each once."""

    @property
    def disguised(self) -> bool:
        """Whether the text was written so that others should not find its words."""
        return not _DISGUISES.isdisjoint(self.codes)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A message around an item."""

    near: ContextItem
    pieces: Sequence[Piece]
    labels: tuple[str, ...]
    """That it raised itself."""


def glossed(found: Sequence[Gloss]) -> Mapping[Term, Glossed]:
    """Return the terms of a text with their meaning in the reader's language, each once."""
    language = current_reader().language
    terms = dict.fromkeys(each.term for each in found)
    return {
        term: Glossed(number, term.forms[0], term.meaning(language), term.source)
        for number, term in enumerate(terms, 1)
    }


def text_pieces(item: ItemRecord, found: Sequence[Gloss], terms: Mapping[Term, Glossed]) -> list[TextPiece]:
    """Return pieces that together are the text of an item."""
    text = item.text or ""
    labelled = marked(text, item.explanation, LABELS)
    starts = [0, *accumulate(len(piece.text) for piece in labelled)]
    glosses = [(each.start, each.end, terms[each.term]) for each in found]
    entities = list(_apart(item.entities, entity_rows(item)))
    edges = sorted({*starts, *(end for span in (*glosses, *entities) for end in span[:2])})
    seen = set[int]()
    pieces = []
    for start, end in pairwise(edges):
        gloss, entity = _at(glosses, start), _at(entities, start)
        first = gloss is not None and gloss[2].number not in seen
        if gloss is not None:
            seen.add(gloss[2].number)
        pieces.append(
            TextPiece(
                text[start:end],
                labelled[bisect_right(starts, start) - 1].labels,
                gloss and gloss[2],
                first,
                entity and entity[2],
                entity is not None and entity[1] == end,
            )
        )
    return pieces


def neighbour_of(near: ContextItem, item: ItemRecord | None) -> Neighbour:
    """Return a message around an item; ``None`` shows it without its score."""
    explanation = () if item is None else item.explanation
    return Neighbour(near, marked(near.text or "", explanation, LABELS), () if item is None else item.labels)


def reading_of(normalised: Normalised) -> Reading | None:
    """Return the text as the model reads it; ``None`` where that is what was written, but for case and spaces."""
    changes = changed_words(normalised)
    if not changes:
        return None
    cuts = [0, *(edge for change in changes for edge in (change.start, change.end)), len(normalised.text)]
    parts = [(normalised.text[start:end], odd % 2 == 1) for odd, (start, end) in enumerate(pairwise(cuts))]
    words = dict.fromkeys(_word(normalised, change) for change in changes)
    codes = dict.fromkeys(code for change in changes for code in change.codes)
    return Reading([part for part in parts if part[0]], list(words), list(codes))


def _word(normalised: Normalised, change: Change) -> ReadWord:
    written = normalised.original[change.original_start : change.original_end]
    return ReadWord(_visible(written), normalised.text[change.start : change.end], change.codes)


def _visible(text: str) -> str:
    return "".join(f"⟨{ord(each):04X}⟩" if category(each) in _UNSEEN else each for each in text)


def _apart(
    entities: Collection[Mapping[str, Any]], rows: Collection[EntityRow]
) -> Iterator[tuple[int, int, EntityRow]]:
    """Yield entities by their place; one that lies within another is left to the table."""
    end = 0
    for entity, row in sorted(zip(entities, rows, strict=True), key=lambda each: each[0]["start"]):
        if entity["start"] >= end and entity["end"] > entity["start"]:
            end = entity["end"]
            yield entity["start"], end, row


def _at(spans: Sequence[tuple[int, int, Any]], position: int) -> tuple[int, int, Any] | None:
    """Return the span that holds a position; they are in order and lie apart."""
    at = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and position < spans[at][1] else None
