"""What a labelling function sees of a row: its normalised text and the word families in it and in the messages around.

Normalising is what takes time, so a row is read once and shown to every function.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from labeling.corpus import CorpusRow
from labeling.weak.innocent_words import INNOCENT_WORDS
from labeling.weak.label_words import LABEL_WORDS
from models.linear.lexicon import Lexicon
from models.linear.words import fold_word, split_words
from models.normalise import normalise

__all__ = ["Reading", "read_row"]

_FAMILIES = LABEL_WORDS | INNOCENT_WORDS
_LEXICON = Lexicon({name: re.split(r",\s*", ", ".join(lines)) for name, lines in _FAMILIES.items()})
_MONEY_SIGNS = "€$£"
_QUOTED = re.compile(r"[«“„‘]\s?[^«»“”„‘’]{8,}[»”“’]|\"[^\"\n]{8,}\"|(?<!\w)'[^'\n]{8,}'(?!\w)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as labelling functions see it."""

    text: str
    """Normalised."""
    families: Mapping[str, int]
    """Families of the text, and how often each occurs; kinds of numbers of `models.linear.lexicon` among them."""
    around: frozenset[str]
    """Families of the messages around."""
    priced_lines: int
    """Lines of the original that hold a number and are short."""
    quotes: bool
    """Whether a stretch stands between quotation marks."""

    def has(self, *families: str) -> bool:
        """Tell whether the text has a word of every one of these families."""
        return all(family in self.families for family in families)

    def has_any(self, *families: str) -> bool:
        """Tell whether the text has a word of one of these families."""
        return any(family in self.families for family in families)

    @property
    def has_pay(self) -> bool:
        """Whether a sum is named, or pay spoken of."""
        return self.has_any("money", "amount", "round_number")

    @property
    def is_silent(self) -> bool:
        """Whether neither the text nor a message around has a word of any family; numbers are no words."""
        return not (self.families.keys() | self.around) & _FAMILIES.keys()


def read_row(row: CorpusRow) -> Reading:
    """Normalise a row and find its families."""
    message = row.to_message()
    text = normalise(row.text).text
    around = (near.text for near in (*message.before, *message.after))
    found = {family for near in around for family in _families(normalise(near).text)}
    return Reading(text, Counter(_families(text)), frozenset(found), _priced_lines(row.text), _quotes(row.text))


def _families(normal: str) -> Iterator[str]:
    words = [fold_word(word) for word in split_words(normal) if word[0].isalnum() or word in _MONEY_SIGNS]
    for word in words:
        yield from _of_word(word)
    for pair in pairwise(words):
        yield from (_LEXICON.concepts[at] for at in _LEXICON.phrases.get(" ".join(pair), ()))


@lru_cache(maxsize=100_000)
def _of_word(folded: str) -> tuple[str, ...]:
    return tuple(_LEXICON.concepts[at] for at in _LEXICON.of_word(folded))


_LONGEST_PRICED_LINE = 40


def _priced_lines(text: str) -> int:
    return sum(
        len(line) <= _LONGEST_PRICED_LINE and any(sign.isdigit() for sign in line) for line in re.split(r"[\n/]", text)
    )


def _quotes(text: str) -> bool:
    return _QUOTED.search(text) is not None
