"""Joins the rows of a blind second pass with the corpus, and writes down what both labellers said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from labeling.agreement.reading import JudgedTwice, Judgement, TwiceLabelled
from labeling.corpus import CorpusRow
from labeling.errors import CorpusError

__all__ = ["Joined", "join", "write_judgements"]

_NAMED = 3
"""Ids that an error names."""


class Joined(NamedTuple):
    """What two labellers said."""

    done: list[TwiceLabelled]
    """They agree in both labels."""
    unsettled: list[JudgedTwice]
    """They do not, and a person has to settle it."""


def join(first: Sequence[CorpusRow], second: Sequence[CorpusRow], labeller: str) -> Joined:
    """Lay the second judgement of each row beside the first.

    Parameters
    ----------
    first
        The corpus.
    second
        Rows that were labelled again, in any order.
    labeller
        Who did, 1 to 80 characters.

    Raises
    ------
    CorpusError
        Where a row of the second pass is there twice, is not in the corpus, or has another text there.
    """
    known, times = {row.id: row for row in first}, Counter(row.id for row in second)
    _refuse((name for name, count in times.items() if count > 1), "there twice", "Leave one of each.")
    _refuse((name for name in times if name not in known), "not in the corpus", "Name its folder with --corpus.")
    changed = (row.id for row in second if row.text != known[row.id].text)
    _refuse(changed, "there with another text than in the corpus", "Label the texts as they were exported.")
    joined = Joined([], [])
    for row in second:
        said = {"first": Judgement.of(known[row.id]), "second": Judgement.of(row)}
        # The tools have no place for it; who hesitated sets it by hand.
        judged = JudgedTwice(id=row.id, labeller=labeller, doubt=False, **said)
        if judged.first.labels == judged.second.labels:
            joined.done.append(TwiceLabelled(**dict(judged)))
        else:
            joined.unsettled.append(judged)
    return joined


def write_judgements(judgements: Iterable[JudgedTwice], path: Path) -> None:
    """Write one judgement a line.

    Raises
    ------
    CorpusError
        Where the file cannot be written.
    """
    lines = (judged.model_dump_json(exclude_none=True) + "\n" for judged in judgements)
    try:
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CorpusError(f"{path} cannot be written ({type(error).__name__}).", "Name another file.") from error


def _refuse(ids: Iterable[str], what: str, remedy: str) -> None:
    found = list(ids)
    if found:
        others = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        are = "is" if len(found) == 1 else "are"
        raise CorpusError(f"Of the second pass {', '.join(found[:_NAMED])}{others} {are} {what}.", remedy)
