from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.audit import (
    FIRST_HEAD,
    MOST_FAULTS,
    AuditAction,
    AuditEntry,
    AuditFault,
    AuditRecord,
    AuditSeal,
    ChainHead,
    ChainWalk,
    FaultKind,
    StoredEntry,
    UnreadableEntry,
    entry_hash,
    head_after,
    rfc3339,
)

RECORD = AuditRecord(
    actor="u_1",
    action=AuditAction.CONSULT,
    object_kind="item",
    object_id="i_1",
    justification=None,
    recipient=None,
    details={},
    at=datetime(2026, 11, 1, 12, 0, 0, 5, tzinfo=UTC),
    request_id=None,
)
CODES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
NUMBERS = WHOLE | st.floats(allow_nan=False, allow_infinity=False)


def nested(leaves: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(CODES, inner, max_size=4))
    return st.dictionaries(CODES, values, max_size=5)


LEAVES = st.none() | st.booleans() | CODES | st.uuids().map(str)


def chain(count: int) -> list[AuditEntry]:
    """A sound chain of so many entries, ids from 11 on."""
    entries, head = [], FIRST_HEAD
    for number in range(count):
        record = replace(RECORD, object_id=f"i_{number}")
        head = ChainHead(number + 1, entry_hash(11 + number, record, head))
        entries.append(AuditEntry(11 + number, head.position, head.hash, record))
    return entries


def seals(entries: list[AuditEntry], *lasts: int) -> list[AuditSeal]:
    firsts = [1, *(last + 1 for last in lasts)]
    hashes = [str(entries[last - 1].entry_hash) for last in lasts]
    return [AuditSeal(*seal) for seal in zip(firsts, lasts, hashes, strict=False)]


def faults(
    entries: list[StoredEntry] | list[AuditEntry],
    of_chain: list[AuditSeal],
    noted: ChainHead | None = None,
    beyond: int = 0,
) -> list[tuple[int, str]]:
    walk = ChainWalk(iter(of_chain), noted)
    for entry in entries:
        walk.pass_entry(entry)
    walk.end(beyond)
    return [(fault.position, fault.kind) for fault in walk.faults]


def moved(entries: list[AuditEntry], by: int) -> list[AuditEntry]:
    return [replace(entry, position=(entry.position or 0) + by) for entry in entries]


@given(nested(LEAVES | NUMBERS))
def test_details_hash_the_same_after_a_way_through_json(details: dict[str, object]) -> None:
    there_and_back = json.loads(json.dumps(details))
    hashes = {entry_hash(1, replace(RECORD, details=each), FIRST_HEAD) for each in (details, there_and_back)}
    assert len(hashes) == 1


@given(nested(LEAVES | WHOLE))
def test_the_order_of_details_does_not_count(details: dict[str, object]) -> None:
    backwards = dict(reversed(details.items()))
    hashes = {entry_hash(1, replace(RECORD, details=each), FIRST_HEAD) for each in (details, backwards)}
    assert len(hashes) == 1


@given(nested(LEAVES | WHOLE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_the_hash_can_be_computed_with_other_means(details: dict[str, object], justification: str) -> None:
    entry = {
        "id": 7,
        "position": 3,
        "prev_hash": "ab" * 32,
        "at": "2026-11-01T12:00:00.000005Z",
        "actor": "u_1",
        "action": "consult",
        "object_kind": "item",
        "object_id": "i_1",
        "justification": justification,
        "recipient": None,
        "details": details,
        "request_id": None,
    }
    plain = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    record = replace(RECORD, details=details, justification=justification)
    assert entry_hash(7, record, ChainHead(2, "ab" * 32)) == hashlib.sha256(plain).hexdigest()


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), st.integers(-720, 720))  # noqa: DTZ001  # the zone is added
def test_a_time_is_written_the_same_from_every_zone(naive: datetime, minutes: int) -> None:
    at = naive.replace(tzinfo=UTC)
    assert rfc3339(at.astimezone(timezone(timedelta(minutes=minutes)))) == rfc3339(at)
    assert datetime.fromisoformat(rfc3339(at)) == at
    assert len(rfc3339(at)) == len("2026-11-01T12:00:00.000005Z")


@pytest.mark.parametrize("name", [field.name for field in fields(AuditRecord)])
def test_every_field_of_a_record_counts(name: str) -> None:
    others: dict[str, Any] = {"at": RECORD.at + timedelta(microseconds=1), "details": {"n": 1}}
    changed = replace(RECORD, **{name: others.get(name, "another")})
    assert entry_hash(1, changed, FIRST_HEAD) != entry_hash(1, RECORD, FIRST_HEAD)


def test_id_position_and_the_hash_before_count() -> None:
    places = [(1, FIRST_HEAD), (2, FIRST_HEAD), (1, ChainHead(1, FIRST_HEAD.hash)), (1, ChainHead(0, "1" * 64))]
    assert len({entry_hash(entry_id, RECORD, place) for entry_id, place in places}) == len(places)


@pytest.mark.parametrize("value", [2**53, float("nan"), b"bytes", "\ud800"])
def test_what_canonical_json_cannot_say_makes_no_head(value: object) -> None:
    entry = AuditEntry(1, None, None, replace(RECORD, details={"n": value}))
    assert head_after(entry, FIRST_HEAD) is None


def test_a_row_that_cannot_be_read_makes_no_head() -> None:
    assert head_after(UnreadableEntry(1, None, None), FIRST_HEAD) is None


def test_a_chain_as_it_was_sealed_has_no_faults() -> None:
    entries = chain(6)
    assert faults(entries, seals(entries, 2, 3, 6)) == []
    assert faults([], []) == []


def test_a_changed_entry_is_found_alone_and_where_it_stands() -> None:
    entries = chain(6)
    entries[2] = replace(entries[2], record=replace(RECORD, actor="u_2"))
    assert faults(entries, seals(entries, 6)) == [(3, "changed_entry")]


def test_a_changed_entry_with_a_new_hash_breaks_the_one_after_it() -> None:
    entries = chain(6)
    of_chain = seals(entries, 6)
    forged = replace(RECORD, actor="u_2")
    place = ChainHead(2, str(entries[1].entry_hash))
    entries[2] = replace(entries[2], record=forged, entry_hash=entry_hash(entries[2].id, forged, place))
    assert faults(entries, of_chain) == [(4, "changed_entry")]


def test_an_entry_that_cannot_be_read_counts_as_changed() -> None:
    entries: list[StoredEntry] = [*chain(4)]
    of_chain = seals(chain(4), 4)
    entries[1] = UnreadableEntry(entries[1].id, 2, entries[1].entry_hash)
    assert faults(entries, of_chain) == [(2, "changed_entry")]


@pytest.mark.parametrize("gone", [1, 3, 5])
def test_missing_entries_are_found(gone: int) -> None:
    entries = chain(6)
    left = [entry for entry in entries if entry.position != gone]
    assert faults(left, seals(entries, 3, 6)) == [(gone, "missing_entry")]


@pytest.mark.parametrize("counted_right", [True, False])
def test_an_entry_pushed_in_between_is_told_from_a_changed_one(*, counted_right: bool) -> None:
    entries = chain(6)
    place = ChainHead(2, str(entries[1].entry_hash))
    forged_hash = entry_hash(99, RECORD, place) if counted_right else "f" * 64
    forged = AuditEntry(99, 3, forged_hash, RECORD)
    pushed = [*entries[:2], forged, *moved(entries[2:], 1)]
    found = faults(pushed[:6], seals(entries, 2, 6), beyond=1)
    assert found == [(3, "inserted_entry"), (6, "seal_mismatch"), (7, "inserted_entry")]


@pytest.mark.parametrize("position", [0, -4, 2])
def test_an_entry_at_a_place_that_is_taken_or_none_was_inserted(position: int) -> None:
    entries = chain(3)
    forged = AuditEntry(99, position, "f" * 64, RECORD)
    stored = sorted([*entries, forged], key=lambda entry: (entry.position, entry.id))
    assert faults(stored, seals(entries, 3)) == [(position, "inserted_entry")]


def test_entries_beyond_the_last_seal_were_inserted() -> None:
    entries = chain(3)
    assert faults(entries, seals(entries, 3), beyond=2) == [(4, "inserted_entry")]


@pytest.mark.parametrize(
    ("at", "change", "expected"),
    [
        (1, {"first": 4}, [(4, "seal_mismatch")]),
        (1, {"head_hash": "0" * 64}, [(4, "seal_mismatch")]),
        (2, {"head_hash": "0" * 64}, [(6, "seal_mismatch")]),
        (0, {"last": 1}, [(1, "seal_mismatch"), (3, "seal_mismatch")]),
        (2, {"last": 8}, [(7, "truncated")]),
    ],
)
def test_a_changed_seal_is_found(at: int, change: dict[str, int | str], expected: list[tuple[int, str]]) -> None:
    entries = chain(6)
    of_chain = seals(entries, 2, 4, 6)
    of_chain[at] = replace(of_chain[at], **change)  # type: ignore[arg-type]  # the cases fit
    assert faults(entries, of_chain) == expected


def test_a_missing_seal_is_found() -> None:
    entries = chain(6)
    first, _, last = seals(entries, 2, 4, 6)
    assert faults(entries, [first, last]) == [(5, "seal_mismatch")]


def test_a_tail_cut_off_below_its_seal_is_found() -> None:
    entries = chain(6)
    assert faults(entries[:4], seals(entries, 2, 5, 6)) == [(5, "truncated")]


def test_a_tail_cut_off_with_its_seal_only_shows_by_a_noted_head() -> None:
    entries = chain(6)
    head, rest = str(entries[5].entry_hash), seals(entries, 4)
    assert faults(entries[:4], rest) == []
    assert faults(entries[:4], rest, ChainHead(6, head)) == [(5, "truncated")]
    assert faults(entries[:4], rest, ChainHead(None, head)) == [(5, "truncated")]


def test_a_noted_head_is_met_in_the_midst_of_the_chain() -> None:
    entries = chain(6)
    head = str(entries[3].entry_hash)
    assert faults(entries, seals(entries, 6), ChainHead(4, head)) == []
    assert faults(entries, seals(entries, 6), ChainHead(None, head)) == []
    assert faults(entries, seals(entries, 6), FIRST_HEAD) == []
    assert faults(entries, seals(entries, 6), ChainHead(3, head)) == [(3, "truncated")]


def test_a_chain_written_anew_does_not_lead_through_the_noted_head() -> None:
    head, anew = str(chain(6)[3].entry_hash), chain(8)
    first = replace(anew[0].record, actor="u_2")
    place, forged = FIRST_HEAD, []
    for entry in [replace(anew[0], record=first), *anew[1:]]:
        place = ChainHead(entry.position, entry_hash(entry.id, entry.record, place))
        forged.append(replace(entry, entry_hash=place.hash))
    assert faults(forged, seals(forged, 8)) == []
    assert faults(forged, seals(forged, 8), ChainHead(4, head)) == [(4, "truncated")]


def test_only_so_many_faults_are_kept() -> None:
    entries = [replace(entry, entry_hash="f" * 64) for entry in chain(MOST_FAULTS + 20)]
    found = faults(entries, seals(entries, len(entries)))
    assert len(found) == MOST_FAULTS
    assert found[0] == (1, "changed_entry")


def test_a_walk_counts_and_knows_its_head() -> None:
    entries = chain(5)
    walk = ChainWalk(iter(seals(entries, 3, 5)))
    for entry in entries:
        walk.pass_entry(entry)
    walk.end(0)
    assert (walk.entries, walk.seals) == (5, 2)
    assert walk.head == ChainHead(5, str(entries[-1].entry_hash))


def test_a_fault_is_noted_once() -> None:
    walk = ChainWalk(iter([]))
    walk.note(4, FaultKind.CHANGED)
    walk.note(4, FaultKind.CHANGED)
    assert walk.faults == [AuditFault(4, FaultKind.CHANGED)]
