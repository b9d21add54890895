"""`/v1/reports/quality` and `/v1/miss-reports`: how sure the decisions are, and what was missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.openapi import BODY_ERRORS, KEY_ERRORS, body_of, examples, problems
from service.handlers.quality_models import MISS, MISSED, REPORT, MissAnswer, MissRequest, QualityAnswer
from service.request_errors import RequestInvalidError
from service.services.items import ItemNotFoundError
from service.services.misses import NotMissedError

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["Review"])

_Reader = Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])]
_Reporter = Annotated[Caller, Security(allowed_caller, scopes=[Scope.INGEST])]


@router.get(
    "/reports/quality",
    operation_id="readQuality",
    summary="How sure the decisions are",
    responses={
        200: examples({"Twelve weeks": REPORT}, "The figures."),
        **problems(*KEY_ERRORS, RequestInvalidError),
    },
)
def read_quality(
    caller: _Reader, edge: EdgeDep, weeks: Annotated[int, Query(ge=1, le=104, description="Until now.")] = 12
) -> QualityAnswer:
    """Give what known items, second looks, taking back and reports say of the team's decisions; of no single person."""
    until = datetime.now(UTC)
    with edge.context.reading() as factory:
        names = factory.accounts().names()
        return QualityAnswer.of(factory.quality().report(caller, until - timedelta(weeks=weeks), until, names))


@router.post(
    "/miss-reports",
    status_code=201,
    operation_id="reportMiss",
    summary="Report what lont missed",
    responses={
        201: examples({"Reported": MISSED}, "The item waits for review, or will once it is scored."),
        **problems(*KEY_ERRORS, *BODY_ERRORS, ItemNotFoundError, NotMissedError),
    },
    openapi_extra=body_of(
        MissRequest,
        {"A stored item": MISS, "Seen elsewhere": {"label": "f4_sale", "text": "cobra 6 te koop, 8 euro p/s, dm"}},
    ),
)
def report_miss(
    caller: _Reporter, edge: EdgeDep, body: Annotated[MissRequest, Depends(JsonBody(MissRequest))]
) -> MissAnswer:
    """Report an item that was not raised, or something that was never taken in; it counts as a miss in the figures."""
    with edge.context.writing() as factory:
        misses = factory.misses()
        if body.item_id is None:
            return MissAnswer.model_validate(misses.report_new(caller, body.as_capture(), body.as_draft()))
        return MissAnswer.model_validate(misses.report(caller, body.item_id, body.as_draft()))
