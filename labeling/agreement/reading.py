"""Reads the second pass: what the first and the second labeller said of a text, and how a difference was settled."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from labeling.corpus.row import CorpusRow, Explicitness, Label, Role
from labeling.errors import CorpusError
from labeling.wording import printable

__all__ = ["SECOND_PASS", "JudgedTwice", "Judgement", "TwiceLabelled", "read_second_pass"]

SECOND_PASS = Path(__file__).parent / "second_pass.jsonl"
"""The second pass over the corpus of lont."""

_Name = Annotated[str, Field(min_length=1, max_length=80)]


class Judgement(BaseModel):
    """What a labeller says of a text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    recruitment: Label
    f4_sale: Label
    explicitness: Explicitness
    role: Role

    @classmethod
    def of(cls, row: CorpusRow) -> Self:
        """Return what a row of the corpus says."""
        return cls(recruitment=row.recruitment, f4_sale=row.f4_sale, explicitness=row.explicitness, role=row.role)

    @property
    def labels(self) -> tuple[int, int]:
        """Labels in the order of `models.contract.LABELS`."""
        return self.recruitment, self.f4_sale


class JudgedTwice(BaseModel):
    """What two labellers say of one text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: _Name
    """Of the row in the corpus."""
    labeller: _Name
    """Who labelled it the second time, without seeing the first label."""
    first: Judgement
    second: Judgement
    doubt: bool
    """Whether the second labeller hesitated."""


class TwiceLabelled(JudgedTwice):
    """One text, labelled twice, and settled where the two differ in a label."""

    settled: Judgement | None = None
    """What holds, where the two differ in a label."""
    rule: _Name | None = None
    """The rule of the codebook that settled it."""

    @model_validator(mode="after")
    def _differences_are_settled(self) -> Self:
        if self.first.labels != self.second.labels and self.settled is None:
            raise ValueError("first and second differ in a label, and nothing is settled")
        if (self.settled is None) != (self.rule is None):
            raise ValueError("settled and rule go together")
        return self


def read_second_pass(path: Path = SECOND_PASS) -> list[TwiceLabelled]:
    """Return all texts that were labelled twice.

    Raises
    ------
    CorpusError
        At the first line that is none, or for an id that stands there twice.
    """
    found = list[TwiceLabelled]()
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                found.append(TwiceLabelled.model_validate_json(line))  # its length tells the line
    except (ValidationError, UnicodeDecodeError) as error:
        remedy = "Give each line: id, labeller, first, second, doubt, and settled with its rule where labels differ."
        raise CorpusError(f"{path.name}, line {len(found) + 1}: not a text that was labelled twice.", remedy) from error
    except OSError as error:
        raise CorpusError(f"{path} cannot be read.", "Name a file with a second pass.") from error
    again = [name for name, count in Counter(judged.id for judged in found).items() if count > 1]
    if again:
        raise CorpusError(printable(f"{path.name} has {again[0]} twice."), "Leave one line for each id.")
    return found
