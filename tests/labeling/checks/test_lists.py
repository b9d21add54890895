from __future__ import annotations

from pathlib import Path

import pytest

from labeling.checks import Fault, check_corpus
from labeling.corpus.briefs import read_briefs
from labeling.corpus.families import read_families
from labeling.corpus.reading import corpus_files, read_corpus
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
        Fault("briefs.toml", 0, "brief for another, but no such batch"),
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


def test_each_kind_has_its_family_and_each_listed_kind_its_rows(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    (tmp_path / "kinds.toml").write_text('sales = ["offer"]\n')
    assert check_corpus(tmp_path).faults == []
    (tmp_path / "kinds.toml").write_text('sales = ["offers"]\n')
    assert check_corpus(tmp_path).faults == [
        Fault("kinds.toml", 0, "family for offers, but no such kind"),
        Fault("kinds.toml", 0, "kind offer has no family"),
    ]


@pytest.mark.parametrize("text", ["[[", "sales = 3", 'sales = ["offer"]\ntrade = ["offer"]\n'])
def test_a_broken_list_of_families_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "kinds.toml").write_text(text)
    with pytest.raises(CorpusError, match=r"kinds\.toml"):
        read_families(tmp_path)


def test_the_rows_of_lont_that_are_neither_are_of_more_than_fifty_families() -> None:
    families = read_families() or {}
    assert len({families[row.kind] for row in read_corpus() if row.labels == (0, 0)}) > 50
