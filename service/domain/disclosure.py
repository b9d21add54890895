"""Why something leaves lont: what whoever takes out texts or names has to say before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from service.domain.tlp import Tlp
from service.errors import LontError
from service.locale.wording import worded

__all__ = ["Disclosure", "DisclosureKind", "DisclosureReason", "ReasonRefusedError"]

_SHORTEST, _LONGEST = 10, 500
_LONGEST_RECIPIENT = 200


class DisclosureKind(StrEnum):
    """What it is needed for."""

    CASE = "case"
    """Work on a case of lont."""
    AUTHORITY = "authority"
    """A police force, a prosecutor or a court asks for it."""
    DATA_SUBJECT = "data_subject"
    """A person asks what is kept of them."""
    AUDIT = "audit"
    """Somebody checks how lont is used."""


class ReasonRefusedError(LontError):
    """The reason says too little, or is too long for the log."""

    code = "reason_refused"
    status = 422
    title = "This is no reason yet"


@dataclass(frozen=True, slots=True)
class DisclosureReason:
    """A reason, checked.

    Raises
    ------
    ReasonRefusedError
        Outside of 10 to 500 characters, blanks at its ends aside, or of fewer than 5 different ones.
    """

    kind: DisclosureKind
    text: str

    def __post_init__(self) -> None:
        text = self.text.strip()
        if not _SHORTEST <= len(text) <= _LONGEST or len(set(text)) < _SHORTEST // 2:
            raise ReasonRefusedError(
                worded("A reason has {least} to {most} characters.", least=_SHORTEST, most=_LONGEST),
                "Say for which case, letter or check it is needed.",
            )
        object.__setattr__(self, "text", text)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is said of something that leaves: why, to whom, and how far it may be passed on.

    Raises
    ------
    ReasonRefusedError
        For a recipient outside of 2 to 200 characters, blanks at its ends aside.
    """

    reason: DisclosureReason
    recipient: str
    """An organisation, or an office of one."""
    tlp: Tlp = Tlp.AMBER_STRICT

    def __post_init__(self) -> None:
        recipient = self.recipient.strip()
        if not 1 < len(recipient) <= _LONGEST_RECIPIENT:
            raise ReasonRefusedError(
                worded("A recipient has {least} to {most} characters.", least=2, most=_LONGEST_RECIPIENT),
                "Name the organisation that gets it.",
            )
        object.__setattr__(self, "recipient", recipient)
