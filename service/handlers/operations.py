"""`/healthz`, `/readyz` and `/metrics`: what an operator's machinery asks."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field
from starlette.responses import Response

from service.dependencies.access import require_key_or_local
from service.dependencies.edge import EdgeDep
from service.dependencies.readiness import ScorerDep, require_ready
from service.domain.items import ItemState
from service.handlers.openapi import examples, problems
from service.metrics import ITEMS_BY_STATE, OUTBOX_WAITING
from service.request_errors import KeyMissingError, LocalOnlyError, NotReadyError
from service.services.keys import KeyRefusedError

__all__ = ["router"]

router = APIRouter(tags=["Operations"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """Every part is there."""

    status: Literal["ready"] = "ready"
    model: str = Field(description="Version of the bundle in use.")


@router.get(
    "/healthz",
    operation_id="isAlive",
    summary="Is it alive?",
    responses={200: examples({"Alive": {"status": "alive"}}, "It is."), **problems()},
)
def is_alive() -> Alive:
    """Answer as long as the process can answer at all; it looks at nothing else and needs no key."""
    return Alive()


@router.get(
    "/readyz",
    operation_id="isReady",
    summary="Can it work?",
    dependencies=[Depends(require_ready)],
    responses={
        200: examples({"Ready": {"status": "ready", "model": "2026.11.2"}}, "It can."),
        **problems(NotReadyError),
    },
)
def is_ready(scorer: ScorerDep) -> Ready:
    """Answer 200 when the database is at the current schema and the bundle is loaded, else 503 with what is missing.

    In score-only mode there is no database to look at. It needs no key.
    """
    return Ready(model=scorer.version)


@router.get(
    "/metrics",
    operation_id="readMetrics",
    summary="Metrics for Prometheus",
    dependencies=[Depends(require_key_or_local)],
    response_class=Response,
    responses={
        200: {
            "description": "Metrics in Prometheus' text format.",
            "content": {"text/plain": {"schema": {"type": "string"}, "example": 'lont_items{state="scored"} 600.0\n'}},
        },
        **problems(KeyMissingError, KeyRefusedError, LocalOnlyError),
    },
)
def read_metrics(edge: EdgeDep) -> Response:
    """Return what lont counts about itself; no text, no handle and no channel is among it.

    Callers on the same machine need no key; from elsewhere a key of any scope will do, so that a scraper's key need
    not open anything else.
    """
    if not edge.score_only:
        with edge.context.reading() as factory:
            counts = factory.scores().count_by_state()
            OUTBOX_WAITING.set(factory.outbox().waiting())
        for state in ItemState:
            ITEMS_BY_STATE.labels(state).set(counts.get(state, 0))
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
