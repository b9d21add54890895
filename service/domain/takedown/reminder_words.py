"""What a reminder says before it repeats the notice, in the language of the notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from service.domain.takedown.outbound import OutboundNotice, notice_text, subject_of
from service.domain.takedown.vocabulary import Language

__all__ = ["WaitsFor", "reminder_subject", "reminder_text"]


class WaitsFor(StrEnum):
    """What the platform owes."""

    RECEIPT = "receipt"
    """Article 16(4)."""
    DECISION = "decision"
    """Article 16(5) and (6)."""


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    sent: str
    waits: Mapping[WaitsFor, str]
    answered: str
    below: str


_WORDS: Mapping[Language, _Words] = {
    Language.NL: _Words(
        title="Herinnering {number}",
        sent="Op {at} hebben wij u de melding gestuurd die hieronder nog eens staat, met hetzelfde kenmerk.",
        waits={
            WaitsFor.RECEIPT: "Wij hebben nog geen ontvangstbevestiging van u (artikel 16, lid 4, DSA).",
            WaitsFor.DECISION: "Wij hebben nog geen besluit van u (artikel 16, leden 5 en 6, DSA).",
        },
        answered="Hebt u al geantwoord, dan hoeft u niets te doen.",
        below="De melding",
    ),
    Language.EN: _Words(
        title="Reminder {number}",
        sent="On {at} we sent you the notice that stands below once more, under the same reference.",
        waits={
            WaitsFor.RECEIPT: "We have no confirmation of receipt from you yet (Article 16(4) DSA).",
            WaitsFor.DECISION: "We have no decision from you yet (Article 16(5) and (6) DSA).",
        },
        answered="If you have answered already, there is nothing for you to do.",
        below="The notice",
    ),
}


def reminder_subject(notice: OutboundNotice, number: int) -> str:
    """Return the subject of a reminder, one line; it ends with the same reference as the notice's."""
    return f"{_WORDS[notice.language].title.format(number=number)}: {subject_of(notice)}"


def reminder_text(notice: OutboundNotice, number: int, sent_at: datetime, waits_for: WaitsFor) -> str:
    """Return a reminder as plain text: what is waited for, and the whole notice again.

    Parameters
    ----------
    number
        From 1.
    sent_at
        When the notice was handed over.
    """
    words = _WORDS[notice.language]
    at = sent_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    title = words.title.format(number=number).upper()
    told = f"{words.sent.format(at=at)} {words.waits[waits_for]} {words.answered}"
    return f"{title}\n\n{told}\n\n{words.below}\n{'=' * len(words.below)}\n\n{notice_text(notice)}"
