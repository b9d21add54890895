from __future__ import annotations

from pathlib import Path

import pytest

from labeling.corpus import read_corpus
from labeling.errors import CorpusError
from labeling.formats.importing import read_labels, write_batches
from labeling.formats.names import FormatName
from labeling.formats.registry import FORMATS
from service.errors import FileRefusedError
from tests.support.exports import sound_row


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
    with pytest.raises(FileRefusedError):
        read_labels(tmp_path / "none.json", FormatName.LABEL_STUDIO)
