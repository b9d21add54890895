"""The log as a file, as it is read again."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.audit import FIRST_HEAD, AuditEntry, AuditRecord, ChainHead, entry_hash
from service.domain.audit_files import COLUMNS, FileFault, FileWalk, csv_rows, from_csv, from_ndjson, row_of
from service.domain.disclosure import DisclosureKind, DisclosureReason, ReasonRefusedError

_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)


def _entry(justification: str | None, number: int = 1, place: ChainHead = FIRST_HEAD) -> AuditEntry:
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    record = AuditRecord("u_1", "disclose", "log", "csv", justification, None, {"n": number, "l": ["a"]}, at, None)
    return AuditEntry(number, number, entry_hash(number, record, place), record)


@given(_TEXT)
def test_whatever_a_justification_says_no_cell_is_a_formula_and_the_file_proves_itself(words: str) -> None:
    text = csv_rows([None, row_of(_entry(words), FIRST_HEAD.hash)])
    rows = list(from_csv(io.StringIO(text, newline="")))
    assert rows == [row_of(_entry(words), FIRST_HEAD.hash)]
    walk = FileWalk()
    walk.pass_line(1, rows[0])
    assert walk.end(1).faults == []


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(begin: str) -> None:
    assert f"'{begin}cmd" in csv_rows([row_of(_entry(f"{begin}cmd|' /C calc'!A0"), FIRST_HEAD.hash)])


@given(st.binary(max_size=300))
def test_a_hostile_file_is_broken_and_never_an_error(content: bytes) -> None:
    lines = content.decode("latin-1").splitlines(keepends=True)
    for read in (from_csv, from_ndjson):
        walk, number = FileWalk(), 0
        for number, row in enumerate(read(lines), 1):
            walk.pass_line(number, row)
        assert walk.end(number).faults


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"position": 1e999}', '{"position": true}', '{"position": NaN}', "[]", '{"type": "end"}', "\x00"],
)
def test_a_line_that_is_no_entry_is_told(line: str) -> None:
    (row,) = from_ndjson([line])
    walk = FileWalk()
    walk.pass_line(1, row)
    assert walk.end(1).faults


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "position"])
def test_a_change_of_any_field_is_found(name: str) -> None:
    row = row_of(_entry("because"), FIRST_HEAD.hash) | {name: "x"}
    walk = FileWalk()
    walk.pass_line(1, row)
    assert (1, FileFault.CHANGED) in walk.end(1).faults


@pytest.mark.parametrize("text", ["", "short", "  short    ", "aaaaaaaaaaaaaaaa", "x y" * 200])
def test_what_says_nothing_is_no_reason(text: str) -> None:
    with pytest.raises(ReasonRefusedError):
        DisclosureReason(DisclosureKind.AUDIT, text)


def test_a_reason_is_kept_without_blanks_at_its_ends() -> None:
    assert DisclosureReason(DisclosureKind.CASE, "  letter 12 of the court \n").text == "letter 12 of the court"
