"""Refuses callers that take no JSON, where a call answers with nothing else."""

from __future__ import annotations

from email.message import Message

from fastapi import Depends, Request

from service.request_errors import NotAcceptableError

__all__ = ["ANSWERS_IN_JSON"]

_RANGES = ("application/json", "application/*", "*/*")
"""Media ranges that take JSON, the most exact first."""


def _require_json_taken(request: Request) -> None:
    """Let callers pass that say nothing of what they take, or that take JSON.

    Raises
    ------
    NotAcceptableError
    """
    given = ",".join(request.headers.getlist("accept"))
    if given.strip() and not _takes_json(given):
        raise NotAcceptableError(
            "The header Accept leaves out application/json, and this call answers with nothing else.",
            "Send `Accept: application/json`, or none.",
        )


def _takes_json(accept: str) -> bool:
    """Return whether an Accept header takes JSON; the most exact range decides, and a weight of 0 means no."""
    weights = dict(_weighted(each) for each in accept.split(","))
    return next((weights[each] > 0 for each in _RANGES if each in weights), False)


def _weighted(media_range: str) -> tuple[str, float]:
    """Return a media range and its weight; one that cannot be read weighs nothing."""
    message = Message()
    message["Content-Type"] = media_range.strip()
    name = media_range.split(";", maxsplit=1)[0].strip().lower()
    try:
        return name, float(str(message.get_param("q", "1")))
    except ValueError:
        return name, 0.0


ANSWERS_IN_JSON = Depends(_require_json_taken)
"""For routers all of whose calls answer in JSON."""
