from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from labeling.cli import label
from labeling.commands.card import counted
from labeling.corpus import FOLDER, CorpusRow, read_corpus
from labeling.corpus.families import read_families
from tests.support.rows import NEITHER, sound, write_corpus

MARKED = "# The corpus\n<!-- counts: lont label card -->\nold\n<!-- end of counts -->\nrest\n"


def test_counts_go_between_the_marks_and_the_rest_stays(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(), sound(id="2", text="tot zo", **NEITHER)])
    (tmp_path / "card.md").write_text(MARKED)
    result = CliRunner().invoke(label, ["card", "--corpus", str(tmp_path)])
    text = (tmp_path / "card.md").read_text()
    assert result.exit_code == 0
    assert "old" not in text
    assert "| all | 2 | 0 | 0 | 1 | 1 | 1 |" in text
    assert text.startswith("# The corpus\n")
    assert text.endswith("<!-- end of counts -->\nrest\n")


def test_a_card_without_a_place_for_counts_is_an_error(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    (tmp_path / "card.md").write_text("# The corpus\n")
    result = CliRunner().invoke(label, ["card", "--corpus", str(tmp_path)])
    assert "no place for counts" in str(result.exception)
    assert (tmp_path / "card.md").read_text() == "# The corpus\n"


def test_a_corpus_without_a_card_and_a_card_in_latin_1_are_errors_that_say_so(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    result = CliRunner().invoke(label, ["card", "--corpus", str(tmp_path)])
    assert "There is no" in str(result.exception)
    (tmp_path / "card.md").write_bytes(f"{MARKED}é".encode("latin-1"))
    result = CliRunner().invoke(label, ["card", "--corpus", str(tmp_path)])
    assert "card.md, line 6: not UTF-8" in str(result.exception)


def test_one_of_a_thing_is_not_plural() -> None:
    counts = counted([CorpusRow.model_validate(sound())], {"offer": "sales"})
    assert "1 distinct text in 1 author batch; 1 kind in 1 family." in counts


def test_a_row_with_both_labels_is_counted_with_both_and_its_veil_once() -> None:
    both = CorpusRow.model_validate(sound(recruitment=1, role="recruiter"))
    assert "| all | 1 | 1 | 1 | 1 | 0 | 0 |" in counted([both], {})


def test_the_card_of_lont_has_the_counts_of_today() -> None:
    counts = counted(read_corpus(), read_families() or {})
    assert counts in (FOLDER / "card.md").read_text(encoding="utf-8")
