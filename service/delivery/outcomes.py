"""What became of one attempt to deliver; the same few words for mail and for webhooks."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DETAIL_CHARS", "DeliveryOutcome", "DeliveryReport", "plain_detail", "refusal_of"]

DETAIL_CHARS = 300
"""The longest detail of a report, in code points."""


class DeliveryOutcome(StrEnum):
    """Whether the other side has it. Only ``unknown`` leaves that open."""

    ACCEPTED = "accepted"
    """The other side has taken it over."""
    REFUSED_FOR_GOOD = "refused_for_good"
    """It said no, and the same attempt will get the same answer."""
    REFUSED_FOR_NOW = "refused_for_now"
    """It said not now."""
    NOT_REACHED = "not_reached"
    """It cannot have been accepted: the whole of it never left."""
    UNKNOWN = "unknown"
    """It may have been accepted: the whole of it may have arrived, and no answer came that could be read."""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """One attempt, as it is kept in the delivery log."""

    outcome: DeliveryOutcome
    code: int | None
    """The status that the other side answered with; ``None`` where it gave none."""
    detail: str
    """For people: at most `DETAIL_CHARS` printable characters, and nothing of what was sent."""
    retry_after_seconds: float | None = None
    """How long the other side asks to wait, where it says so."""
    reference: str | None = None
    """The number that the other side gave it, where it took it over and gave one."""


def refusal_of(code: int) -> DeliveryOutcome | None:
    """Return what a status of the 400s or 500s means in SMTP; ``None`` for any other."""
    if 400 <= code <= 499:  # noqa: PLR2004  # RFC 5321, 4.2.1: transient negative completion
        return DeliveryOutcome.REFUSED_FOR_NOW
    if 500 <= code <= 599:  # noqa: PLR2004  # permanent negative completion
        return DeliveryOutcome.REFUSED_FOR_GOOD
    return None


def plain_detail(text: str | bytes) -> str:
    """Return one printable line of at most `DETAIL_CHARS` characters.

    Control, format and unassigned characters become spaces, so that a foreign answer cannot move a terminal's cursor
    or turn the direction of a line.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    printable = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return " ".join(printable.split())[:DETAIL_CHARS]
