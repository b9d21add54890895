"""Takes a whole export in, batch by batch, and says at the end what became of every piece of it.

A file is many transactions, so that a broken end never costs a good beginning and memory stays flat. What only the
whole file can tell (messages that vanished, edits in formats without message ids) is settled at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from service.domain.items import ImportReport, Lane, Provenance
from service.domain.messages import ChannelRef, ImportEvent, MessageDraft, PassedBy, Refusal
from service.errors import LontError
from service.importers import ExportFormat, complete_history
from service.services.ingest import IngestService, Intake
from service.storage.channels import ChannelStore
from service.storage.imports import ImportStore
from service.storage.items import ItemStore

__all__ = ["FileImport", "ImportDesk", "Statement"]

BATCH = 500
"""Messages in one transaction."""
_KEPT_REFUSALS = 1_000
_HELD_EDITS = 10_000

Statement = Callable[[ChannelRef, Provenance | None], Provenance]
"""Asks what a file does not tell of a channel; gets what was stated earlier. Raises LontError when nobody answers."""


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """What one transaction of an import works with."""

    channels: ChannelStore
    imports: ImportStore
    items: ItemStore
    ingest: IngestService


@dataclass(slots=True)
class _Course:
    """How far the import of one channel is."""

    ref: ChannelRef
    channel_id: UUID
    batch: list[MessageDraft] = field(default_factory=list)
    edits: list[MessageDraft] = field(default_factory=list)
    first: datetime | None = None
    last: datetime | None = None
    refused: int = 0

    def stretch(self, sent_at: datetime | None) -> None:
        if sent_at is not None:
            self.first = sent_at if self.first is None else min(self.first, sent_at)
            self.last = sent_at if self.last is None else max(self.last, sent_at)


class FileImport:
    """The import of one file.

    Parameters
    ----------
    begin
        Opens a transaction with its stores.
    state
        Tells what the file does not carry, once for each channel.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[ImportDesk]], state: Statement) -> None:
        self._begin = begin
        self._state = state
        self._courses: dict[ChannelRef, _Course | LontError] = {}

    def run(self, events: Iterable[ImportEvent], file_name: str, file_format: ExportFormat) -> ImportReport:
        """Take all events in and return the report; a channel that nobody stated is refused, the others go in."""
        report = ImportReport(file=file_name, format=file_format)
        with self._begin() as desk:
            import_id = desk.imports.begin(file_name, file_format)
        self._whole_history = complete_history(file_format)
        self._without_ids = file_format is ExportFormat.WHATSAPP_TXT
        for event in events:
            self._take(event, import_id, report)
        for course in self._open_courses():
            self._flush(course, import_id, report)
        for course in self._open_courses():
            self._settle(course, import_id, report)
        self._finish(import_id, report)
        return report

    def _open_courses(self) -> list[_Course]:
        return [course for course in self._courses.values() if isinstance(course, _Course)]

    def _take(self, event: ImportEvent, import_id: UUID, report: ImportReport) -> None:
        match event:
            case ChannelRef():
                self._course(event, import_id, report)
            case PassedBy():
                report.passed_by[event.reason] = report.passed_by.get(event.reason, 0) + 1
            case Refusal():
                self._refuse(event, import_id, report)
            case MessageDraft():
                self._take_draft(event, import_id, report)

    def _take_draft(self, draft: MessageDraft, import_id: UUID, report: ImportReport) -> None:
        course = self._course(draft.channel, import_id, report)
        if isinstance(course, LontError):
            place = f"channel {draft.channel.name!r}, message {draft.source_key}"
            self._refuse(Refusal(place, course.stable_code, str(course)), import_id, report)
            return
        report.read += 1
        course.stretch(draft.sent_at)
        if self._without_ids and draft.edited and len(course.edits) < _HELD_EDITS:
            course.edits.append(draft)
            return
        course.batch.append(draft)
        if len(course.batch) >= BATCH:
            self._flush(course, import_id, report)

    def _course(self, ref: ChannelRef, import_id: UUID, report: ImportReport) -> _Course | LontError:
        if ref not in self._courses:
            try:
                self._courses[ref] = self._open(ref, import_id)
                report.channels.append(ref.name)
            except LontError as error:
                self._courses[ref] = error
        return self._courses[ref]

    def _open(self, ref: ChannelRef, import_id: UUID) -> _Course:
        with self._begin() as desk:
            known = desk.channels.find(ref)
        stated = self._state(ref, known.provenance if known else None)
        with self._begin() as desk:
            channel = desk.channels.save(ref, stated)
            desk.imports.add_channel(import_id, channel.id, stated)
        return _Course(ref, channel.id)

    def _refuse(self, refusal: Refusal, import_id: UUID, report: ImportReport) -> None:
        report.read += 1
        report.refused += 1
        if len(report.refusals) < _KEPT_REFUSALS:
            report.refusals.append(refusal)
        if refusal.channel is not None:
            course = self._course(refusal.channel, import_id, report)
            if isinstance(course, _Course):
                course.refused += 1

    def _flush(self, course: _Course, import_id: UUID, report: ImportReport) -> None:
        if not course.batch:
            return
        with self._begin() as desk:
            intake = desk.ingest.take_in(course.channel_id, course.batch, Lane.BACKFILL, import_id)
            desk.ingest.conclude(intake)
        course.batch = []
        _count(intake, report)

    def _settle(self, course: _Course, import_id: UUID, report: ImportReport) -> None:
        """Settle what needed the whole file: edits without ids, vanished and returned messages."""
        for draft in course.edits:
            with self._begin() as desk:
                intake = desk.ingest.resolve_edit(course.channel_id, draft, import_id)
                desk.ingest.conclude(intake)
            _count(intake, report)
        if course.first is None or course.last is None:
            return
        whole = self._whole_history and not (report.refused if self._without_ids else course.refused)
        with self._begin() as desk:
            desk.imports.cover(import_id, course.channel_id, course.first, course.last)
            report.returned += desk.items.mark_returned(course.channel_id, import_id, course.last)
            if whole:
                report.vanished += desk.items.mark_vanished(course.channel_id, import_id, course.first, course.last)
            elif self._whole_history:
                report.notes.append(
                    f"{course.ref.name}: nothing was marked as vanished, since a part of the file was refused."
                )

    def _finish(self, import_id: UUID, report: ImportReport) -> None:
        counts = {
            "read": report.read,
            "stored": report.stored,
            "known": report.known,
            "changed": report.changed,
            "unscored": report.unscored,
            "refused": report.refused,
            "passed_by": sum(report.passed_by.values()),
            "vanished": report.vanished,
            "returned": report.returned,
        }
        with self._begin() as desk:
            desk.imports.finish(import_id, counts, report.refusals)


def _count(intake: Intake, report: ImportReport) -> None:
    report.stored += len(intake.stored)
    report.known += len(intake.known) + intake.repeated
    report.changed += len(intake.changed)
    report.unscored += intake.unscored
