"""Takedown requests at a glance: a board by state with the clock that strikes first, and the same as a long list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, model_validator
from starlette.responses import Response

from service.dependencies.edge import EdgeDep
from service.domain.messages import Platform
from service.domain.takedown.clocks import Clock
from service.domain.takedown.records import public_id
from service.handlers.console.frame import Requesting, page
from service.services.takedown.board import IN_A_COLUMN, BoardQuestion, Whose

__all__ = ["BoardForm", "clock_state", "router"]

router = APIRouter(prefix="/requests", include_in_schema=False)

_ON_A_PAGE = 50
_SOON = timedelta(hours=1)
_Group = Literal[
    "writing", "approval", "sending", "platform", "question", "overdue", "acted", "refused", "ending", "open", "all"
]
_PRIORITIES = ("P0", "P1", "P2", "P3")


class BoardForm(BaseModel):
    """The filters of the board and of the list; a field that is left empty asks for nothing."""

    platform: Platform | None = None
    priority: Literal["P0", "P1", "P2", "P3"] | None = None
    whose: Whose = Whose.ANYBODY

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: object) -> object:
        return {name: each for name, each in value.items() if each != ""} if isinstance(value, dict) else value

    def as_question(self) -> BoardQuestion:
        """Return what is asked for as the service takes it."""
        return BoardQuestion(self.platform, self.priority, self.whose)

    def address(self, path: str, **more: object) -> str:
        """Return the address of a page with the same filters."""
        asked = self.model_dump(mode="json", exclude_defaults=True) | more
        return f"{path}?{urlencode(asked)}" if asked else path


class ListForm(BoardForm):
    """The same, of one group of states, from somewhere on."""

    show: _Group = "open"
    before: UUID | None = None


@router.get("")
def board_page(caller: Requesting, edge: EdgeDep, query: Annotated[BoardForm, Query()]) -> Response:
    """Show the board: a column for each stage, its most urgent requests, and who waits for whom."""
    with edge.context.reading() as factory:
        columns = factory.request_board().columns(caller, query.as_question())
    return page(edge, caller, "request_board.html", columns=columns, most=IN_A_COLUMN, **_frame(query))


@router.get("/list")
def list_page(caller: Requesting, edge: EdgeDep, query: Annotated[ListForm, Query()]) -> Response:
    """Show requests, newest first: of one column of the board, all that are open, or all."""
    asked = query.as_question()
    with edge.context.reading() as factory:
        board = factory.request_board()
        found = board.page(caller, asked, query.show, query.before, _ON_A_PAGE + 1)
        counts = board.counts(caller, asked)
    shown = found[:_ON_A_PAGE]
    following = shown[-1].request.id if len(found) > _ON_A_PAGE else None
    return page(
        edge, caller, "requests.html", cards=shown, counts=counts, show=query.show, following=following, **_frame(query)
    )


def clock_state(clock: Clock, now: datetime) -> Literal["passed", "soon", "running"]:
    """Return how a clock stands: run out, within the hour, or later."""
    if clock.due_at <= now:
        return "passed"
    return "soon" if clock.due_at - now <= _SOON else "running"


def _frame(query: BoardForm) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "query": query,
        "filters": BoardForm.model_validate(query.model_dump(include=set(BoardForm.model_fields))),
        "platforms": list(Platform),
        "priorities": _PRIORITIES,
        "whose_choices": list(Whose),
        "now": now,
        "clock_state": lambda clock: clock_state(clock, now),
        "public_id": public_id,
    }
