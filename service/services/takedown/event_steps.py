"""What an event of a takedown request changes, and what each asks of the words that come with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from service.domain.takedown.content import RequestContent
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestState, Transition
from service.errors import Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.takedown.inputs import EventInput

__all__ = ["Step", "nothing_more", "plain_step", "require_rationale", "require_storable", "ticket_details"]

_LEAST_RATIONALE = 3
_LONGEST = {"rationale": 4_000, "ticket": 200, "body": 200}


def nothing_more(_: RequestRecord) -> None:
    """Do nothing after the change was written."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an event changes."""

    event: str
    target: RequestState
    content: RequestContent
    details: dict[str, Any] = field(default_factory=dict)
    """Codes, ids and numbers for the event's row."""
    then: Callable[[RequestRecord], None] = nothing_more
    """What is done once the change is written, in the same transaction."""


def plain_step(request: RequestRecord, transition: Transition) -> Step:
    """Return the step that only moves the request on."""
    return Step(transition.event, transition.target, request.content)


def ticket_details(wanted: EventInput) -> dict[str, Any]:
    """Return what the event keeps of the platform's number, and of how it came."""
    return {name: said for name, said in (("ticket", wanted.ticket), ("via", wanted.via)) if said}


def require_rationale(wanted: EventInput) -> None:
    """Refuse an event without a reason in words."""
    if wanted.rationale is None or len(wanted.rationale.strip()) < _LEAST_RATIONALE:
        fault = Fault("rationale", "Say why, in a few words.", "missing")
        raise RequestInvalidError(
            worded("{event} needs a reason.", event=wanted.event), "Mend what `faults` names.", faults=[fault]
        )


def require_storable(wanted: EventInput) -> None:
    """Refuse text that the database cannot keep."""
    faults = [
        Fault(
            name,
            worded("Text of at most {most} characters, without NUL and lone surrogates.", most=longest),
            "unstorable",
        )
        for name, longest in _LONGEST.items()
        if not _is_storable(getattr(wanted, name) or "", longest)
    ]
    if faults:
        raise RequestInvalidError("That cannot be kept.", "Mend what `faults` names.", faults=faults)


def _is_storable(text: str, longest: int) -> bool:
    return len(text) <= longest and not any(each == "\0" or "\ud800" <= each <= "\udfff" for each in text)
