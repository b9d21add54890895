"""Keeps takedown requests: present content and state in one row, every event of their life in rows that stay."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, insert, select, union, update
from sqlalchemy.orm import Session

from service.domain.takedown.content import content_document, read_content
from service.domain.takedown.outcomes import ACTED
from service.domain.takedown.records import EventRecord, ItemAnswerRecord, RequestFilter, RequestRecord, read_public_id
from service.domain.takedown.states import ARRIVAL, OPEN_STATES, RequestEvent, RequestState
from service.schema import TakedownEvent as SqlTakedownEvent
from service.schema import TakedownItem as SqlTakedownItem
from service.schema import TakedownRequest as SqlTakedownRequest

__all__ = ["TakedownStore"]


class TakedownStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, request: RequestRecord, items: Sequence[ItemAnswerRecord]) -> None:
        """Write a new request with its items."""
        self._session.execute(
            insert(SqlTakedownRequest).values(
                id=request.id,
                version=request.version,
                state=request.state,
                platform=request.platform,
                case_category=request.content.case_category,
                priority=request.priority,
                content=content_document(request.content),
                edited_at=request.edited_at,
                created_by=request.created_by,
                created_at=request.created_at,
                retry_at=None,
            )
        )
        self._session.execute(
            insert(SqlTakedownItem),
            [
                {
                    "request_id": request.id,
                    "place": item.place,
                    "item_id": item.item_id,
                    "canonical_url": item.canonical_url,
                }
                for item in items
            ],
        )

    def lock(self, request_id: UUID) -> RequestRecord | None:
        """Return a request and hold it until the transaction ends, so that one change comes after the other."""
        query = select(SqlTakedownRequest).where(SqlTakedownRequest.id == request_id).with_for_update()
        row = self._session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
        return None if row is None else _record(row)

    def get(self, request_id: UUID) -> RequestRecord | None:
        """Return a request."""
        row = self._session.get(SqlTakedownRequest, request_id)
        return None if row is None else _record(row)

    def save(self, request: RequestRecord) -> None:
        """Write the present content and state; the version in the record is the new one."""
        self._session.execute(
            update(SqlTakedownRequest)
            .where(SqlTakedownRequest.id == request.id)
            .values(
                version=request.version,
                state=request.state,
                content=content_document(request.content),
                edited_at=request.edited_at,
                retry_at=request.retry_at,
            )
        )
        for place, item in enumerate(request.content.items):
            self._session.execute(
                update(SqlTakedownItem)
                .where(SqlTakedownItem.request_id == request.id, SqlTakedownItem.place == place)
                .values(canonical_url=item.locator.canonical_url)
            )

    def append(self, request_id: UUID, event: EventRecord) -> None:
        """Write an event; a second one of the same number is an error of the database."""
        self._session.execute(
            insert(SqlTakedownEvent).values(
                request_id=request_id,
                seq=event.seq,
                at=event.at,
                actor=event.actor,
                event=event.event,
                source=event.source,
                target=event.target,
                rationale=event.rationale,
                details=event.details,
            )
        )

    def events(self, request_id: UUID) -> list[EventRecord]:
        """Return the events of a request, oldest first."""
        query = select(SqlTakedownEvent).where(SqlTakedownEvent.request_id == request_id)
        return [_event(row) for row in self._session.scalars(query.order_by(SqlTakedownEvent.seq))]

    def events_of(self, request_ids: Collection[UUID]) -> dict[UUID, list[EventRecord]]:
        """Return the events of several requests, each oldest first."""
        found: dict[UUID, list[EventRecord]] = {each: [] for each in request_ids}
        query = select(SqlTakedownEvent).where(SqlTakedownEvent.request_id.in_(request_ids))
        for row in self._session.scalars(query.order_by(SqlTakedownEvent.request_id, SqlTakedownEvent.seq)):
            found[row.request_id].append(_event(row))
        return found

    def in_states(self, states: Collection[RequestState]) -> list[UUID]:
        """Return the requests in these states, oldest first."""
        query = select(SqlTakedownRequest.id).where(SqlTakedownRequest.state.in_(states))
        return list(self._session.scalars(query.order_by(SqlTakedownRequest.id)))

    def many(self, request_ids: Collection[UUID]) -> list[RequestRecord]:
        """Return several requests, oldest first."""
        query = select(SqlTakedownRequest).where(SqlTakedownRequest.id.in_(request_ids))
        return [_record(row) for row in self._session.scalars(query.order_by(SqlTakedownRequest.id))]

    def count_gone(self) -> dict[str, int]:
        """Return how many requests saw their content go, by how.

        Only `verify` follows from a notice, and only where the platform did something before.
        """
        acted = select(SqlTakedownItem.request_id).where(
            SqlTakedownItem.request_id == SqlTakedownEvent.request_id, SqlTakedownItem.answer.in_(ACTED)
        )
        gone = (
            select(SqlTakedownEvent.event, SqlTakedownEvent.source, acted.exists().label("acted"))
            .where(SqlTakedownEvent.event.in_((RequestEvent.VERIFY, RequestEvent.CONTENT_GONE)))
            .subquery()
        )
        query = select(gone, func.count()).group_by(*gone.c)
        found = dict.fromkeys(("decided", "undecided", "before", "after"), 0)
        for event, source, by_platform, count in self._session.execute(query):
            found[_how_gone(event, source, by_platform=by_platform)] += count
        return found

    def items(self, request_id: UUID) -> list[ItemAnswerRecord]:
        """Return the items of a request in their order."""
        query = select(SqlTakedownItem).where(SqlTakedownItem.request_id == request_id)
        rows = self._session.scalars(query.order_by(SqlTakedownItem.place))
        return [
            ItemAnswerRecord(
                *(row.place, row.item_id, row.canonical_url, row.answer, row.answered_at), row.answer_details or {}
            )
            for row in rows
        ]

    def answer_item(
        self, request_id: UUID, place: int, answer: str, at: datetime, details: dict[str, Any] | None = None
    ) -> None:
        """Note what the platform said of one item, in the place of what it said before."""
        self._session.execute(
            update(SqlTakedownItem)
            .where(SqlTakedownItem.request_id == request_id, SqlTakedownItem.place == place)
            .values(answer=answer, answered_at=at, answer_details=details or {})
        )

    def page(
        self, *, states: Collection[RequestState], platform: str | None, before: UUID | None, limit: int
    ) -> list[RequestRecord]:
        """Return requests, newest first; no states means any."""
        return self.found(RequestFilter(states=states, platform=platform), before, limit)

    def found(self, wanted: RequestFilter, before: UUID | None, limit: int) -> list[RequestRecord]:
        """Return requests that a filter lets through, newest first."""
        query = select(SqlTakedownRequest).where(*_conditions(wanted))
        if before is not None:
            query = query.where(SqlTakedownRequest.id < before)
        return [
            _record(row) for row in self._session.scalars(query.order_by(SqlTakedownRequest.id.desc()).limit(limit))
        ]

    def count_by_state(self) -> dict[str, int]:
        """Return how many requests there are in each state."""
        query = select(SqlTakedownRequest.state, func.count()).group_by(SqlTakedownRequest.state)
        return {row[0]: row[1] for row in self._session.execute(query)}

    def of_item(self, item_id: UUID) -> list[RequestRecord]:
        """Return the requests that speak of an item, newest first."""
        query = select(SqlTakedownRequest).join(SqlTakedownItem, SqlTakedownItem.request_id == SqlTakedownRequest.id)
        query = query.where(SqlTakedownItem.item_id == item_id).order_by(SqlTakedownRequest.id.desc())
        return [_record(row) for row in self._session.scalars(query)]

    def open_on(self, platform: str, category: str, canonical_urls: Collection[str], but: UUID | None) -> UUID | None:
        """Return an open request of the same platform and category on one of these locators, other than `but`."""
        query = select(SqlTakedownRequest.id).join(SqlTakedownItem, SqlTakedownItem.request_id == SqlTakedownRequest.id)
        query = query.where(
            SqlTakedownRequest.platform == platform,
            SqlTakedownRequest.case_category == category,
            SqlTakedownRequest.state.in_(OPEN_STATES),
            SqlTakedownItem.canonical_url.in_(canonical_urls),
        )
        if but is not None:
            query = query.where(SqlTakedownRequest.id != but)
        return self._session.scalar(query.order_by(SqlTakedownRequest.id).limit(1))

    def due_for_retry(self, now: datetime, limit: int) -> list[UUID]:
        """Return requests whose delivery is to be tried again, locked against other dispatchers."""
        query = select(SqlTakedownRequest.id).where(
            SqlTakedownRequest.state == RequestState.DELIVERY_FAILED, SqlTakedownRequest.retry_at <= now
        )
        return list(self._session.scalars(query.limit(limit).with_for_update(skip_locked=True)))

    def approved_between(self, after: datetime, before: datetime) -> list[RequestRecord]:
        """Return approved requests whose last event lies between two times, oldest request first."""
        last = select(func.max(SqlTakedownEvent.at)).where(SqlTakedownEvent.request_id == SqlTakedownRequest.id)
        query = select(SqlTakedownRequest).where(
            SqlTakedownRequest.state == RequestState.APPROVED,
            last.scalar_subquery().between(after, before),
        )
        return [_record(row) for row in self._session.scalars(query.order_by(SqlTakedownRequest.id))]

    def clear_retry(self, request_ids: Collection[UUID]) -> None:
        """Note that these requests have been asked for again."""
        self._session.execute(
            update(SqlTakedownRequest).where(SqlTakedownRequest.id.in_(request_ids)).values(retry_at=None)
        )


def _how_gone(event: str, source: str | None, *, by_platform: bool) -> str:
    if event == RequestEvent.VERIFY:
        return "decided" if by_platform else "after"
    if source == RequestState.OVERDUE:
        return "undecided"
    return "before" if source in _BEFORE_SENDING else "after"


_BEFORE_SENDING = frozenset({RequestState.IN_REVIEW, RequestState.CONFIRMED, RequestState.APPROVED})


def _conditions(wanted: RequestFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.states:
        found.append(SqlTakedownRequest.state.in_(wanted.states))
    if wanted.platform is not None:
        found.append(SqlTakedownRequest.platform == wanted.platform)
    if wanted.priorities:
        found.append(SqlTakedownRequest.priority.in_(wanted.priorities))
    if wanted.since is not None:
        found.append(SqlTakedownRequest.created_at >= wanted.since)
    if wanted.arrived_since is not None:
        found.append(SqlTakedownRequest.id.in_(_arrived_since(wanted.arrived_since)))
    if wanted.reference is not None:
        found.append(_has_reference(wanted.reference))
    return found


def _arrived_since(since: datetime) -> Select[UUID]:
    query = select(SqlTakedownEvent.request_id).where(SqlTakedownEvent.event.in_(ARRIVAL))
    return query.group_by(SqlTakedownEvent.request_id).having(func.min(SqlTakedownEvent.at) >= since)


def _has_reference(words: str) -> ColumnElement[bool]:
    named = read_public_id(words.strip().lower())
    if named is not None:
        return SqlTakedownRequest.id == named
    ticket = SqlTakedownEvent.details["ticket"].as_string()
    own = SqlTakedownItem.answer_details["reference"].as_string()
    tickets = select(SqlTakedownEvent.request_id).where(ticket.icontains(words.strip(), autoescape=True))
    items = select(SqlTakedownItem.request_id).where(own.icontains(words.strip(), autoescape=True))
    return SqlTakedownRequest.id.in_(union(tickets, items))


def _record(row: SqlTakedownRequest) -> RequestRecord:
    return RequestRecord(
        id=row.id,
        version=row.version,
        state=RequestState(row.state),
        platform=row.platform,
        priority=row.priority,
        content=read_content(row.content),
        edited_at=row.edited_at,
        created_by=row.created_by,
        created_at=row.created_at,
        retry_at=row.retry_at,
    )


def _event(row: SqlTakedownEvent) -> EventRecord:
    return EventRecord(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        event=row.event,
        source=None if row.source is None else RequestState(row.source),
        target=RequestState(row.target),
        rationale=row.rationale,
        details=row.details,
    )
