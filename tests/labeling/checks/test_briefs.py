from __future__ import annotations

from pathlib import Path

import pytest

from labeling.checks import Fault, check_corpus
from labeling.corpus.briefs import read_briefs
from labeling.corpus.reading import corpus_files
from labeling.errors import CorpusError
from tests.support.rows import sound, write_corpus

BRIEF = '[{batch}]\nround = 1\nwho = "x"\nwhere = "y"\nhow = "z"\nwhy = "w"\n'


def test_each_batch_has_its_brief_and_each_brief_its_batch(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    (tmp_path / "briefs.toml").write_text(BRIEF.format(batch="batch"))
    assert check_corpus(tmp_path).faults == []
    (tmp_path / "briefs.toml").write_text(BRIEF.format(batch="another"))
    assert check_corpus(tmp_path).faults == [
        Fault("briefs.toml", 0, "batch batch has no brief"),
        Fault("briefs.toml", 0, "brief of another, but no such batch"),
    ]


def test_a_corpus_of_ones_own_needs_no_briefs(tmp_path: Path) -> None:
    assert read_briefs(tmp_path) is None


@pytest.mark.parametrize("text", ["[batch", "[batch]\nround = 0", BRIEF.format(batch="batch") + "colour = 'red'\n"])
def test_a_broken_list_of_briefs_says_what_belongs_there(tmp_path: Path, text: str) -> None:
    (tmp_path / "briefs.toml").write_text(text)
    with pytest.raises(CorpusError, match="who, where, how, why"):
        read_briefs(tmp_path)


def test_every_batch_of_lont_has_a_brief() -> None:
    assert set(read_briefs() or {}) == {path.stem for path in corpus_files()}
