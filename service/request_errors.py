"""Errors that only a request over HTTP can have."""

from __future__ import annotations

from service.errors import LontError

__all__ = [
    "BodyTooLargeError",
    "ContentTypeError",
    "IncidentError",
    "JsonMalformedError",
    "KeyMissingError",
    "LocalOnlyError",
    "MethodNotAllowedError",
    "NotReadyError",
    "RequestInvalidError",
    "RouteNotFoundError",
    "ScopeMissingError",
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


class ScopeMissingError(LontError):
    """The key is good, but not for this call."""

    code = "scope_missing"
    status = 403
    title = "The API key does not allow this"


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
            f"The server met an error that it did not foresee; its log has it as incident {incident}.",
            "Send it again once; if it fails again, tell the operator the id of the incident.",
        )
        self.incident = incident


class NotReadyError(LontError):
    """A part that answers need is not there; `faults` names it."""

    code = "not_ready"
    status = 503
    title = "Not ready"
