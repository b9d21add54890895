"""A lexicon of concepts: what kind of thing a word speaks of, in any of the languages.

Concepts carry what was learned in one language over to another: *night* is ``nacht``, ``natt``, ``nuit`` and
``vannacht`` alike. A pattern is a folded word (``deur``), the beginning, end or middle of one (``cobra*``,
``*deur``, ``*vuurwerk*``), or two neighbouring words (``te koop``). Numbers get concepts by their shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from models.linear.words import fold_word

__all__ = ["NUMBER_CONCEPTS", "Lexicon"]

NUMBER_CONCEPTS = ("number_1", "number_2", "number_3", "number_4", "round_number", "amount", "hour", "quantity")
"""A number of one to four or more digits; one that ends in 0; and numbers with the sign of money, time or pieces."""

_NUMBER = re.compile(r"(\d+)(?:[.,]\d+)?-?(\D*)")
_AFTER_NUMBER = {
    "amount": "k e eu eur euro p ps kr sek lax balles quid boules tjes rug mille zl tl gbp pound",
    "hour": "u h uur am pm uhr ish",
    "quantity": "x st stuks stk pcs szt kg g gr",
}
_AFTER = {unit: concept for concept, units in _AFTER_NUMBER.items() for unit in units.split()}


class Lexicon:
    """Concepts of words and of pairs of words.

    Parameters
    ----------
    patterns
        Concept to its patterns, as in the module's docstring.

    Attributes
    ----------
    concepts
        All names, sorted, those of numbers included; a concept's number is its place here.
    phrases
        Two folded words, joined by a space, to the numbers of their concepts.
    """

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self.concepts = tuple(sorted({*patterns, *NUMBER_CONCEPTS}))
        self._number = {concept: at for at, concept in enumerate(self.concepts)}
        self._exact: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._middles: dict[str, list[int]] = {}
        self.phrases: dict[str, list[int]] = {}
        for concept, concept_patterns in patterns.items():
            for pattern in map(_folded, concept_patterns):
                self._kind(pattern).setdefault(pattern.strip("*"), []).append(self._number[concept])

    def _kind(self, pattern: str) -> dict[str, list[int]]:
        """Return where a pattern is kept: by its open ends, or with the phrases."""
        match pattern.startswith("*"), pattern.endswith("*"):
            case True, True:
                return self._middles
            case True, False:
                return self._ends
            case False, True:
                return self._beginnings
            case _:
                return self.phrases if " " in pattern else self._exact

    def of_word(self, folded: str) -> list[int]:
        """Return the numbers of the concepts of one folded word, each once, in order."""
        found = set(self._exact.get(folded, ()))
        for at in range(len(folded)):
            if (beginning := folded[: at + 1]) in self._beginnings:
                found.update(self._beginnings[beginning])
            if (end := folded[at:]) in self._ends:
                found.update(self._ends[end])
        for middle, numbers in self._middles.items():
            if middle in folded:
                found.update(numbers)
        found.update(self._number[concept] for concept in _of_number(folded))
        return sorted(found)


def _folded(pattern: str) -> str:
    return " ".join(map(fold_word, pattern.split(" ")))


def _of_number(folded: str) -> list[str]:
    match = _NUMBER.fullmatch(folded)
    if match is None:
        return []
    digits, unit = match.groups()
    found = [f"number_{min(len(digits), 4)}"]
    if len(digits) > 1 and digits.endswith("0"):
        found.append("round_number")
    if unit in _AFTER:
        found.append(_AFTER[unit])
    return found
