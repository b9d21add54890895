"""Takes in that lont missed something: the item waits for review, and the report counts as a miss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.items import ItemRecord, ItemState, ScoreRow
from service.domain.misses import REPORTED, URGENCY, MissKind, MissReport
from service.domain.priority_changes import PriorityCause
from service.errors import ConflictError
from service.locale.wording import worded
from service.services.audit import AuditTrail
from service.services.capture import CaptureDraft, CaptureService
from service.services.items import ItemNotFoundError
from service.services.priority_log import PriorityLog
from service.storage.decisions import DecisionStore
from service.storage.item_queries import ItemQueryStore
from service.storage.misses import MissStore

__all__ = ["MissDesk", "MissDraft", "MissService", "NotMissedError", "kept_waiting"]

_WHY_NOT = {
    ItemState.QUEUED: "It waits for review already.",
    ItemState.DECIDED: "Somebody has decided it already.",
    ItemState.PENDING: "It has no score yet.",
    ItemState.UNSCORED: "It has no text, so nothing could be scored.",
    ItemState.PARKED: "Scoring it failed.",
}


class NotMissedError(ConflictError):
    """The item was found, or nobody could have found anything in it."""

    code = "not_missed"
    title = "That is no miss"


@dataclass(frozen=True, slots=True)
class MissDraft:
    """What a person says was missed."""

    label: str
    """What it should have been raised as."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MissDesk:
    """The stores that reports work with."""

    misses: MissStore
    decisions: DecisionStore
    items: ItemQueryStore


class MissService:
    """Works inside the caller's transaction."""

    def __init__(self, desk: MissDesk, capture: CaptureService, priorities: PriorityLog, audit: AuditTrail) -> None:
        self._desk = desk
        self._capture = capture
        self._priorities = priorities
        self._audit = audit

    def report(self, caller: Caller, item_id: UUID, draft: MissDraft) -> MissReport:
        """Report a stored item that was scored and not raised; reporting it again changes nothing.

        Raises
        ------
        ItemNotFoundError
        NotMissedError
            When it waits for review, is decided, or has no score.
        """
        self._desk.decisions.lock_item(item_id)
        item = self._desk.items.get(item_id)
        if item is None:
            raise ItemNotFoundError(worded("There is no item {id}.", id=item_id), "Take the id from the list of items.")
        reported = self._desk.misses.of_items([item_id]).get(item_id)
        if reported is not None:
            return reported
        if item.state != ItemState.SCORED:
            raise NotMissedError(_WHY_NOT[ItemState(item.state)], "Look at the item.")
        report = self._add(caller, item, draft, MissKind.NOT_RAISED)
        self._desk.misses.let_wait(report)
        change = (item.priority, URGENCY[report.label])
        self._priorities.note(item_id, change, PriorityCause.REPORT, actor=caller.actor, reasons=[REPORTED])
        return report

    def report_new(self, caller: Caller, seen: CaptureDraft, draft: MissDraft) -> MissReport:
        """Take in what was seen elsewhere and report it; what turns out to be stored is reported as that.

        Raises
        ------
        ImageRefusedError
            For a screenshot that is no image.
        NotMissedError
            When it is stored and was found.
        """
        taken = self._capture.capture(caller, seen)
        item_id = UUID(taken.id)
        item = self._desk.items.get(item_id)
        if item is None or item.state != ItemState.PENDING or taken.outcome != "stored":
            return self.report(caller, item_id, draft)
        return self._add(caller, item, draft, MissKind.NOT_STORED)

    def of_item(self, item_id: UUID) -> MissReport | None:
        """Return the report of an item, if there is one."""
        return self._desk.misses.of_items([item_id]).get(item_id)

    def _add(self, caller: Caller, item: ItemRecord, draft: MissDraft, kind: MissKind) -> MissReport:
        report = MissReport(
            id=uuid7(),
            item_id=item.id,
            item_version=item.version,
            kind=kind,
            label=draft.label,
            note=draft.note,
            recruitment=item.recruitment,
            f4_sale=item.f4_sale,
            model_version=item.model_version,
            reported_by=caller.actor,
            reported_at=datetime.now(UTC),
        )
        self._desk.misses.add(report)
        self._audit.note(caller.actor, AuditAction.MISS, "item", item.id, kind=kind, label=report.label)
        return report


def kept_waiting(store: MissStore, rows: Sequence[ScoreRow]) -> list[ScoreRow]:
    """Return new scores so that what was reported waits for a person, whatever the model says of it.

    An edit ends that: the report was of another text.
    """
    reports = store.of_items([row.item_id for row in rows])
    return [_kept(row, reports.get(row.item_id)) for row in rows]


def _kept(row: ScoreRow, report: MissReport | None) -> ScoreRow:
    if report is None or report.item_version != row.item_version:
        return row
    priority = min(row.priority or URGENCY[report.label], URGENCY[report.label])
    return replace(row, priority=priority, priority_reason=(*row.priority_reason, REPORTED))
