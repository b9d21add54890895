"""Tells callers of takedown requests where a request stands when what they asked for does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from service.domain.access import Caller
from service.errors import Fault
from service.services.takedown.errors import InvalidTransitionError
from service.services.takedown.requests import TakedownService

__all__ = ["state_told"]


@contextmanager
def state_told(takedown: TakedownService, caller: Caller, request_id: UUID) -> Iterator[None]:
    """Add the present state and what the caller may do in it to the error, so that programs need not read its words.

    Raises
    ------
    InvalidTransitionError
        As the block raised it, with one fault for the state and one for each event.
    """
    try:
        yield
    except InvalidTransitionError as error:
        view = takedown.view(caller, request_id)  # nothing of it is logged: the transaction ends with the error
        faults = [Fault("current_state", view.request.state, "current_state")]
        faults += [Fault("allowed_events", event, "allowed_event") for event in view.allowed]
        raise InvalidTransitionError(error.detail, error.remedy, faults=faults) from None
