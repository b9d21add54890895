from __future__ import annotations

from pathlib import Path

import pytest

from labeling.codebook import VERSION
from labeling.corpus import read_corpus
from labeling.errors import CorpusError
from labeling.formats.defaults import UNLABELLED
from labeling.formats.importing import EMPTY, Imported, read_labels, write_batches
from labeling.formats.names import FormatName
from labeling.formats.refusals import Refused
from labeling.formats.registry import FORMATS
from service.errors import FileRefusedError
from tests.support.exports import bare_records, sound_row


def test_every_name_has_a_format() -> None:
    assert set(FORMATS) == set(FormatName)


def test_each_batch_becomes_a_file_that_reads_as_a_corpus(tmp_path: Path) -> None:
    talk = ({"author": "a", "text": "een doos"},)
    rows = [sound_row(id="1", text="een doos", messages=talk, target_index=0), sound_row(id="2", author_batch="other")]
    files = write_batches(rows, tmp_path / "new")
    assert [file.name for file in files] == ["batch.jsonl", "other.jsonl"]
    assert read_corpus(tmp_path / "new") == rows


def test_a_file_that_is_there_stays_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"batch\.jsonl"):
        write_batches([sound_row(author_batch="another"), sound_row(id="2")], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["batch.jsonl"]
    assert (tmp_path / "batch.jsonl").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CorpusError, match="cannot be written"):
        write_batches([sound_row()], tmp_path / "file")


@pytest.mark.parametrize("batch", ["", "../up", "a/b", ".hidden", "x" * 81])
def test_a_batch_that_is_no_file_name_is_refused(tmp_path: Path, batch: str) -> None:
    [file] = FORMATS[FormatName.CSV].write([sound_row()], tmp_path / "out.csv")
    with pytest.raises(CorpusError, match="name of a file"):
        read_labels(file, FormatName.CSV, batch=batch)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"none\.json: There is no such file"):
        read_labels(tmp_path / "none.json", FormatName.LABEL_STUDIO)


@pytest.mark.parametrize("name", list(FormatName))
def test_records_made_by_hand_get_defaults_where_a_batch_is_named(tmp_path: Path, name: FormatName) -> None:
    (tmp_path / "in").write_text(bare_records()[name], encoding="utf-8")
    imported = read_labels(tmp_path / "in", name, batch="mine")
    assert imported.refused == []
    sale, none = imported.rows
    assert (sale.labels, sale.explicitness, sale.role) == ((0, 1), "veiled", "seller")
    assert (none.labels, none.explicitness, none.role) == ((0, 0), "none", "none")
    assert (sale.platform, sale.kind, sale.author_batch, sale.codebook_version) == (
        "other",
        UNLABELLED,
        "mine",
        VERSION,
    )
    assert (sale.lang, none.lang) == ("nl", "nl")
    assert sale.id.startswith("mine-")
    assert sale.id != none.id


@pytest.mark.parametrize("name", list(FormatName))
def test_without_a_batch_they_are_refused_and_the_reason_says_so(tmp_path: Path, name: FormatName) -> None:
    (tmp_path / "in").write_text(bare_records()[name], encoding="utf-8")
    imported = read_labels(tmp_path / "in", name)
    assert imported.rows == []
    assert len(imported.refused) == 2
    assert all("missing; with --batch NAME" in refused.reason for refused in imported.refused)


@pytest.mark.parametrize("name", list(FormatName))
@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff"])
def test_an_empty_file_is_refused_in_every_format(tmp_path: Path, name: FormatName, content: str) -> None:
    (tmp_path / "in").write_text(content, encoding="utf-8")
    assert read_labels(tmp_path / "in", name) == Imported([], [Refused("in", "line 1", EMPTY)])


def test_a_table_with_nothing_but_a_header_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("text,recruitment\n", encoding="utf-8")
    [refused] = read_labels(tmp_path / "in", FormatName.CSV).refused
    assert refused.reason == "the file holds no record"


@pytest.mark.parametrize("name", list(FormatName))
def test_a_row_that_went_out_without_labels_comes_back_as_not_labelled(tmp_path: Path, name: FormatName) -> None:
    file, *_ = FORMATS[name].write([sound_row()], tmp_path / "out", labelled=False)
    assert "seller" not in file.read_text(encoding="utf-8-sig")
    imported = read_labels(file, name)
    assert imported.rows == []
    assert "labelled" in imported.refused[0].reason
