"""Words of a text as a person points at them: cut up for the page, and found again from what a form says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.domain.decisions import DecisionSpan
from service.errors import Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError

__all__ = ["Word", "mark_of", "quoted_spans", "span_of", "words_of"]

_WORD = re.compile(r"\S+")
_MOST_WORDS = 3_000
"""Words that can be pointed at; those after them are quoted."""


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch without white space, and what stands between it and the next one."""

    start: int
    end: int
    text: str
    gap: str


def words_of(text: str) -> tuple[list[Word], str]:
    """Return the words of a text, at most three thousand, and what comes after the last of them."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        if len(found) == _MOST_WORDS:
            break
        following = _WORD.search(text, match.end())
        end = following.start() if following else len(text)
        found.append(Word(match.start(), match.end(), match.group(), text[match.end() : end]))
    return found, text[end:]


def mark_of(span: DecisionSpan) -> str:
    """Return a span as a control of a form sends it."""
    return f"{span.label}:{span.start}:{span.end}:{'yes' if span.speaks else 'no'}"


def span_of(mark: str) -> DecisionSpan:
    """Return what a control sent; its form has checked that it is one."""
    label, start, end, speaks = mark.split(":")
    return DecisionSpan(label, int(start), int(end), speaks == "yes")


def quoted_spans(text: str, quotes: Iterable[tuple[str, str, str]]) -> list[DecisionSpan]:
    """Return where quoted words stand.

    Parameters
    ----------
    text
        The text as it was posted.
    quotes
        Field of the form, the words, and ``label:yes`` or ``label:no``.

    Raises
    ------
    RequestInvalidError
        With each quote that stands nowhere, or in several places.
    """
    faults, found = [], []
    for field, words, meaning in quotes:
        places = list(_places(text, words.strip()))
        if len(places) == 1:
            label, _, speaks = meaning.partition(":")
            found.append(DecisionSpan(label, *places[0], speaks == "yes"))
        elif not places:
            faults.append(Fault(field, "These words do not stand in the text like this.", "not_there"))
        else:
            many = worded("These words stand there {n} times: quote more around them.", n=len(places))
            faults.append(Fault(field, many, "ambiguous"))
    if faults:
        raise RequestInvalidError("Not all quoted words were found.", "Mend what `faults` names.", faults=faults)
    return found


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)
