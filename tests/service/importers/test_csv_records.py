"""Records of tables of any quality."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import Refusal
from service.importers.csv_records import CsvRecord, CsvRecords, best_delimiter, header_cells


def _rows(content: bytes, width: int = 2, limit: int = 1_048_576) -> list[CsvRecord | Refusal]:
    return list(CsvRecords([content], limit).rows(width, ","))


def _cells(rows: list[CsvRecord | Refusal]) -> list[list[str]]:
    return [row.cells for row in rows if isinstance(row, CsvRecord)]


def _codes(rows: list[CsvRecord | Refusal]) -> list[tuple[str, str]]:
    return [(row.place, row.code) for row in rows if isinstance(row, Refusal)]


def test_quoted_cells_hold_delimiters_quotes_and_line_ends() -> None:
    rows = _rows(b'1,"a, ""b""\nc"\r\n2,d\n\n3,e\n')
    assert rows == [CsvRecord(1, ["1", 'a, "b"\nc']), CsvRecord(3, ["2", "d"]), CsvRecord(5, ["3", "e"])]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'2,"never closed', "csv_syntax"),
        (b'2,"closed" too early', "csv_syntax"),
        (b"2", "cell_count"),
        (b"2,b,c", "cell_count"),
        (b"2,caf\xe9", "bad_encoding"),
        (b'2,"caf\xe9', "bad_encoding"),
        (b"2,a\0b", "nul_byte"),
        (b"2," + b"x" * 2_000_000, "too_long"),
        (b'2,"' + b"x" * 2_000_000, "too_long"),
        (b"2," + b"x" * 200_000, "text_too_long"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_bad_row_is_refused_and_those_beside_it_survive(line: bytes, code: str) -> None:
    rows = _rows(b'1,"voor, dit"\n' + line + b'\n3,"na, dit"\n4,einde')
    assert _cells(rows) == [["1", "voor, dit"], ["3", "na, dit"], ["4", "einde"]]
    assert _codes(rows) == [("line 2", code)]


def test_an_unclosed_quote_at_the_start_of_a_big_file_swallows_nothing() -> None:
    content = b'0,"open\n' + b"".join(b"%d,regel van een bericht\n" % number for number in range(1, 60_000))
    tracemalloc.start()
    rows = CsvRecords(content[start : start + 65_536] for start in range(0, len(content), 65_536)).rows(2, ",")
    found = sum(isinstance(row, CsvRecord) for row in rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 59_999
    assert peak < 30_000_000


def test_a_record_of_several_lines_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert _cells(_rows(b'1,"a\nb\nc"\n2,x\n', limit=20)) == [["1", "a\nb\nc"], ["2", "x"]]
    assert _cells(_rows(b'1,"aaaaaaaaaaaaaaaa\nbbbbbbbbbbbb\nc"\n2,x\n', limit=20)) == [["2", "x"]]


def test_a_line_that_is_too_long_inside_a_quoted_cell_does_not_swallow_what_follows() -> None:
    rows = _rows(b'1,"open\n' + b"x" * 2_000_000 + b'\nend"\n2,x\n')
    assert ["2", "x"] in _cells(rows)
    assert ("line 1", "csv_syntax") in _codes(rows)


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("id,text", ","), ("id;text;a,b", ";"), ("id\ttext", "\t"), ("text", ","), ('"id";"text"', ";")],
)
def test_the_delimiter_is_that_of_the_header(header: str, delimiter: str) -> None:
    assert best_delimiter(header, ["id", "text"]) == delimiter


def test_a_header_that_is_no_csv_has_no_cells() -> None:
    assert header_cells('"open', ",") == []
    assert CsvRecords([b""]).header(["text"]) == ([], ",")
    assert CsvRecords([b"caf\xe9,text\n"]).header(["text"]) == ([], ",")


_cell = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(_cell, _cell), max_size=8))
def test_whatever_a_table_program_writes_is_read_back(table: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    assert _cells(_rows(written.getvalue().encode())) == [list(row) for row in table]


@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    assert all(isinstance(row, CsvRecord | Refusal) for row in _rows(content, limit=50))
