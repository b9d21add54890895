"""`/v1/decisions/batch`: decide items of the queue as one, and take that back as one."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody, RawBody
from service.dependencies.changes import IdempotencyKey, IdempotencyKeyRequiredError
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.batch_examples import DECIDED, DECISIONS, DRY_RUN, UNDONE
from service.handlers.batch_models import BatchDecisionAnswer, BatchDecisionRequest, BatchDecisionUndone
from service.handlers.openapi import (
    BODY_ERRORS,
    IDEMPOTENCY_KEY,
    KEY_ERRORS,
    REPLAY_HEADER,
    REPLAYED,
    body_of,
    examples,
    problems,
    with_headers,
)
from service.request_errors import RequestInvalidError
from service.services.decisions import DecisionConflictError
from service.services.keys import IdempotencyConflictError

__all__ = ["router"]

router = APIRouter(prefix="/v1/decisions/batch", tags=["Review"])

_Decider = Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])]


@router.post(
    "",
    operation_id="decideItems",
    summary="Decide items as one",
    responses={
        200: examples({"A dry run": DRY_RUN, "Decided": DECIDED}, "What became of the items, or would.")
        | {"headers": REPLAY_HEADER},
        **problems(*KEY_ERRORS, *BODY_ERRORS, IdempotencyKeyRequiredError, IdempotencyConflictError),
    },
    openapi_extra=body_of(BatchDecisionRequest, DECISIONS) | with_headers(IDEMPOTENCY_KEY),
)
def decide_items(
    *,
    caller: _Decider,
    edge: EdgeDep,
    idempotency_key: IdempotencyKey,
    body: Annotated[BatchDecisionRequest, Depends(JsonBody(BatchDecisionRequest))],
    raw: RawBody,
    response: Response,
) -> BatchDecisionAnswer:
    """Say the same of up to 200 items whose texts were in view; the key must be a person's own.

    Each item gets a decision of its own, as if it had been decided alone. Passed by is what was decided already, may
    be a threat to life (unless it is escalated), was claimed by somebody else, was edited since it was seen, or does
    not wait. A dry run only tells; it needs the header too, but does not use it up.
    """
    draft = body.as_draft()
    with edge.context.writing() as factory:
        if body.dry_run:
            return BatchDecisionAnswer.of(draft, factory.item_batches().decide(caller, draft, dry_run=True))
        if caller.key_id is not None:
            earlier = factory.keys().earlier_answer(caller.key_id, idempotency_key, b"batch" + raw)
            if earlier is not None:
                response.headers[REPLAYED] = "true"
                return BatchDecisionAnswer.model_validate(earlier)
        answer = BatchDecisionAnswer.of(draft, factory.item_batches().decide(caller, draft))
        if caller.key_id is not None:
            factory.keys().remember_answer(caller.key_id, idempotency_key, answer.model_dump(mode="json"))
    return answer


@router.post(
    "/{batch_id}/undo",
    operation_id="undoDecisions",
    summary="Take decisions that were made as one back",
    responses={
        200: examples({"Taken back": UNDONE}, "Its items wait for review again."),
        **problems(*KEY_ERRORS, RequestInvalidError, DecisionConflictError),
    },
)
def undo_decisions(
    caller: _Decider, edge: EdgeDep, batch_id: Annotated[UUID, Path(description="`id` that deciding gave.")]
) -> BatchDecisionUndone:
    """Take back all that was decided with one call and holds still, of a campaign too.

    A takedown request that rests on it and is not approved yet is taken back too; of each other one an approver is
    told. What was decided otherwise since stays.
    """
    with edge.context.writing() as factory:
        return BatchDecisionUndone.of(factory.item_batches().undo(caller, batch_id))
