from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from service.domain.items import ImportReport, Provenance
from service.domain.messages import ChannelRef, ImportEvent, PassedBy, Platform, Refusal
from service.errors import LontError
from service.factory import ProcessContext
from service.importers import ExportFormat
from service.schema import Channel, Import, ImportChannel, ImportRefusal, Item
from tests.support.drafts import CHANNEL, NOON, PROVENANCE, draft


def state_everything(_ref: ChannelRef, _earlier: Provenance | None) -> Provenance:
    return PROVENANCE


def run(
    context: ProcessContext, *events: ImportEvent, file_format: ExportFormat = ExportFormat.TELEGRAM_JSON
) -> ImportReport:
    return context.file_import(state_everything).run(iter(events), "result.json", file_format)


def vanished_keys(context: ProcessContext) -> set[str]:
    with context.database.read() as session:
        return set(session.scalars(select(Item.source_key).where(Item.vanished_at.is_not(None))))


def texts(context: ProcessContext) -> dict[str, str | None]:
    with context.database.read() as session:
        return {row.source_key: row.text for row in session.execute(select(Item.source_key, Item.text))}


def numbered(numbers: Iterable[int], **fields: object) -> list[ImportEvent]:
    return [draft(str(n), f"bericht {n}", minute=n, **fields) for n in numbers]  # type: ignore[arg-type]


def test_the_report_counts_every_piece_of_the_file(context: ProcessContext) -> None:
    report = run(
        context,
        CHANNEL,
        *numbered(range(3)),
        draft("9", "", minute=9),
        PassedBy("message 4", "service"),
        Refusal("message 5 (id 12)", "date_implausible", "The date is in 1970.", CHANNEL),
    )
    assert (report.read, report.stored, report.unscored, report.refused) == (5, 4, 1, 1)
    assert report.passed_by == {"service": 1}
    assert [refusal.place for refusal in report.refusals] == ["message 5 (id 12)"]


def test_what_was_stated_covered_and_refused_is_kept_with_the_import(context: ProcessContext) -> None:
    run(context, *numbered(range(3)), Refusal("line 7", "bad_encoding", "Not UTF-8."))
    with context.database.read() as session:
        record = session.scalars(select(Import)).one()
        covered = session.scalars(select(ImportChannel)).one()
        refusal = session.scalars(select(ImportRefusal)).one()
    assert record.finished_at is not None
    assert record.counts["stored"] == 3
    assert (covered.covers_from, covered.covers_until) == (NOON, NOON + timedelta(minutes=2))
    assert (covered.lawful_basis, covered.timezone) == (PROVENANCE.lawful_basis, PROVENANCE.timezone)
    assert (refusal.place, refusal.code) == ("line 7", "bad_encoding")


def test_a_later_overlapping_export_adds_and_never_doubles(context: ProcessContext) -> None:
    run(context, *numbered(range(10)))
    report = run(context, *numbered(range(5, 15)))
    assert (report.stored, report.known) == (5, 5)
    assert len(texts(context)) == 15


def test_a_message_that_a_later_export_no_longer_holds_is_marked_as_vanished(context: ProcessContext) -> None:
    run(context, *numbered(range(10)))
    report = run(context, *numbered([5, 6, 8, 9, 10]))
    assert report.vanished == 1
    assert vanished_keys(context) == {"7"}


def test_messages_outside_the_time_that_an_export_covers_are_not_marked(context: ProcessContext) -> None:
    run(context, *numbered(range(10)))
    run(context, *numbered([4, 5]))
    assert vanished_keys(context) == set()


def test_an_older_export_that_is_imported_late_declares_nothing_dead(context: ProcessContext) -> None:
    run(context, *numbered(range(10)))
    run(context, *numbered([2, 3, 5]))  # made before message 4 was found again, covers less
    assert vanished_keys(context) == set()


def test_a_message_that_is_there_again_loses_the_mark(context: ProcessContext) -> None:
    run(context, *numbered(range(5)))
    run(context, *numbered([0, 1, 3, 4, 5]))
    assert vanished_keys(context) == {"2"}
    report = run(context, *numbered(range(7)))
    assert report.returned == 1
    assert vanished_keys(context) == set()


def test_nothing_is_marked_when_a_part_of_the_channel_was_refused(context: ProcessContext) -> None:
    run(context, *numbered(range(5)))
    refusal = Refusal("message 2", "too_long", "The text is too long.", CHANNEL)
    report = run(context, *numbered([0, 1]), refusal, *numbered([3, 4, 5]))
    assert vanished_keys(context) == set()
    assert "vanished" in report.notes[0]


def test_a_file_that_is_no_whole_history_marks_nothing(context: ProcessContext) -> None:
    run(context, *numbered(range(5)), file_format=ExportFormat.JSONL)
    run(context, *numbered([0, 4]), file_format=ExportFormat.JSONL)
    assert vanished_keys(context) == set()


def test_an_edit_in_a_format_without_ids_replaces_the_text_that_is_missing(context: ProcessContext) -> None:
    whatsapp = ExportFormat.WHATSAPP_TXT
    run(context, draft("wa:a", "eerste"), draft("wa:b", "oude tekst", minute=1), draft("wa:c", "x", minute=2),
        file_format=whatsapp)  # fmt: skip
    report = run(context, draft("wa:a", "eerste"), draft("wa:B", "nieuwe tekst", minute=1, edited=True),
                 draft("wa:c", "x", minute=2), draft("wa:d", "y", minute=3), file_format=whatsapp)  # fmt: skip
    assert (report.stored, report.changed, report.vanished) == (1, 1, 0)
    assert texts(context) == {"wa:a": "eerste", "wa:B": "nieuwe tekst", "wa:c": "x", "wa:d": "y"}
    again = run(context, draft("wa:a", "eerste"), draft("wa:B", "nieuwe tekst", minute=1, edited=True),
                draft("wa:c", "x", minute=2), draft("wa:d", "y", minute=3), file_format=whatsapp)  # fmt: skip
    assert (again.stored, again.changed, again.known) == (0, 0, 4)


def test_a_channel_that_nobody_states_is_refused_and_the_others_go_in(context: ProcessContext) -> None:
    silent = ChannelRef(Platform.TELEGRAM, "99", "Onbekend")

    def state(ref: ChannelRef, _earlier: Provenance | None) -> Provenance:
        if ref == silent:
            raise LontError("Nobody has stated anything.", "State it.", code="statement")
        return PROVENANCE

    events = [*numbered(range(3)), draft("1", channel=silent), draft("2", channel=silent)]
    report = context.file_import(state).run(iter(events), "result.json", ExportFormat.TELEGRAM_JSON)
    assert (report.read, report.stored, report.refused) == (5, 3, 2)
    assert {refusal.code for refusal in report.refusals} == {"statement"}


def test_what_was_stated_earlier_is_offered_at_the_next_import(context: ProcessContext) -> None:
    offered: list[Provenance | None] = []

    def state(_ref: ChannelRef, earlier: Provenance | None) -> Provenance:
        offered.append(earlier)
        return PROVENANCE

    for _ in range(2):
        context.file_import(state).run(iter(numbered([1])), "result.json", ExportFormat.TELEGRAM_JSON)
    assert offered == [None, PROVENANCE]


def test_a_channel_that_changed_its_name_stays_one_channel(context: ProcessContext) -> None:
    renamed = ChannelRef(CHANNEL.platform, CHANNEL.platform_id, "Nieuwe naam", public=True)
    run(context, *numbered([1]))
    run(context, *numbered([2], channel=renamed))
    with context.database.read() as session:
        assert [channel.name for channel in session.scalars(select(Channel))] == ["Nieuwe naam"]
