from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from labeling.errors import CorpusError
from labeling.ordinary import learned_lines, measured_lines, read_ordinary


def test_each_line_has_the_language_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "nl.txt").write_text("lekker weer\n\ntot zo\n", encoding="utf-8")
    (tmp_path / "sv.txt").write_text("hej hej\n", encoding="utf-8")
    assert read_ordinary(tmp_path) == [("nl", "lekker weer"), ("nl", "tot zo"), ("sv", "hej hej")]


def test_a_folder_without_lines_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no ordinary lines"):
        read_ordinary(tmp_path)


def test_there_are_ten_thousand_lines_in_five_languages_and_hardly_one_twice() -> None:
    lines = read_ordinary()
    counts = Counter(line.lang for line in lines)
    assert len(lines) >= 10_000
    assert counts.keys() == {"nl", "en", "sv", "de", "fr"}
    assert min(counts.values()) >= 1_400
    assert len(set(lines)) == len(lines)


def test_a_third_of_the_lines_may_be_learned_from_and_the_others_are_measured_on() -> None:
    lines = list(range(6_000))
    learned, measured = learned_lines(lines), measured_lines(lines)
    assert (len(learned), len(measured)) == (2_000, 4_000)
    assert sorted(learned + measured) == lines


def test_lines_are_learned_from_with_their_neighbours() -> None:
    assert learned_lines(list(range(100))) == [*range(20), *range(60, 80)]
