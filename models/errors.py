"""The errors of ``models``: each has a stable code, says what happened, what was expected and what to do."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["ModelError", "TierFileError", "TierMismatchError"]


class ModelError(Exception):
    """An error of the part that decides; ``service`` shows it to people as it is.

    Parameters
    ----------
    detail
        What happened and what was expected; never the text of an item.
    remedy
        What to do about it; one sentence.
    """

    code: ClassVar[str] = "model"

    def __init__(self, detail: str, remedy: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.detail} {self.remedy}".strip()


class TierFileError(ModelError):
    """A file that a tier needs is missing, broken, or does not say what it must."""

    code: ClassVar[str] = "tier_file"


class TierMismatchError(ModelError):
    """The files of a tier do not belong together, or not to this version of lont."""

    code: ClassVar[str] = "tier_mismatch"
