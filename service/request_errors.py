"""Errors that only a request over HTTP can have."""

from __future__ import annotations

from service.errors import LontError
from service.locale.wording import worded

__all__ = [
    "BodyTooLargeError",
    "ContentTypeError",
    "CrossSiteError",
    "IncidentError",
    "JsonMalformedError",
    "KeyMissingError",
    "LocalOnlyError",
    "MethodNotAllowedError",
    "NotAcceptableError",
    "NotReadyError",
    "RequestInvalidError",
    "RouteNotFoundError",
    "ScopeMissingError",
    "SecondFactorNeededError",
    "SignInNeededError",
    "SignInRefusedError",
]


class JsonMalformedError(LontError):
    """The body is no JSON text in UTF-8."""

    code = "json_malformed"
    status = 400
    title = "The body is not JSON"


class KeyMissingError(LontError):
    """The call needs a key and came with none."""

    code = "key_missing"
    status = 401
    title = "An API key is needed"


class SignInNeededError(LontError):
    """The page is for people who signed in, and this browser has no session that holds."""

    code = "sign_in_needed"
    status = 401
    title = "Please sign in"


class SecondFactorNeededError(LontError):
    """The person's access roles ask for a second factor, which is not set up yet."""

    code = "second_factor_needed"
    status = 403
    title = "A second factor is needed first"


class SignInRefusedError(LontError):
    """A name and password that let nobody in; the same whatever the reason."""

    code = "sign_in_refused"
    status = 403
    title = "Nobody is let in like this"


class ScopeMissingError(LontError):
    """The key or the session is good, but not for this."""

    code = "scope_missing"
    status = 403
    title = "Your access does not allow this"


class CrossSiteError(LontError):
    """A form was sent from a page that is not one of lont's."""

    code = "cross_site"
    status = 403
    title = "This did not come from a page of lont"


class LocalOnlyError(LontError):
    """What is open only to callers on this machine was asked for from elsewhere."""

    code = "local_only"
    status = 403
    title = "Only from this machine"


class RouteNotFoundError(LontError):
    """Nothing answers at this address."""

    code = "route_not_found"
    status = 404
    title = "Nothing is here"


class MethodNotAllowedError(LontError):
    """The address exists, the method does not."""

    code = "method_not_allowed"
    status = 405
    title = "Not with this method"


class NotAcceptableError(LontError):
    """The caller takes no JSON, and the call answers with nothing else."""

    code = "not_acceptable"
    status = 406
    title = "There is no answer in that form"


class BodyTooLargeError(LontError):
    """The body is longer than the operator lets in."""

    code = "body_too_large"
    status = 413
    title = "The body is too large"


class ContentTypeError(LontError):
    """The body is not declared as JSON in UTF-8."""

    code = "content_type_unsupported"
    status = 415
    title = "The content type is not supported"


class RequestInvalidError(LontError):
    """The request can be read and breaks the rules of the call; `faults` names every place."""

    code = "request_invalid"
    status = 422
    title = "The request has faults"


class IncidentError(LontError):
    """A defect of lont's own.

    Parameters
    ----------
    incident
        Id under which the log has it.
    """

    code = "incident"
    status = 500
    title = "lont failed"

    def __init__(self, incident: str) -> None:
        super().__init__(
            worded("The server met an error that it did not foresee; its log has it as incident {id}.", id=incident),
            "Send it again once; if it fails again, tell the operator the id of the incident.",
        )
        self.incident = incident


class NotReadyError(LontError):
    """A part that answers need is not there; `faults` names it."""

    code = "not_ready"
    status = 503
    title = "Not ready"
