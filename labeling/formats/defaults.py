"""Fills in what a record made by hand does not have: every field of a row but its text and its labels."""

from __future__ import annotations

import re
from collections.abc import Mapping

from labeling.codebook import VERSION
from labeling.errors import CorpusError
from models.language import detect_language
from models.normalise import normalise

__all__ = ["FILLED", "UNLABELLED", "check_batch", "with_defaults"]

FILLED = ("id", "lang", "platform", "kind", "author_batch", "codebook_version")
"""Fields that get a default."""
UNLABELLED = "unlabelled"
"""Kind of a row that nobody has given one."""
_NO_LANGUAGE = "und"
"""ISO 639-2 for a language that cannot be told."""
_BATCH = re.compile(r"\w[\w.-]{0,79}")


def check_batch(batch: str) -> None:
    """Refuse a batch that cannot be the name of a file.

    Raises
    ------
    CorpusError
        Where it cannot.
    """
    if not _BATCH.fullmatch(batch):
        raise CorpusError("The batch cannot be the name of a file.", "Use letters, digits, _, - and dots.")


def with_defaults(fields: Mapping[str, object], place: str, batch: str) -> dict[str, object]:
    """Return the fields of a record with a default for each of `FILLED` that it lacks.

    Parameters
    ----------
    fields
        Fields of a row as JSON has them; one that is ``None`` is lacking.
    place
        Where the record stands, such as ``line 3``; its number is part of an id that is made up.
    batch
        Author batch of the record, and the other part of the id.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    made_up: dict[str, object] = {
        "id": f"{batch}-{place.rpartition(' ')[2]}",
        "platform": "other",
        "kind": UNLABELLED,
        "author_batch": batch,
        "codebook_version": VERSION,
    }
    if "lang" not in given:
        made_up["lang"] = _language(given.get("text"))
    return made_up | given


def _language(text: object) -> str:
    found = detect_language(normalise(text).text) if isinstance(text, str) else None
    return found or _NO_LANGUAGE
