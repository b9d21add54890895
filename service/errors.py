"""The errors of lont: each has a stable code, says what happened, what was expected and what to do.

``LontError`` is the caller's fault or the world's; it is shown to people as it is (a table row, a problem+json
document, one line on the terminal). Anything else that is raised is a defect of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

__all__ = ["ConfigurationError", "ConflictError", "DatabaseNotAtHeadError", "Fault", "FileRefusedError", "LontError"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One of the faults of a request that has several."""

    where: str
    """Path to the faulty place, such as ``body.items.3.text``."""
    what: str
    """What was expected there; never what stands there."""
    code: str


class LontError(Exception):
    """An error that a person can act on.

    Parameters
    ----------
    detail
        What happened and what was expected; never the text of an item.
    remedy
        What to do about it; one sentence.
    code
        Overrides the code of the class, for classes that cover several.
    faults
        All faults, where more than one thing can be wrong at once.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Something is not right"

    def __init__(self, detail: str, remedy: str = "", *, code: str | None = None, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy
        self.stable_code = code or self.code
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return f"{self.detail} {self.remedy}".strip()


class ConfigurationError(LontError):
    """The settings contradict each other or the machine."""

    code = "configuration"
    status = 500
    title = "lont is not set up for this"


class DatabaseNotAtHeadError(ConfigurationError):
    """The database has no schema yet, or that of another version."""

    code = "database_not_at_head"
    title = "The database is not at the current schema"


class FileRefusedError(LontError):
    """A file cannot be read at all, as a whole."""

    code = "file_refused"
    title = "The file cannot be read"


class ConflictError(LontError):
    """The request contradicts what is already there."""

    code = "conflict"
    status = 409
    title = "Conflicts with what is there"
