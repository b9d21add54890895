"""`…/validate` and `…/file`: what the rules say of a request before anybody acts, and the request as one JSON file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Security
from pydantic import BaseModel, ConfigDict, Field

from service.dependencies.accepting import ANSWERS_IN_JSON
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import notice_body
from service.dependencies.changes import RequestId
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.takedown.judging import Phase
from service.domain.takedown.wire import TakedownFile
from service.domain.takedown.wire_writing import file_of
from service.handlers.openapi import BODY_ERRORS, NOTICE_ERRORS, body_of, examples, problems
from service.handlers.takedown_checks_examples import ASKED, FAILED, FILE
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import RequestNotFoundError

__all__ = ["CheckRequest", "router"]

router = APIRouter(prefix="/v1", tags=["Takedown"], dependencies=[ANSWERS_IN_JSON])

_Person = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REQUEST])]


class CheckRequest(BaseModel):
    """How far the request wants to go."""

    model_config = ConfigDict(extra="forbid")

    phase: Phase = Field(description="`S` saved, `C` confirmed, `A` approved, `D` dispatched.")


class FailedRule(BaseModel):
    """One rule that does not hold, at one place."""

    model_config = ConfigDict(from_attributes=True)

    code: str = Field(description="`TD-` and three digits.")
    pointer: str = Field(description="JSON Pointer into the content.")
    detail: str = Field(description="What is wrong and what to do; never what stands there.")
    legal_ref: str = Field(description="Its ground in law.")


class CheckAnswer(BaseModel):
    """What the rules say; nothing was changed."""

    ok: bool
    phase: Phase
    errors: list[FailedRule] = Field(description="All that do not hold, in order of code.")


@router.post(
    "/takedown-requests/{request_id}/validate",
    operation_id="validateTakedownRequest",
    summary="Ask the rules on a takedown request",
    responses={
        200: examples({"A rule fails": FAILED}, "What the rules say."),
        **problems(*NOTICE_ERRORS, *BODY_ERRORS, RequestNotFoundError),
    },
    openapi_extra=body_of(CheckRequest, ASKED),
)
def validate_request(
    *,
    caller: _Person,
    edge: EdgeDep,
    request_id: RequestId,
    body: Annotated[CheckRequest, Depends(notice_body(CheckRequest))],
) -> CheckAnswer:
    """Ask every rule up to a phase as if the caller took that step now; a dry run that changes and logs nothing."""
    with edge.context.reading() as factory:
        found = factory.takedown().check(caller, request_id, body.phase)
    errors = [FailedRule.model_validate(each) for each in found]
    return CheckAnswer(ok=not errors, phase=body.phase, errors=errors)


@router.get(
    "/takedown-requests/{request_id}/file",
    operation_id="readTakedownFile",
    summary="Read a takedown request as a file",
    response_model=dict[str, Any],
    responses={
        200: examples({"A sound request": FILE}, "The request by schema version 1.0."),
        **problems(*NOTICE_ERRORS, RequestNotFoundError, RequestInvalidError),
    },
)
def read_file(caller: _Person, edge: EdgeDep, request_id: RequestId) -> dict[str, Any]:
    """Return one request in the form that `lont takedown validate` reads; internal, so never for a platform."""
    with edge.context.writing() as factory:  # each view is a row in the log
        view = factory.takedown().view(caller, request_id)
    file: TakedownFile = file_of(view.request, view.events, view.attempts)
    return file.document()
