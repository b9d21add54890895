"""The errors of ``labeling``: a corpus that cannot be used, and why."""

from __future__ import annotations

from typing import ClassVar

from service.errors import LontError

__all__ = ["CorpusError"]


class CorpusError(LontError):
    """The corpus cannot be read, or breaks a rule that labels must keep."""

    code: ClassVar[str] = "corpus"
    title: ClassVar[str] = "The corpus cannot be used"
