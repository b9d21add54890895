from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update
from structlog.testing import capture_logs
from uuid_utils.compat import uuid7

from service.domain.audit import FIRST_HEAD, AuditAction, ChainHead, FaultKind, entry_hash
from service.factory import ProcessContext
from service.schema import AuditEntry, AuditSeal
from service.services.audit import AuditFieldRefusedError, AuditSealer, AuditTrail, SealReport, VerifyReport, verify
from service.storage.audit import AuditStore

CODES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2**53) + 1, 2**53 - 1)
LEAVES = st.none() | st.booleans() | CODES | NUMBERS
DETAILS = st.dictionaries(
    st.from_regex("[a-z][a-z_]{1,15}z", fullmatch=True),  # no name of an argument of `note` ends so
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CODES, inner, max_size=3)),
    max_size=4,
)


@contextmanager
def trail(context: ProcessContext, request_id: str | None = None) -> Iterator[AuditTrail]:
    with context.database.write() as session:
        yield AuditTrail(AuditStore(session), request_id)


def note(context: ProcessContext, count: int = 1) -> None:
    with trail(context, "request-1") as log:
        for number in range(count):
            log.note(
                "u_1",
                AuditAction.DISCLOSE,
                "item",
                f"i_{number}",
                justification="Zaak 12",
                recipient="een platform",
                version=number,
            )


def sealer(context: ProcessContext, batch: int = 5000) -> AuditSealer:
    @contextmanager
    def begin() -> Iterator[AuditStore]:
        with context.database.write() as session:
            yield AuditStore(session)

    return AuditSealer(begin, batch)


def checked(context: ProcessContext, noted: ChainHead | None = None) -> VerifyReport:
    with context.database.read() as session:
        return verify(AuditStore(session), noted)


def faults(context: ProcessContext, noted: ChainHead | None = None) -> list[tuple[int, str]]:
    return [(fault.position, fault.kind) for fault in checked(context, noted).faults]


def rows(context: ProcessContext) -> list[AuditEntry]:
    with context.database.read() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def sealed_chain(context: ProcessContext) -> None:
    """Nine entries in three seals."""
    for _ in range(3):
        note(context, 3)
        sealer(context).seal()


def tamper(context: ProcessContext, *statements: Any) -> None:  # noqa: ANN401  # statements of any kind
    with context.database.write() as session:
        for statement in statements:
            session.execute(statement)


def test_an_act_is_noted_with_all_that_the_law_asks_for(context: ProcessContext) -> None:
    before = datetime.now(UTC)
    note(context)
    (row,) = rows(context)
    assert (row.actor, row.action, row.object_kind, row.object_id) == ("u_1", "disclose", "item", "i_0")
    assert (row.justification, row.recipient, row.request_id) == ("Zaak 12", "een platform", "request-1")
    assert row.details == {"version": 0}
    assert before <= row.at <= datetime.now(UTC)
    assert row.position is None


def test_what_is_rolled_back_leaves_no_entry(context: ProcessContext) -> None:
    with suppress(ZeroDivisionError), trail(context) as log:
        log.note("u_1", AuditAction.ERASE, "item", "i_1")
        raise ZeroDivisionError
    assert rows(context) == []


def test_each_item_whose_text_was_shown_has_an_entry_of_its_own(context: ProcessContext) -> None:
    ids = [uuid7() for _ in range(3)]
    with trail(context) as log:
        log.viewed("u_1", ids, justification="Dienst", page=2)
        log.viewed("u_1", [])
    found = rows(context)
    assert [row.object_id for row in found] == [str(item_id) for item_id in ids]
    assert {(row.action, row.object_kind, row.justification) for row in found} == {("consult", "item", "Dienst")}
    assert [row.details for row in found] == [{"page": 2}] * 3


def test_details_become_plain_json(context: ProcessContext) -> None:
    at = datetime(2026, 11, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    with trail(context) as log:
        log.note(
            "u_1", AuditAction.DECIDE, "item", "i_1", of=UUID(int=1), at_=at, was=AuditAction.ALTER, labels=("a", "b")
        )
    assert rows(context)[0].details == {
        "of": "00000000-0000-0000-0000-000000000001",
        "at_": "2026-11-01T12:00:00.000000Z",
        "was": "alter",
        "labels": ["a", "b"],
    }


@pytest.mark.parametrize(
    "detail",
    [
        "two words",
        "regel\n",
        "x" * 129,
        "één",
        "\ud800",
        "a\0",
        2**53,
        float("nan"),
        float("inf"),
        1e300,
        b"bytes",
        object(),
        ["fine", "not fine"],
        {"two words": 1},
    ],
)
def test_a_detail_that_may_be_a_text_or_no_database_keeps_is_refused(context: ProcessContext, detail: Any) -> None:  # noqa: ANN401  # that is the point
    with pytest.raises(ValueError, match="no id, code or number"), trail(context) as log:
        log.note("u_1", AuditAction.CONSULT, "item", "i_1", detail=detail)
    assert rows(context) == []


@pytest.mark.parametrize("field", ["justification", "recipient"])
@pytest.mark.parametrize("value", ["", "x" * 501, "a\0b", "\ud800"])
def test_a_text_that_the_log_cannot_hold_is_refused_without_repeating_it(
    context: ProcessContext, field: str, value: str
) -> None:
    with pytest.raises(AuditFieldRefusedError) as caught, trail(context) as log:
        log.note("u_1", AuditAction.CONSULT, "item", "i_1", **{field: value})
    assert [fault.where for fault in caught.value.faults] == [field]
    assert not value or value not in str(caught.value)


@pytest.mark.parametrize(("actor", "kind", "object_id"), [("u" * 65, "k", "o"), ("u", "k" * 33, "o"), ("u", "k", "")])
def test_an_id_that_does_not_fit_is_a_defect_of_the_caller(
    context: ProcessContext, actor: str, kind: str, object_id: str
) -> None:
    with pytest.raises(ValueError, match="characters"), trail(context) as log:
        log.note(actor, AuditAction.CONSULT, kind, object_id)


def test_an_empty_log_is_sound_and_sealing_it_leaves_no_seal(context: ProcessContext) -> None:
    with capture_logs() as lines:
        assert sealer(context).seal() == SealReport(0, FIRST_HEAD)
    assert lines == []
    assert checked(context) == VerifyReport(0, 0, FIRST_HEAD, (), 0, 0)
    assert faults(context, FIRST_HEAD) == []


def test_sealed_entries_form_one_chain_over_several_seals(context: ProcessContext) -> None:
    sealed_chain(context)
    report = checked(context)
    assert report.sound
    assert (report.entries, report.seals, report.unsealed) == (9, 3, 0)
    assert [row.position for row in rows(context)] == list(range(1, 10))
    assert report.head == ChainHead(9, str(rows(context)[-1].entry_hash))


def test_entries_are_sealed_in_bounded_batches_each_with_its_head_in_the_log(context: ProcessContext) -> None:
    note(context, 7)
    with capture_logs() as lines:
        report = sealer(context, batch=3).seal()
    found = rows(context)
    heads = [(row.position, row.entry_hash) for row in (found[2], found[5], found[6])]
    assert (report.count, report.head.position, report.head.hash) == (7, *heads[-1])
    assert [(line["position"], line["head"]) for line in lines if line["event"] == "audit_sealed"] == heads
    assert [line["entries"] for line in lines] == [3, 3, 1]
    assert checked(context).seals == 3
    assert checked(context).sound


def test_the_head_that_a_log_line_told_is_in_the_chain(context: ProcessContext) -> None:
    note(context, 2)
    head = sealer(context).seal().head
    note(context, 2)
    sealer(context).seal()
    assert faults(context, head) == []
    assert faults(context, ChainHead(None, head.hash)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DETAILS, max_size=4))
def test_details_hash_the_same_when_the_database_gives_them_back(
    context: ProcessContext, details: list[dict[str, Any]]
) -> None:
    with trail(context) as log:
        for each in details:
            log.note("u_1", AuditAction.ALTER, "item", "i_1", **each)
    sealer(context).seal()
    report = checked(context)
    assert report.faults == ()
    assert report.unsealed == 0


def test_numbers_on_the_edge_hash_the_same_when_the_database_gives_them_back(context: ProcessContext) -> None:
    edges = [0.1, 1e15, 5e-324, 1e-7, -0.0, 0.0, 1.0, 2**53 - 1, 1 - 2**53, float(2**53 - 1), 123456789.123456789]
    with trail(context) as log:
        log.note("u_1", AuditAction.ALTER, "item", "i_1", edges=edges)
    sealer(context).seal()
    assert faults(context) == []


def test_times_hash_the_same_on_every_database(context: ProcessContext) -> None:
    """The hash is computed here from constants, so that both kinds of database have to come to the same."""
    row = {
        "at": datetime(2026, 3, 29, 3, 30, 0, 120000, tzinfo=timezone(timedelta(hours=2))),
        "actor": "u_1",
        "action": "erase",
        "object_kind": "item",
        "object_id": "i_1",
        "justification": "Bewaartermijn één jaar",
        "details": {"n": 1.0, "b": [True, None]},
    }
    tamper(context, insert(AuditEntry).values(id=5, **row))
    assert sealer(context).seal().head.hash == "0a0965456cc3f8bbe805a97ebf6cc95fb042f4541b573b64a9b86c2448db3b2a"


TAMPERINGS: dict[str, Any] = {
    "id": 1000,
    "at": datetime(2026, 1, 1, tzinfo=UTC),
    "actor": "u_2",
    "action": "collect",
    "object_kind": "account",
    "object_id": "i_99",
    "justification": None,
    "recipient": "iemand anders",
    "details": {"version": 77},
    "request_id": None,
    "entry_hash": "0" * 64,
}


def test_every_column_of_an_entry_is_tampered_with() -> None:
    assert {*TAMPERINGS, "position"} == {column.name for column in AuditEntry.__table__.columns}


def test_a_change_of_any_column_of_any_row_is_found(context: ProcessContext) -> None:
    sealed_chain(context)
    for position, (column, value) in itertools.product(range(1, 10), TAMPERINGS.items()):
        with context.database.write() as session:
            row = update(AuditEntry).where(AuditEntry.position == position)
            session.execute(row.values({column: value}))
            first = verify(AuditStore(session)).faults[0]
            session.rollback()
        assert (first.position, first.kind) == (position, FaultKind.CHANGED), column
    assert checked(context).sound


@pytest.mark.parametrize(
    ("position", "other", "expected"),
    [
        (5, 50, [(5, "missing_entry"), (10, "inserted_entry")]),
        (5, None, [(5, "missing_entry")]),
        (9, None, [(9, "truncated")]),
        (1, -1, [(-1, "inserted_entry"), (1, "missing_entry")]),
    ],
)
def test_a_change_of_a_position_is_found(
    context: ProcessContext, position: int, other: int | None, expected: list[tuple[int, str]]
) -> None:
    sealed_chain(context)
    tamper(context, update(AuditEntry).where(AuditEntry.position == position).values(position=other))
    assert faults(context) == expected


def test_two_entries_that_changed_places_are_found(context: ProcessContext) -> None:
    sealed_chain(context)
    move = update(AuditEntry)
    tamper(
        context,
        move.where(AuditEntry.position == 4).values(position=100),
        move.where(AuditEntry.position == 5).values(position=4),
        move.where(AuditEntry.position == 100).values(position=5),
    )
    assert faults(context)[0] == (4, FaultKind.INSERTED)


@pytest.mark.parametrize("column", ["at", "details"])
def test_a_value_that_cannot_even_be_read_is_found(context: ProcessContext, column: str) -> None:
    if column == "details" and not context.database.is_sqlite:
        pytest.skip("PostgreSQL stores nothing there but JSON")
    sealed_chain(context)
    value = "nonsense" if context.database.is_sqlite else "infinity"
    tamper(context, text(f"UPDATE audit_entries SET {column} = '{value}' WHERE position = 5"))  # noqa: S608  # constants
    assert faults(context) == [(5, FaultKind.CHANGED)]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [("first", 5, 5), ("last", 5, 5), ("head_hash", "0" * 64, 6)],
)
def test_a_change_of_a_seal_is_found(context: ProcessContext, column: str, value: int | str, expected: int) -> None:
    sealed_chain(context)
    tamper(context, update(AuditSeal).where(AuditSeal.last == 6).values({column: value}))
    assert faults(context)[0] == (expected, FaultKind.SEAL)


def test_a_deleted_entry_is_found(context: ProcessContext) -> None:
    sealed_chain(context)
    tamper(context, delete(AuditEntry).where(AuditEntry.position == 5))
    assert faults(context) == [(5, FaultKind.MISSING)]


def test_a_deleted_entry_is_found_though_the_others_close_up(context: ProcessContext) -> None:
    sealed_chain(context)
    close_up = [update(AuditEntry).where(AuditEntry.position == at).values(position=at - 1) for at in range(6, 10)]
    tamper(context, delete(AuditEntry).where(AuditEntry.position == 5), *close_up)
    assert faults(context)[0] == (5, FaultKind.CHANGED)


def test_an_inserted_entry_is_found_though_its_own_hash_is_right(context: ProcessContext) -> None:
    sealed_chain(context)
    make_room = [update(AuditEntry).where(AuditEntry.position == at).values(position=at + 1) for at in range(9, 4, -1)]
    note(context)
    with context.database.write() as session:
        store = AuditStore(session)
        place = ChainHead(4, session.scalars(select(AuditEntry.entry_hash).where(AuditEntry.position == 4)).one() or "")
        (forged,) = store.pending(0, 1)
        for statement in make_room:
            session.execute(statement)
        right = entry_hash(forged.id, forged.record, place)  # type: ignore[union-attr]  # it can be read
        mine = update(AuditEntry).where(AuditEntry.id == forged.id)
        session.execute(mine.values(position=5, entry_hash=right))
    assert faults(context)[0] == (5, FaultKind.INSERTED)


def test_an_entry_put_behind_the_last_seal_is_found(context: ProcessContext) -> None:
    sealed_chain(context)
    note(context)
    tamper(context, update(AuditEntry).where(AuditEntry.position.is_(None)).values(position=10, entry_hash="0" * 64))
    assert faults(context) == [(10, FaultKind.INSERTED)]


def test_a_tail_deleted_with_its_seal_is_found_only_by_a_noted_head(context: ProcessContext) -> None:
    sealed_chain(context)
    head = checked(context).head
    tamper(context, delete(AuditEntry).where(AuditEntry.position > 6), delete(AuditSeal).where(AuditSeal.last > 6))
    assert faults(context) == []
    assert faults(context, head) == [(7, FaultKind.TRUNCATED)]
    note(context, 5)
    sealer(context).seal()
    assert faults(context) == []
    assert faults(context, head) == [(9, FaultKind.TRUNCATED)]


def test_a_tail_deleted_without_its_seal_is_found(context: ProcessContext) -> None:
    sealed_chain(context)
    tamper(context, delete(AuditEntry).where(AuditEntry.position > 7))
    assert faults(context) == [(8, FaultKind.TRUNCATED)]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [(delete(AuditEntry).where(AuditEntry.position > 7), (8, "missing_entry")),
     (delete(AuditSeal).where(AuditSeal.last > 6), (10, "seal_mismatch"))],
)  # fmt: skip
def test_a_broken_chain_is_carried_on_and_stays_broken(
    context: ProcessContext,
    gone: Any,  # noqa: ANN401  # a statement
    expected: tuple[int, str],
) -> None:
    sealed_chain(context)
    tamper(context, gone)
    note(context, 2)
    with capture_logs() as lines:
        assert sealer(context).seal().count == 2
    assert "audit_chain_broken" in [line["event"] for line in lines]
    assert faults(context) == [expected]
    assert checked(context).unsealed == 0


def test_an_entry_that_lont_cannot_have_written_stays_out_and_holds_nobody_up(context: ProcessContext) -> None:
    note(context, 3)
    huge = '{"n": 9007199254740993}'
    tamper(context, text(f"UPDATE audit_entries SET details = '{huge}' WHERE object_id = 'i_1'"))  # noqa: S608  # a constant
    with capture_logs() as lines:
        assert sealer(context, batch=1).seal().count == 2
    assert [line["entry"] for line in lines if line["event"] == "audit_entry_unreadable"] == [rows(context)[1].id]
    report = checked(context)
    assert report.sound
    assert report.unsealed == 1


def test_entries_that_wait_too_long_for_their_seal_are_told_but_break_nothing(context: ProcessContext) -> None:
    note(context, 2)
    tamper(context, update(AuditEntry).where(AuditEntry.object_id == "i_0").values(at=datetime(2026, 1, 1, tzinfo=UTC)))
    report = checked(context)
    assert report.sound
    assert (report.unsealed, report.overdue) == (2, 1)


def test_progress_counts_every_entry(context: ProcessContext) -> None:
    sealed_chain(context)
    steps: list[int] = []
    with context.database.read() as session:
        verify(AuditStore(session), on_progress=steps.append)
    assert sum(steps) == 9


def test_a_sealer_that_finds_another_at_work_leaves_it_to_that_one(context: ProcessContext) -> None:
    if context.database.is_sqlite:
        pytest.skip("there, the second one waits for the first")
    note(context, 3)
    with context.database.write() as session:
        assert AuditStore(session).lock_chain()
        assert sealer(context).seal() == SealReport(0, FIRST_HEAD)
    assert sealer(context).seal().count == 3


def test_an_act_that_ends_late_comes_later_in_the_chain(context: ProcessContext) -> None:
    if context.database.is_sqlite:
        pytest.skip("there, only one transaction writes at a time")
    with trail(context) as late:
        late.note("u_1", AuditAction.ALTER, "item", "late")
        note(context)
        assert sealer(context).seal().count == 1
    sealer(context).seal()
    assert [(row.object_id, row.position) for row in rows(context)] == [("late", 2), ("i_0", 1)]
    assert checked(context).sound


def test_sealers_at_once_and_acts_meanwhile_make_one_sound_chain(context: ProcessContext) -> None:
    writers_done = threading.Event()

    def write() -> None:
        for _ in range(15):
            note(context, 4)

    def seal_on() -> int:
        count = 0
        while not writers_done.is_set():
            count += sealer(context, batch=7).seal().count
        return count

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write) for _ in range(2)]
        sealers = [pool.submit(seal_on) for _ in range(2)]
        try:
            while not all(writer.done() for writer in writers):
                assert checked(context).sound
        finally:
            writers_done.set()
    sealed = sum(each.result() for each in sealers) + sealer(context).seal().count
    assert [writer.exception() for writer in writers] == [None, None]
    assert sealed == 2 * 15 * 4
    assert checked(context).sound
    with context.database.read() as session:
        covered = session.scalar(select(func.sum(AuditSeal.last - AuditSeal.first + 1)))
        assert covered == session.scalar(select(func.count(AuditEntry.position))) == 2 * 15 * 4
