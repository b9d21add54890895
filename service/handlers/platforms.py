"""How platforms answer: their own statistics and warnings for their key, accuracy by platform for people."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Security

from service.dependencies.accepting import ANSWERS_IN_JSON
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import notice_body
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.openapi import BODY_ERRORS, NOTICE_ERRORS, body_of, examples, problems
from service.handlers.platform_models import (
    DaysQuery,
    PlatformReport,
    StatisticsAnswer,
    WarningAnswer,
    WarningRequest,
)
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import NotYoursToDoError

__all__ = ["router"]

router = APIRouter(prefix="/v1", dependencies=[ANSWERS_IN_JSON])

_Platform = Annotated[Caller, Security(allowed_caller, scopes=[Scope.ANSWER])]
_reader = Security(allowed_caller, scopes=[Scope.READ])
_ERRORS = (*NOTICE_ERRORS, NotYoursToDoError, RequestInvalidError)


def _some(k: int, n: int, share: float, low: float, high: float) -> dict[str, Any]:
    return {"k": k, "n": n, "share": share, "low": low, "high": high}


_STATISTICS: dict[str, Any] = {
    "days": 90,
    "notices": 8,
    "by_state": {"acknowledged": 1, "actioned": 5, "declined": 2},
    "by_answer": {"no_action": 2, "removed": 5},
    "waiting_items": 1,
    "acknowledged": _some(8, 8, 1.0, 0.676, 1.0),
    "decided": _some(7, 8, 0.875, 0.529, 0.978),
    "median_hours_to_receipt": 0.4,
    "median_hours_to_decision": 6.25,
}
_ACCURACY: dict[str, Any] = {
    "days": 90,
    "platforms": [
        {
            "platform": "telegram",
            "notices": 8,
            "declined": _some(2, 7, 0.286, 0.082, 0.641),
            "withdrawn": _some(0, 8, 0.0, 0.0, 0.324),
            "already_gone": _some(0, 7, 0.0, 0.0, 0.354),
            "not_found": _some(0, 7, 0.0, 0.0, 0.354),
            "geo_blocked": _some(1, 7, 0.143, 0.026, 0.513),
            "not_illegal": _some(1, 7, 0.143, 0.026, 0.513),
            "restored": _some(0, 7, 0.0, 0.0, 0.354),
            "unfounded": _some(0, 8, 0.0, 0.0, 0.324),
        }
    ],
}
_WARNING: dict[str, Any] = {
    "id": "019a5d40-1c2d-7e3f-8a4b-6c7d8e9f0a12",
    "received_at": "2026-11-20T09:12:00Z",
    "cleared_at": None,
}
_WORDS = {"A warning": {"words": "Five notices of this week name posts that offer nothing. Article 23(3)."}}


@router.get(
    "/received-requests/statistics",
    tags=["Takedown"],
    operation_id="readReceivedStatistics",
    summary="What became of the notices to a platform",
    responses={200: examples({"A quarter": _STATISTICS}, "The figures."), **problems(*_ERRORS)},
)
def own_statistics(caller: _Platform, edge: EdgeDep, query: Annotated[DaysQuery, Query()]) -> StatisticsAnswer:
    """Count the notices to the platform of the key: by state, by answer, and how long receipt and decision took."""
    with edge.context.reading() as factory:
        return StatisticsAnswer.of(factory.platforms().own_statistics(caller, query.days))


@router.post(
    "/received-requests/warnings",
    tags=["Takedown"],
    status_code=201,
    operation_id="warnOfUnfoundedNotices",
    summary="Warn that notices were manifestly unfounded",
    responses={201: examples({"Noted": _WARNING}, "The warning."), **problems(*_ERRORS, *BODY_ERRORS)},
    openapi_extra=body_of(WarningRequest, _WORDS),
)
def warn(
    caller: _Platform, edge: EdgeDep, body: Annotated[WarningRequest, Depends(notice_body(WarningRequest))]
) -> WarningAnswer:
    """Note a warning under Article 23(3) DSA: nothing is sent to you any more until a person has looked into it."""
    with edge.context.writing() as factory:
        return WarningAnswer.model_validate(factory.platforms().warn(caller, None, body.words))


@router.get(
    "/reports/platforms",
    tags=["Reports"],
    operation_id="reportPlatforms",
    summary="How platforms answered",
    dependencies=[_reader],
    responses={
        200: examples({"A quarter": _ACCURACY}, "The figures."),
        **problems(*NOTICE_ERRORS, RequestInvalidError),
    },
)
def accuracy(edge: EdgeDep, query: Annotated[DaysQuery, Query()]) -> PlatformReport:
    """Tell how often each platform declined, and how often we were wrong; no figure is of a person."""
    with edge.context.reading() as factory:
        return PlatformReport.of(query.days, factory.platforms().accuracy(query.days))
