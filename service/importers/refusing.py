"""How one piece of a file is refused while the pieces beside it go on."""

from __future__ import annotations

from typing import ClassVar

from service.domain.messages import ChannelRef, Refusal
from service.errors import LontError

__all__ = ["PieceRefusedError", "refusal", "refusal_of_damage"]

DAMAGE = {
    "bad_encoding": "It holds bytes that are not UTF-8. Save the file as UTF-8 and import it again.",
    "file_truncated": "The file ends in the middle. What stands before came in; export it again for the rest.",
    "json_syntax": "The JSON is broken here. Export the file again, or mend it here.",
    "lone_surrogate": "It holds half of a character (a lone surrogate escape). Export the file again.",
    "nested_too_deep": "It is nested deeper than any export is. Look at the file: it may be damaged.",
    "number_too_long": "It holds a number of more than 19 digits. Look at the file: it may be damaged.",
    "nul_byte": "It holds a NUL character, which no message has. Look at the file: it may be damaged.",
    "too_long": "It is longer than 1 MiB, which no message is. Look at the file: it may be damaged.",
}
"""Stable code of damage below the level of fields, with what it means and what to do."""


class PieceRefusedError(LontError):
    """One message, line or record cannot be taken in; caught by the importer and told as a ``Refusal``."""

    code: ClassVar[str] = "piece_refused"
    title: ClassVar[str] = "A piece of the file cannot be taken in"


def refusal(place: str, error: PieceRefusedError, channel: ChannelRef | None = None) -> Refusal:
    """Tell a refused piece as an event."""
    return Refusal(place=place, code=error.stable_code, detail=str(error), channel=channel)


def refusal_of_damage(place: str, code: str, channel: ChannelRef | None = None) -> Refusal:
    """Tell a piece that is damaged below the level of fields; ``code`` is a key of ``DAMAGE``."""
    return Refusal(place=place, code=code, detail=DAMAGE[code], channel=channel)
