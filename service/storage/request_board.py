"""Finds the takedown requests that a board or a list shows: by state, platform, priority, and whose hand is in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from service.domain.takedown.states import RequestState
from service.schema import TakedownEvent as SqlTakedownEvent
from service.schema import TakedownRequest as SqlTakedownRequest

__all__ = ["BoardFilter", "RequestBoardStore"]


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which requests; ``None``: any."""

    platform: str | None = None
    priority: str | None = None
    hand_of: str | None = None
    """Actor who did something with it."""
    unapprovable_by: str | None = None
    """Actor to whom what waits for approval is not shown where they had a hand in it."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what has to hold of a request."""
        request = SqlTakedownRequest
        wanted = ((request.platform, self.platform), (request.priority, self.priority))
        found: list[ColumnElement[bool]] = [column == value for column, value in wanted if value is not None]
        if self.hand_of is not None:
            found.append(_touched_by(self.hand_of))
        if self.unapprovable_by is not None:
            found.append((request.state != RequestState.CONFIRMED) | ~_touched_by(self.unapprovable_by))
        return found


class RequestBoardStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def counts(self, which: BoardFilter) -> dict[RequestState, int]:
        """Return how many requests there are in each state that has any."""
        query = select(SqlTakedownRequest.state, func.count()).where(*which.conditions())
        return {RequestState(row[0]): row[1] for row in self._session.execute(query.group_by(SqlTakedownRequest.state))}

    def most_urgent(self, states: Collection[RequestState], which: BoardFilter, limit: int) -> list[UUID]:
        """Return requests in these states: the highest priority first, then the oldest."""
        request = SqlTakedownRequest
        query = select(request.id).where(request.state.in_(states), *which.conditions())
        return list(self._session.scalars(query.order_by(request.priority, request.id).limit(limit)))

    def newest(
        self, states: Collection[RequestState], which: BoardFilter, before: UUID | None, limit: int
    ) -> list[UUID]:
        """Return requests in these states, newest first, older than `before`."""
        request = SqlTakedownRequest
        query = select(request.id).where(request.state.in_(states), *which.conditions())
        if before is not None:
            query = query.where(request.id < before)
        return list(self._session.scalars(query.order_by(request.id.desc()).limit(limit)))


def _touched_by(actor: str) -> ColumnElement[bool]:
    event = SqlTakedownEvent
    return exists().where(event.request_id == SqlTakedownRequest.id, event.actor == actor)
