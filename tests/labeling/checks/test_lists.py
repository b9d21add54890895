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
        Fault("briefs.toml", 0, "1 brief of no batch that is there: another"),
        Fault("briefs.toml", 0, "no brief for 1 batch: batch"),
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
        Fault("kinds.toml", 0, "1 kind that no row has: offers"),
        Fault("kinds.toml", 0, "no family for 1 kind: offer"),
    ]


def test_a_long_list_in_vain_is_one_fault(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    names = ", ".join(f'"k{at}"' for at in range(1, 1_200))
    (tmp_path / "kinds.toml").write_text(f'sales = ["offer", {names}]\n')
    assert list(map(str, check_corpus(tmp_path).faults)) == [
        "kinds.toml: 1,199 kinds that no row has, such as k1, k10, k100, k1000, k1001"
    ]


def test_what_a_broken_line_may_hold_is_not_listed_in_vain(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(), sound(id="2", kind="gift", lang="?")])
    (tmp_path / "kinds.toml").write_text('sales = ["offer", "gift"]\n')
    assert [fault.line for fault in check_corpus(tmp_path).faults] == [2]


@pytest.mark.parametrize("name", ["briefs.toml", "kinds.toml", "exemptions.toml"])
def test_a_list_that_is_a_folder_or_not_utf_8_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    write_corpus(tmp_path, batch=[sound()])
    (tmp_path / name).write_bytes("a = 1\nb = 'é'".encode("latin-1"))
    with pytest.raises(CorpusError, match=f"{name}, line 2: not UTF-8"):
        check_corpus(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    with pytest.raises(CorpusError, match=f"{name} cannot be read"):
        check_corpus(tmp_path)


def test_a_broken_list_tells_the_entry_or_the_line(tmp_path: Path) -> None:
    (tmp_path / "briefs.toml").write_text(BRIEF.format(batch="one") + '\n[two]\nround = 0\nwho = "x"\n')
    with pytest.raises(CorpusError, match=r"briefs\.toml: two\.round"):
        read_briefs(tmp_path)
    (tmp_path / "kinds.toml").write_text('sales = ["a"]\ntrade = ["b"\n')
    with pytest.raises(CorpusError, match="is no TOML"):
        read_families(tmp_path)
    (tmp_path / "kinds.toml").write_text('sales = ["a"]\ntrade = ["a"]\n')
    with pytest.raises(CorpusError, match="kind a is in sales and trade"):
        read_families(tmp_path)


@pytest.mark.parametrize("text", ["[[", "sales = 3", 'sales = ["offer"]\ntrade = ["offer"]\n'])
def test_a_broken_list_of_families_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "kinds.toml").write_text(text)
    with pytest.raises(CorpusError, match=r"kinds\.toml"):
        read_families(tmp_path)


def test_the_rows_of_lont_that_are_neither_are_of_more_than_fifty_families() -> None:
    families = read_families() or {}
    assert len({families[row.kind] for row in read_corpus() if row.labels == (0, 0)}) > 50
