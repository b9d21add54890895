"""What can stand in the way of a takedown request, in the codes that callers build on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.domain.takedown.judging import Failure
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import ConflictError, Fault, LontError
from service.locale.wording import worded

__all__ = [
    "DuplicateRequestError",
    "HeldError",
    "IncompleteNoticeError",
    "InvalidTransitionError",
    "NotYoursToDoError",
    "PreconditionRequiredError",
    "RequestNotFoundError",
    "RouteError",
    "VersionMismatchError",
    "faults_of_failures",
]


class RequestNotFoundError(LontError):
    """There is no takedown request of that id, or not for this caller; nobody is told which."""

    code = "not_found"
    status = 404
    title = "No such takedown request"


class InvalidTransitionError(ConflictError):
    """The event does not fit the state in which the request is."""

    code = "invalid_transition"
    title = "That does not fit where the request stands"

    @classmethod
    def of(cls, event: str, state: RequestState, allowed: Iterable[RequestEvent]) -> InvalidTransitionError:
        """Return the error that names the state and what the caller may do in it."""
        events = ", ".join(allowed) or "nothing"
        return cls(
            worded("The request is {state}; {event} does not fit that.", state=state, event=event),
            worded("You may do: {events}.", events=events),
        )


class DuplicateRequestError(ConflictError):
    """There is an open request for the same content already."""

    code = "duplicate"
    title = "There is an open request for this already"


class HeldError(ConflictError):
    """The police asked to wait; nobody but their liaison is told on what, or why."""

    code = "not_possible_now"
    title = "Not possible now"

    def __init__(self) -> None:
        super().__init__("This is not possible now.", "Ask the police liaison.")


class VersionMismatchError(LontError):
    """Somebody changed the request since the caller read it."""

    code = "version_mismatch"
    status = 412
    title = "The request has changed meanwhile"


class PreconditionRequiredError(LontError):
    """A change came without the version that it is meant for."""

    code = "precondition_required"
    status = 428
    title = "Say which version you mean"


class NotYoursToDoError(LontError):
    """The access role, or what the caller did on this request before, does not allow it."""

    code = "forbidden"
    status = 403
    title = "That is for somebody else to do"


class RouteError(ConflictError):
    """The item has no route to a platform."""

    code = "no_platform_route"
    title = "This goes to the police, not to the platform"


class IncompleteNoticeError(LontError):
    """Rules do not hold; all of them are named."""

    code = "incomplete_notice"
    status = 422
    title = "The notice is incomplete"

    def __init__(self, failures: Sequence[Failure]) -> None:
        count = "1 rule does" if len(failures) == 1 else f"{len(failures)} rules do"
        super().__init__(
            f"{count} not hold; the request stays where it is.",
            "Mend what `faults` names.",
            faults=faults_of_failures(failures),
        )
        self.failures = tuple(failures)


def faults_of_failures(failures: Sequence[Failure]) -> list[Fault]:
    """Return failed rules as faults: the pointer, what to do with its legal reference, the code of the rule."""
    return [
        Fault(each.pointer, worded("{detail} ({law})", detail=each.detail, law=each.legal_ref), each.code)
        for each in failures
    ]
