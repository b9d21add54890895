"""Reads what waits for somebody who comes back to work; of items only where and when they were seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Label, Select, Uuid, and_, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from service.domain.decisions import Verdict
from service.domain.hand_over import HandOverLine, Section
from service.domain.items import MOST_URGENT, ItemState
from service.domain.takedown.states import RequestEvent, RequestState
from service.schema import Alert, Channel, Claim, Decision, Item, TakedownEvent, TakedownRequest

__all__ = ["HandOverStore"]

_Lines = Select[Any]
"""Columns labelled as the fields of `HandOverLine`."""
_ANSWERS = (
    RequestEvent.ACK,
    RequestEvent.DECISION_ACTION,
    RequestEvent.DECISION_NONE,
    RequestEvent.ASK_INFO,
)
_UNFINISHED = (RequestState.DRAFT, RequestState.IN_REVIEW)
_UNDECIDED = (ItemState.QUEUED, ItemState.SCORED)


class HandOverStore:
    """Reads in the caller's transaction; each list has at most `limit` lines and its true count."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def urgent(self, limit: int) -> Section:
        """Return most urgent items that wait for review with their alert; unclaimed first, then longest first."""
        query = _items(
            func.coalesce(Alert.raised_at, Item.captured_at), literal("waiting"), Alert.claimed_by, Alert.times
        )
        query = query.outerjoin(Alert, Alert.item_id == Item.id)
        query = query.where(Item.state == ItemState.QUEUED, Item.priority == MOST_URGENT)
        return self._section(query, limit, Alert.claimed_at.is_not(None), Item.id)

    def said(self, since: datetime, limit: int) -> Section:
        """Return items that stand as deferred or escalated since then, latest first."""
        query = _items(Decision.decided_at, Decision.verdict, Decision.decided_by)
        query = query.join(Decision, Decision.id == Item.decision_id)
        said = Decision.verdict.in_([Verdict.DEFER, Verdict.ESCALATE])
        query = query.where(said, Decision.decided_at >= since)
        return self._section(query, limit, Decision.decided_at.desc(), Item.id)

    def approval(self, limit: int) -> Section:
        """Return requests that wait for approval, oldest first."""
        query = _requests(TakedownRequest.edited_at, TakedownRequest.state)
        query = query.where(TakedownRequest.state == RequestState.CONFIRMED)
        return self._section(query, limit, TakedownRequest.id)

    def answers(self, since: datetime, limit: int) -> Section:
        """Return what platforms said since then, latest first."""
        query = _requests(TakedownEvent.at, TakedownEvent.event, TakedownEvent.actor)
        query = query.join(TakedownEvent, TakedownEvent.request_id == TakedownRequest.id)
        query = query.where(TakedownEvent.event.in_(_ANSWERS), TakedownEvent.at >= since)
        return self._section(query, limit, TakedownEvent.at.desc(), TakedownRequest.id)

    def clocks(self, until: datetime, limit: int, *, requests: bool) -> Section:
        """Return what comes up by itself until then, first one first: deferrals that end, deliveries tried again."""
        deferred = _items(Decision.defer_until, literal("deferred_until"), Decision.decided_by)
        deferred = deferred.join(Decision, Decision.id == Item.decision_id).where(Decision.defer_until <= until)
        parts = [deferred]
        if requests:
            again = _requests(TakedownRequest.retry_at, literal("tried_again"))
            failed = TakedownRequest.state == RequestState.DELIVERY_FAILED
            parts.append(again.where(failed, TakedownRequest.retry_at <= until))
        return self._union(parts, limit, lambda at: at)

    def mine(self, actor: str, limit: int, *, requests: bool) -> Section:
        """Return what somebody began and did not finish, latest first.

        Items they claimed last and nobody decided, alerts that they took on and whose item waits, requests that they
        drafted and nobody stood up for.
        """
        claimed = _items(Claim.claimed_at, literal("claimed")).join(Claim, Claim.item_id == Item.id)
        untouched = and_(Item.verdict.is_(None), Item.state.in_(_UNDECIDED))
        taken_on = _items(Alert.claimed_at, literal("alert")).join(Alert, Alert.item_id == Item.id)
        parts = [
            claimed.where(Claim.claimed_by == actor, untouched),
            taken_on.where(Alert.claimed_by == actor, Item.state == ItemState.QUEUED),
        ]
        if requests:
            drafts = _requests(TakedownRequest.edited_at, TakedownRequest.state)
            unfinished = TakedownRequest.state.in_(_UNFINISHED)
            parts.append(drafts.where(TakedownRequest.created_by == actor, unfinished))
        return self._union(parts, limit, lambda at: at.desc())

    def _section(self, query: _Lines, limit: int, *order: Any) -> Section:  # noqa: ANN401  # columns
        total = self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        rows = self._session.execute(query.order_by(*order).limit(limit)).mappings()
        return Section([HandOverLine(**row) for row in rows], total)

    def _union(self, parts: list[_Lines], limit: int, order: Callable[[Any], Any]) -> Section:
        together = union_all(*parts).subquery()
        columns = together.c
        return self._section(select(together), limit, order(columns.at), columns.item_id, columns.request_id)


def _items(at: Any, what: Any, by: Any = None, rounds: Any = None) -> _Lines:  # noqa: ANN401  # columns
    by, rounds = (null() if each is None else each for each in (by, rounds))
    ids: list[Any] = [Item.id.label("item_id"), _no_id("request_id")]
    seen: list[Any] = [Item.priority.label("priority"), Item.platform.label("platform")]
    said: list[Any] = [at.label("at"), what.label("what"), Channel.name.label("channel_name")]
    query = select(*ids, *seen, *said, by.label("by"), rounds.label("rounds"))
    return query.join(Channel, Channel.id == Item.channel_id)


def _requests(at: Any, what: Any, by: Any = None) -> _Lines:  # noqa: ANN401  # columns
    by = null() if by is None else by
    ids: list[Any] = [_no_id("item_id"), TakedownRequest.id.label("request_id")]
    seen: list[Any] = [TakedownRequest.priority.label("priority"), TakedownRequest.platform.label("platform")]
    said: list[Any] = [at.label("at"), what.label("what"), null().label("channel_name")]
    return select(*ids, *seen, *said, by.label("by"), null().label("rounds"))


def _no_id(name: str) -> Label[Any]:
    """Return no id, yet of the type of one: PostgreSQL asks for it where lists are put together."""
    return cast(null(), Uuid()).label(name)
