"""The log of who saw, changed, disclosed and deleted what, for those who check."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, model_validator
from starlette.responses import Response

from service.dependencies.edge import EdgeDep
from service.domain.audit import AuditAction, AuditFilter
from service.handlers.console.frame import Auditing, page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_ON_A_PAGE = 100


class LogFilter(BaseModel):
    """What the filter form sends; a field that is left empty is no filter."""

    actor: str | None = Field(default=None, max_length=64)
    action: AuditAction | None = None
    object_id: str | None = Field(default=None, max_length=64)
    before: int | None = Field(default=None, ge=1, le=2**62)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:  # noqa: ANN401  # pydantic hands over whatever came
        return {name: each for name, each in value.items() if each != ""} if isinstance(value, dict) else value

    def as_filter(self) -> AuditFilter:
        """Return the filter as the store takes it."""
        return AuditFilter(actor=self.actor, action=self.action, object_id=self.object_id)


@router.get("/log")
def log_page(caller: Auditing, edge: EdgeDep, query: Annotated[LogFilter, Query()]) -> Response:
    """Show entries of the log, newest first."""
    with edge.context.reading() as factory:
        entries = factory.audit_entries().search(query.as_filter(), query.before, _ON_A_PAGE + 1)
    shown = entries[:_ON_A_PAGE]
    following = shown[-1].id if len(entries) > _ON_A_PAGE else None
    return page(edge, caller, "log.html", entries=shown, query=query, actions=list(AuditAction), following=following)
