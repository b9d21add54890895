from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.formats.importing import Imported, read_labels
from labeling.formats.names import FormatName
from labeling.formats.spreadsheet import COLUMNS, _guarded, _unguarded, write_table
from tests.support.exports import META, sound_row

_ROW: dict[str, str] = META | {
    "text": "een doos te koop",
    "recruitment": "0",
    "f4_sale": "1",
    "explicitness": "veiled",
    "role": "seller",
}


def _table(*rows: dict[str, str], delimiter: str = ",", end: str = "\n") -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    return end.join([*quoted, ""])


def _read(folder: Path, content: str, encoding: str = "utf-8") -> Imported:
    (folder / "table.csv").write_bytes(content.encode(encoding))
    return read_labels(folder / "table.csv", FormatName.CSV)


@given(st.text("'=+-@a\t\r\n＝", max_size=6) | st.text())
def test_no_cell_is_a_formula_and_the_guard_can_be_undone(cell: str) -> None:
    assert _unguarded(_guarded(cell)) == cell
    assert not _guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_the_file_shows_formulas_as_text_and_line_ends_as_line_feeds(tmp_path: Path) -> None:
    rows = [sound_row(id="a", text="=1+1"), sound_row(id="b", text="een\r\ndoos"), sound_row(id="c", text="'s avonds")]
    [path] = write_table(rows, tmp_path / "out.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [(line["text"], line["exact"]) for line in csv.DictReader(file)]
    exact = json.dumps({"text": "een\r\ndoos"})
    assert cells == [("'=1+1", ""), ("een\ndoos", exact), ("'s avonds", "")]
    assert read_labels(path, FormatName.CSV) == Imported(rows, [])


def test_a_text_that_was_changed_in_the_spreadsheet_holds_against_the_exact_one(tmp_path: Path) -> None:
    changed = _ROW | {"text": "twee\ndozen", "exact": json.dumps({"text": "een\r\ndoos"})}
    assert [row.text for row in _read(tmp_path, _table(changed)).rows] == ["twee\ndozen"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_other_spreadsheets_are_read(tmp_path: Path, delimiter: str, end: str, encoding: str) -> None:
    text = 'een "doos";\tte koop,\nof "" ruil'
    imported = _read(tmp_path, _table(_ROW | {"text": text}, delimiter=delimiter, end=end), encoding)
    assert imported == Imported([sound_row(text=text)], [])


def test_columns_may_come_in_another_order_and_unknown_ones_are_told(tmp_path: Path) -> None:
    imported = _read(tmp_path, _table({"secret": "x"} | dict(reversed(_ROW.items()))))
    assert imported.rows == [sound_row()]
    assert [refused.reason for refused in imported.refused] == ["1 column is none that lont knows, and is left out"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"recruitment": "2"}, "recruitment: is"),
        ({"recruitment": "ja"}, "recruitment: is"),
        ({"role": "secret"}, "role: is none of"),
        ({"text": ""}, "text: is missing"),
        ({"spans": '[{"start": 0, "end": 99, "type": "product"}]'}, "a span ends outside the text"),
        ({"spans": "secret"}, "spans: not JSON"),
        ({"messages": '[{"author": "a", "text": "secret"}]'}, "messages and target_index go together"),
        ({"messages": '[{"author": "a", "text": "secret"}]', "target_index": "0"}, "text is not that"),
        ({"exact": "[]"}, ""),
        ({"exact": "[1]"}, "exact: not an object"),
        ({"codebook_version": "1"}, "codebook_version: is no version"),
    ],
)
def test_a_broken_row_is_told_and_the_one_after_it_goes_in(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    imported = _read(tmp_path, _table(_ROW | changes, _ROW | {"id": "good"}))
    assert imported.rows[-1].id == "good"
    assert [refused.reason.startswith(reason) for refused in imported.refused] == [True] * bool(reason)
    assert "secret" not in str(imported.refused)


def test_a_stray_quote_or_another_encoding_costs_its_own_line(tmp_path: Path) -> None:
    header, good, _ = _table(_ROW).split("\n")
    stray = good.replace('"een doos', '"een "doos')
    latin = good.replace("een doos", "één doos").encode("latin-1")
    content = b"\n".join([header.encode(), stray.encode(), latin, b"too,few", good.encode()])
    (tmp_path / "table.csv").write_bytes(content)
    imported = read_labels(tmp_path / "table.csv", FormatName.CSV)
    assert imported.rows == [sound_row()]
    assert [refused.place for refused in imported.refused] == ["line 2", "line 3", "line 4"]


@pytest.mark.parametrize("content", ["secret\n", "secret;twee\n1;2\n"])
def test_a_file_without_the_header_is_told_once(tmp_path: Path, content: str) -> None:
    imported = _read(tmp_path, content)
    assert [(refused.place, "header" in refused.reason) for refused in imported.refused] == [("line 1", True)]


def test_the_header_has_every_field_of_a_row() -> None:
    assert set(type(sound_row()).model_fields) | {"exact"} == set(COLUMNS)
