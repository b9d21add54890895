"""The log of acts: rows without a place, rows in the chain, and pages of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import String, cast, select, text, update

from service.domain.audit import (
    FIRST_HEAD,
    AuditAction,
    AuditEntry,
    AuditFilter,
    AuditRecord,
    AuditSeal,
    ChainHead,
    UnreadableEntry,
)
from service.factory import ProcessContext
from service.schema import AuditEntry as SqlAuditEntry
from service.schema import AuditSeal as SqlAuditSeal
from service.storage.audit import AuditStore

NOON = datetime(2026, 11, 1, 12, 0, 0, 123456, tzinfo=UTC)
RECORD = AuditRecord(
    actor="u_1",
    action=AuditAction.DISCLOSE,
    object_kind="item",
    object_id="i_1",
    justification="Vraag van de officier, zaak 12",
    recipient="een platform",
    details={"version": 3, "score": 0.25, "labels": ["f4_sale"], "sent": {"part": None, "whole": True}},
    at=NOON,
    request_id="r" * 32,
)


def add(context: ProcessContext, records: Sequence[AuditRecord]) -> None:
    with context.database.write() as session:
        AuditStore(session).add(records)


def bind(context: ProcessContext, ids: Sequence[int], first: int) -> None:
    heads = [(entry_id, ChainHead(first + at, f"{first + at:064}")) for at, entry_id in enumerate(ids)]
    with context.database.write() as session:
        AuditStore(session).bind(heads, NOON)


def numbered(count: int) -> list[AuditRecord]:
    return [replace(RECORD, object_id=f"i_{number}") for number in range(count)]


def test_a_record_comes_back_as_it_was_added(context: ProcessContext) -> None:
    add(context, [RECORD, replace(RECORD, justification=None, recipient=None, request_id=None, details={})])
    with context.database.read() as session:
        first, second = AuditStore(session).pending(0, 10)
    assert isinstance(first, AuditEntry)
    assert isinstance(second, AuditEntry)
    assert first.record == RECORD
    assert first.record.at.utcoffset() == timedelta(0)
    assert (first.position, first.entry_hash) == (None, None)
    assert second.record.details == {}
    assert second.record.justification is None


def test_the_name_of_an_action_is_stored_by_its_value(context: ProcessContext) -> None:
    add(context, [RECORD])
    with context.database.read() as session:
        assert session.scalar(select(cast(SqlAuditEntry.action, String))) == "disclose"


def test_nothing_to_add_is_no_statement(context: ProcessContext) -> None:
    add(context, [])
    with context.database.read() as session:
        assert AuditStore(session).count_unsealed() == 0


def test_what_is_pending_comes_in_pages_in_the_order_of_ids(context: ProcessContext) -> None:
    add(context, numbered(5))
    with context.database.read() as session:
        store = AuditStore(session)
        first = store.pending(0, 3)
        rest = store.pending(first[-1].id, 3)
    ids = [entry.id for entry in [*first, *rest]]
    assert len(ids) == 5
    assert ids == sorted(ids)


def test_bound_entries_are_pending_no_more_and_stand_in_the_chain(context: ProcessContext) -> None:
    add(context, numbered(5))
    with context.database.read() as session:
        ids = [entry.id for entry in AuditStore(session).pending(0, 10)]
    bind(context, [ids[1], ids[0]], 1)
    bind(context, [ids[3]], 3)
    with context.database.read() as session:
        store = AuditStore(session)
        assert [entry.id for entry in store.pending(0, 10)] == [ids[2], ids[4]]
        assert [entry.id for batch in store.chain(3) for entry in batch] == [ids[1], ids[0], ids[3]]
        assert list(store.seals(3)) == [AuditSeal(1, 2, f"{2:064}"), AuditSeal(3, 3, f"{3:064}")]
        assert store.sealed_head() == store.bound_head() == ChainHead(3, f"{3:064}")
        assert store.count_unsealed() == 2


def test_an_empty_log_ends_where_the_first_entry_begins(context: ProcessContext) -> None:
    with context.database.read() as session:
        store = AuditStore(session)
        assert store.sealed_head() == store.bound_head() == FIRST_HEAD
        assert list(store.chain(0)) == []
        assert list(store.seals(0)) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_the_chain_comes_in_batches_of_any_size(context: ProcessContext, size: int) -> None:
    add(context, numbered(7))
    with context.database.read() as session:
        ids = [entry.id for entry in AuditStore(session).pending(0, 10)]
    for at, entry_id in enumerate(ids):
        bind(context, [entry_id], at + 1)
    with context.database.read() as session:
        batches = list(AuditStore(session).chain(6, size))
        seals = list(AuditStore(session).seals(6, size))
    assert max(map(len, batches)) <= size
    assert [entry.position for batch in batches for entry in batch] == [1, 2, 3, 4, 5, 6]
    assert [seal.last for seal in seals] == [1, 2, 3, 4, 5, 6]


def test_entries_beyond_the_seals_are_counted(context: ProcessContext) -> None:
    add(context, numbered(4))
    with context.database.read() as session:
        ids = [entry.id for entry in AuditStore(session).pending(0, 10)]
    bind(context, ids[:2], 1)
    with context.database.write() as session:
        session.execute(update(SqlAuditEntry).where(SqlAuditEntry.id == ids[2]).values(position=3))
        assert AuditStore(session).count_beyond_seals() == 1
        session.execute(SqlAuditSeal.__table__.delete())  # type: ignore[attr-defined]  # a Table has it
        assert AuditStore(session).count_beyond_seals() == 3


def test_unsealed_entries_are_counted_by_their_age(context: ProcessContext) -> None:
    add(context, [RECORD, replace(RECORD, at=NOON + timedelta(hours=1))])
    with context.database.read() as session:
        store = AuditStore(session)
        assert store.count_unsealed() == 2
        assert store.count_unsealed(NOON + timedelta(minutes=1)) == 1
        assert store.count_unsealed(NOON) == 0


def test_only_one_transaction_holds_the_chain(context: ProcessContext) -> None:
    if context.database.is_sqlite:
        pytest.skip("there, only one transaction writes at all")
    with context.database.write() as first:
        assert AuditStore(first).lock_chain()
        with context.database.write() as second:
            assert not AuditStore(second).lock_chain()
    with context.database.write() as third:
        assert AuditStore(third).lock_chain()


def test_a_row_that_cannot_be_read_does_not_hide_the_others(context: ProcessContext) -> None:
    add(context, numbered(3))
    unreadable = "'no time'" if context.database.is_sqlite else "'infinity'"
    with context.database.write() as session:
        session.execute(text(f"UPDATE audit_entries SET at = {unreadable} WHERE object_id = 'i_1'"))  # noqa: S608  # a constant
    with context.database.read() as session:
        kinds = [type(entry) for entry in AuditStore(session).pending(0, 10)]
        newest = AuditStore(session).search(AuditFilter(), None, 10)
    assert kinds == [AuditEntry, UnreadableEntry, AuditEntry]
    assert [type(entry) for entry in newest] == kinds


def found(context: ProcessContext, wanted: AuditFilter, before_id: int | None = None, limit: int = 50) -> list[str]:
    with context.database.read() as session:
        entries = AuditStore(session).search(wanted, before_id, limit)
    return [entry.record.object_id for entry in entries if isinstance(entry, AuditEntry)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (AuditFilter(), ["t_1", "i_2", "i_2", "i_1"]),
        (AuditFilter(object_kind="item", object_id="i_2"), ["i_2", "i_2"]),
        (AuditFilter(object_kind="takedown_request"), ["t_1"]),
        (AuditFilter(actor="u_2"), ["i_2"]),
        (AuditFilter(action=AuditAction.DISCLOSE), ["t_1", "i_1"]),
        (AuditFilter(at_from=NOON + timedelta(hours=1)), ["t_1", "i_2"]),
        (AuditFilter(at_until=NOON + timedelta(hours=1)), ["i_2", "i_1"]),
        (AuditFilter(actor="u_2", action=AuditAction.DISCLOSE), []),
    ],
)
def test_the_log_is_searched_newest_first(context: ProcessContext, wanted: AuditFilter, expected: list[str]) -> None:
    consult, later = AuditAction.CONSULT, NOON + timedelta(hours=1)
    add(
        context,
        [
            RECORD,
            replace(RECORD, object_id="i_2", action=consult, actor="u_2"),
            replace(RECORD, object_id="i_2", action=consult, at=later),
            replace(RECORD, object_id="t_1", object_kind="takedown_request", at=later),
        ],
    )
    assert found(context, wanted) == expected


def test_pages_of_a_search_neither_overlap_nor_leave_gaps(context: ProcessContext) -> None:
    add(context, numbered(5))
    with context.database.read() as session:
        first = AuditStore(session).search(AuditFilter(actor="u_1"), None, 2)
    add(context, numbered(1))
    assert [entry.record.object_id for entry in first if isinstance(entry, AuditEntry)] == ["i_4", "i_3"]
    assert found(context, AuditFilter(actor="u_1"), first[-1].id) == ["i_2", "i_1", "i_0"]
