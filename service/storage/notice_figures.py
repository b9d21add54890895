"""Reads the confirmed takedown requests of some days for reports: no text, no address, no person."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.reports import Span
from service.domain.takedown.content import read_content
from service.domain.takedown.reporting import ReportedNotice
from service.domain.takedown.states import ARRIVAL, RequestEvent
from service.domain.takedown.vocabulary import NotifierKind
from service.schema import PlatformWarning as SqlPlatformWarning
from service.schema import TakedownEvent as SqlTakedownEvent
from service.schema import TakedownItem as SqlTakedownItem
from service.schema import TakedownRequest as SqlTakedownRequest

__all__ = ["NoticeFigureStore"]

_BEGINNINGS = (RequestEvent.CONFIRM, *ARRIVAL)


class NoticeFigureStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def notices(self, span: Span) -> list[ReportedNotice]:
        """Return the requests that were confirmed or handed over in these days, oldest first."""
        event = SqlTakedownEvent
        wanted = select(event.request_id).where(
            event.event.in_(_BEGINNINGS), event.at >= span.begin, event.at < span.end
        )
        request = SqlTakedownRequest
        columns = (request.id, request.platform, request.priority, request.content)
        rows = self._session.execute(select(*columns).where(request.id.in_(wanted)).order_by(request.id))
        found = {row[0]: _notice(*row) for row in rows}
        self._add_events(found, wanted)
        return list(found.values())

    def _add_events(self, found: dict[UUID, ReportedNotice], wanted: object) -> None:
        event, item = SqlTakedownEvent, SqlTakedownItem
        events = select(event.request_id, event.event, event.at, event.details).where(event.request_id.in_(wanted))  # type: ignore[arg-type]  # a query
        for request_id, name, at, details in self._session.execute(events.order_by(event.request_id, event.seq)):
            notice = found[request_id]
            notice.first.setdefault(name, at)
            notice.last[name] = at
            if ground := details.get("ground"):
                notice.grounds.add(ground)
        answers = select(item.request_id, item.answer).where(item.request_id.in_(wanted))  # type: ignore[arg-type]  # a query
        for request_id, answer in self._session.execute(answers.order_by(item.request_id, item.place)):
            found[request_id].answers.append(answer)

    def warnings(self, span: Span) -> dict[str, int]:
        """Return how many warnings of manifestly unfounded notices each platform gave in these days."""
        warning = SqlPlatformWarning
        query = select(warning.platform, func.count()).where(
            warning.received_at >= span.begin, warning.received_at < span.end
        )
        return {row[0]: row[1] for row in self._session.execute(query.group_by(warning.platform))}


def _notice(request_id: UUID, platform: str, priority: str, document: dict[str, object]) -> ReportedNotice:
    content = read_content(document)
    told = content.safety.police_notification
    return ReportedNotice(
        request_id=request_id,
        platform=platform,
        priority=priority,
        category=content.allegation.dsa_category,
        keywords=tuple(sorted(content.allegation.dsa_keywords)),
        trusted=content.notifier.kind is NotifierKind.TRUSTED_FLAGGER,
        police_status=told.status,
        police_told_at=told.sent_at,
    )
