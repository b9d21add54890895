"""The one shape of every error answer: an RFC 9457 problem document, made from an error of lont."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from starlette.types import Scope

from service.errors import LontError
from service.request_errors import IncidentError

__all__ = ["PROBLEM_TYPE", "Problem", "ProblemFault", "problem_of", "problem_response", "request_id_of"]

PROBLEM_TYPE = "application/problem+json"
MOST_FAULTS = 1_000
"""Faults that one document lists; `detail` tells how many there are in all."""


class ProblemFault(BaseModel):
    """One faulty place of a request."""

    model_config = ConfigDict(from_attributes=True)

    where: str = Field(description="Path to the place, such as `body.items.3.text`.")
    what: str = Field(description="What is expected there. Never repeats what was sent.")
    code: str = Field(description="Stable code of this kind of fault.")


class Problem(BaseModel):
    """Why a request was not answered as asked (RFC 9457, `application/problem+json`)."""

    type: str = Field(description="`urn:lont:problem:` and the code: one for each kind of problem.")
    title: str = Field(description="The kind of problem in a few words; the same each time.")
    status: int = Field(ge=400, le=599, description="The HTTP status, repeated.")
    code: str = Field(description="Stable code; build on this one, not on the words.")
    detail: str = Field(description="What happened this time and what was expected. Never the text of an item.")
    remedy: str = Field(description="What to do about it; may be empty.")
    faults: list[ProblemFault] = Field(description=f"All faults found, the first {MOST_FAULTS:,} of them listed.")
    instance: str = Field(description="This occurrence: `urn:lont:request:` or `urn:lont:incident:` and its id.")
    request_id: str = Field(description="The request in the log of the server; also in the header X-Request-ID.")


def problem_of(error: LontError, request_id: str) -> Problem:
    """Return the document for an error."""
    return Problem(
        type=f"urn:lont:problem:{error.stable_code}",
        title=error.title,
        status=error.status,
        code=error.stable_code,
        detail=error.detail,
        remedy=error.remedy,
        faults=[ProblemFault.model_validate(fault) for fault in error.faults[:MOST_FAULTS]],
        instance=_occurrence(error, request_id),
        request_id=request_id,
    )


def _occurrence(error: LontError, request_id: str) -> str:
    if isinstance(error, IncidentError):
        return f"urn:lont:incident:{error.incident}"
    return f"urn:lont:request:{request_id}"


def problem_response(error: LontError, request_id: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the response that carries the document."""
    body = problem_of(error, request_id).model_dump_json()
    return Response(body, status_code=error.status, media_type=PROBLEM_TYPE, headers=dict(headers or {}))


def request_id_of(scope: Scope) -> str:
    """Return the id that the middleware gave a request; empty outside of one."""
    request_id: str = scope.get("state", {}).get("request_id", "")
    return request_id
