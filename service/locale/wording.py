"""Marks words for the catalogue where they are written, long before anybody reads them in a language of theirs."""

from __future__ import annotations

from typing import Self

__all__ = ["N_", "Worded", "worded"]


def N_(message: str) -> str:  # noqa: N802  # the name by which every tool for catalogues knows it
    """Return the words as they are; what shows them looks them up."""
    return message


class Worded(str):
    """A sentence in English that still knows its template and what was put into it, so that a page can translate it.

    To everything else (logs, problem documents, the terminal) it is its English text.

    Parameters
    ----------
    template
        The sentence, with names of values in braces.
    values
        A value for each name; numbers get commas between thousands.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, values: dict[str, object]) -> Self:
        """Return the sentence with its values in it."""
        shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        sentence = super().__new__(cls, template.format(**shown))
        sentence.template = template
        sentence.values = values
        return sentence


def worded(template: str, **values: object) -> Worded:
    """Return a sentence with values in it, such as ``worded("There is no item {id}.", id=item_id)``."""
    return Worded(template, values)
