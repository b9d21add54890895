"""Names of the formats, as a command takes them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["FormatName"]


class FormatName(StrEnum):
    """A format that labels can go out to and come back from."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    CSV = "csv"
