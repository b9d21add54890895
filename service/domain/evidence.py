"""Evidence: what was captured of an item, and which images are taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

__all__ = ["MOST_IMAGE_BYTES", "EvidenceKind", "EvidenceRecord", "image_type"]

MOST_IMAGE_BYTES = 5_242_880
"""Largest screenshot that is taken."""
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_RIFF, _WEBP = b"RIFF", b"WEBP"


class EvidenceKind(StrEnum):
    """What was captured."""

    SCREENSHOT = "screenshot"
    TEXT = "text"
    """The words as a person pasted them."""


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One piece of evidence without its content."""

    id: UUID
    item_id: UUID
    kind: str
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    captured_at: datetime
    collected_by: str


def image_type(content: bytes) -> str | None:
    """Return the media type of an image by its first bytes, whatever its name claims; ``None`` for anything else."""
    for signature, media_type in _SIGNATURES.items():
        if content.startswith(signature):
            return media_type
    return "image/webp" if content[:4] == _RIFF and content[8:12] == _WEBP else None
