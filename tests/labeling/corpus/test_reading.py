from __future__ import annotations

import json
from codecs import BOM_UTF8
from pathlib import Path

import pytest

from labeling.corpus import corpus_files, read_corpus
from labeling.errors import CorpusError
from tests.support.rows import sound, write_corpus


def test_rows_come_file_by_file_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_corpus(tmp_path, b=[sound(id="1")], a=[sound(id="2"), sound(id="3")])
    assert [row.id for row in read_corpus(tmp_path)] == ["2", "3", "1"]


def test_a_broken_line_is_named_by_file_and_number_without_its_text(tmp_path: Path) -> None:
    write_corpus(tmp_path, a=[sound(), sound(recruitment="secret words")])
    with pytest.raises(CorpusError, match=r"a\.jsonl, line 2: recruitment") as caught:
        read_corpus(tmp_path)
    assert "secret" not in str(caught.value)


def test_a_byte_order_mark_is_read_over_and_a_blank_line_is_named(tmp_path: Path) -> None:
    line = json.dumps(sound()).encode()
    (tmp_path / "a.jsonl").write_bytes(BOM_UTF8 + line + b"\r\n")
    assert len(read_corpus(tmp_path)) == 1
    (tmp_path / "a.jsonl").write_bytes(line + b"\n \n" + line)
    with pytest.raises(CorpusError, match=r"a\.jsonl, line 2: a blank line"):
        read_corpus(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_other_bytes_than_utf_8_are_an_error(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(sound()), encoding=encoding)
    with pytest.raises(CorpusError, match=r"a\.jsonl, line 1: not UTF-8"):
        read_corpus(tmp_path)


def test_a_folder_without_files_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \.jsonl"):
        corpus_files(tmp_path)


def test_the_corpus_of_lont_has_five_languages_and_both_labels() -> None:
    rows = read_corpus()
    assert {"nl", "de", "fr", "en", "sv"} <= {row.lang for row in rows}
    assert {row.labels for row in rows} == {(0, 0), (0, 1), (1, 0), (1, 1)}
