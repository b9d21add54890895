"""Plain CSV files."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import ImportEvent, Platform
from service.errors import FileRefusedError
from service.importers import ExportFormat
from tests.support.importing import EXPORTS, codes, drafts, read


def _read(path: Path, content: bytes, **changes: object) -> list[ImportEvent]:
    path = path / "markt.csv"
    path.write_bytes(content)
    return read(path, ExportFormat.CSV, **changes)


def test_the_sample_comes_in_whole() -> None:
    messages = drafts(read(EXPORTS / "plain.csv", ExportFormat.CSV, platform=Platform.CLASSIFIEDS))
    assert [(message.source_key, message.text) for message in messages] == [
        ("a1", "Fiets; te koop"),
        ("a2", "Nog beschikbaar?"),
    ]
    assert {message.channel.platform for message in messages} == {Platform.CLASSIFIEDS}
    assert [message.sent_at for message in messages] == [
        datetime(2025, 12, 1, 14, 41, tzinfo=UTC),
        datetime(2025, 12, 1, 14, 42, tzinfo=UTC),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter_and_mark(tmp_path: Path, delimiter: str, encoding: str) -> None:
    content = f"id{delimiter}text\r\n1{delimiter}é😀\r\n"
    assert [message.text for message in drafts(_read(tmp_path, content.encode(encoding)))] == ["é😀"]


def test_columns_map_our_fields_to_theirs(tmp_path: Path) -> None:
    events = _read(tmp_path, b"nr,tekst\n7,Hallo\n", columns={"text": "tekst", "id": "nr"})
    assert [(message.source_key, message.text) for message in drafts(events)] == [("7", "Hallo")]


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (b"id,body\n1,x\n", {}),
        (b"id,text\n1,x\n", {"author": "van"}),
        (b"Een bericht, zonder kop\n", {}),
        (b'"id,text\n1,x\n', {}),
        (b"caf\xe9,text\n1,x\n", {}),
    ],
    ids=["other name", "mapped", "no header", "open quote", "encoding"],
)
def test_a_table_without_the_needed_columns_is_refused_and_never_quoted(
    tmp_path: Path, content: bytes, columns: dict[str, str]
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _read(tmp_path, content, columns=columns)
    assert refused.value.stable_code == "columns_missing"
    assert "bericht" not in str(refused.value)


def test_cells_in_cp1252_refuse_their_row_alone(tmp_path: Path) -> None:
    events = _read(tmp_path, b"id,text\n1,goed\n2,caf\xe9\n3,ook goed\n")
    assert [message.source_key for message in drafts(events)] == ["1", "3"]
    assert codes(events) == ["bad_encoding"]


_words = st.text(st.characters(exclude_characters="\r\n\0,", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(_words, min_size=2, max_size=6), st.integers(0, 5), st.data())
def test_messages_beside_a_mutated_row_survive(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], where: int, data: st.DataObject
) -> None:
    rows = []
    for number, text in enumerate(texts):
        row = io.StringIO()
        csv.writer(row, lineterminator="").writerow([f"{number}" * 12, f"x{text}"])
        rows.append(row.getvalue().encode())
    where %= len(rows)
    start = data.draw(st.integers(0, len(rows[where])))
    noise = data.draw(st.binary(max_size=20) | st.just(b'"')).replace(b"\n", b"")
    rows[where] = rows[where][:start] + noise + rows[where][start + data.draw(st.integers(0, 5)) :]
    events = _read(tmp_path_factory.mktemp("csv"), b"\n".join([b"id,text", *rows]))
    found = {message.source_key: message.text for message in drafts(events)}
    assert all(found[f"{number}" * 12] == f"x{text}" for number, text in enumerate(texts) if number != where)
