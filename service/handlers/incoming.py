"""Signed webhooks of platforms into lont: the address for them, and what comes there."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Request, Security
from pydantic import BaseModel, Field, RootModel

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import RawBody, notice_body
from service.dependencies.changes import REQUEST_ID_PATTERN
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.takedown.outcomes import AnswerVia
from service.domain.takedown.records import read_public_id
from service.handlers.answer_models import ReplyRequest
from service.handlers.item_answer_models import ItemReplies
from service.handlers.openapi import KEY_ERRORS, examples, problems
from service.services.takedown.errors import NotYoursToDoError, RequestNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["Takedown"])

_MADE: dict[str, Any] = {
    "path": "/v1/incoming/019a5d50-1c2d-7e3f-8a4b-6c7d8e9f0a12",
    "secret": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
}


class IncomingSecret(BaseModel):
    """Where the platform sends its webhooks, and the secret that signs them; nothing shows it again."""

    path: str
    secret: str = Field(description="`whsec_` and base64.")


class IncomingAnswer(ReplyRequest):
    """The ``data`` of a webhook: the answer to a notice, and which."""

    request_id: str = Field(pattern=REQUEST_ID_PATTERN)
    version: int | None = Field(default=None, ge=1, description="The one that was seen; absent: whatever it is now.")


class IncomingItems(ItemReplies):
    """The ``data`` of a webhook: what became of single items of a notice, and of which."""

    request_id: str = Field(pattern=REQUEST_ID_PATTERN)
    version: int | None = Field(default=None, ge=1, description="As with a whole answer.")


class _WholeWebhook(BaseModel):
    type: Literal["takedown.answer"]
    data: IncomingAnswer


class _ItemsWebhook(BaseModel):
    type: Literal["takedown.item_answers"]
    data: IncomingItems


class IncomingWebhook(RootModel[Annotated[_WholeWebhook | _ItemsWebhook, Field(discriminator="type")]]):
    """What a platform sends."""


class Taken(BaseModel):
    """Whether a webhook was new."""

    taken: bool


_BODY = notice_body(IncomingWebhook)


@router.post(
    "/received-requests/webhook-secret",
    operation_id="renewIncomingSecret",
    summary="Make the secret for webhooks of a platform into lont",
    responses={
        200: examples({"Made": _MADE}, "The address and its secret."),
        **problems(*KEY_ERRORS, NotYoursToDoError),
    },
)
def renew_secret(
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.ANSWER])], edge: EdgeDep
) -> IncomingSecret:
    """Let the platform answer by signed webhook; the secret before, if there is one, counts for 24 hours more."""
    with edge.context.writing() as factory:
        endpoint, secret = factory.incoming().renew(caller)
    return IncomingSecret(path=f"/v1/incoming/{endpoint.id}", secret=secret)


@router.post("/incoming/{endpoint_id}", include_in_schema=False)
def receive(request: Request, edge: EdgeDep, endpoint_id: Annotated[UUID, Path()], body: RawBody) -> Taken:
    """Take an answer that its platform signed; the signature stands for the key, so the call asks for none."""
    headers = dict(request.headers)
    with edge.context.writing() as factory:
        incoming = factory.incoming()
        endpoint = incoming.verified(endpoint_id, headers, body)
        said = _BODY.read(request.headers.get("content-type", ""), body).root.data
        known = read_public_id(said.request_id)
        if known is None:
            raise RequestNotFoundError("There is no takedown request of that id.", "Take the id from the notice.")
        wanted = said.as_input(AnswerVia.WEBHOOK)
        return Taken(taken=incoming.take(endpoint, headers["webhook-id"], known, said.version, wanted))
