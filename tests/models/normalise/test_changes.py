"""Which words are read otherwise than written, and why."""

from __future__ import annotations

from itertools import pairwise

import pytest

from models.normalise import normalise
from models.normalise.changes import CHANGES, MOST_CHANGES, changed_words


@pytest.mark.parametrize(
    ("text", "written", "read", "codes"),
    [
        ("de c0bra", "c0bra", "cobra", ("leet",)),
        ("een k l u s vanavond", "k l u s", "klus", ("spelled_apart",)),
        ("vаnavond wel", "vаnavond", "vanavond", ("look_alikes",)),
        ("k\u200blus nu", "k\u200blus", "klus", ("invisible",)),
        ("wat 🧨 dan", "🧨", "emoji_firecracker", ("emoji",)),
        ("de ＣＯＢＲＡ hier", "ＣＯＢＲＡ", "cobra", ("letter_forms",)),
        ("geeeeeld nu", "geeeeeld", "geeld", ("repeats",)),
    ],
)
def test_a_disguise_is_told_by_its_step_at_its_place(
    text: str, written: str, read: str, codes: tuple[str, ...]
) -> None:
    normalised = normalise(text)
    (change,) = changed_words(normalised)
    assert text[change.original_start : change.original_end] == written
    assert normalised.text[change.start : change.end] == read
    assert change.codes == codes
    assert set(codes) <= set(CHANGES)


@pytest.mark.parametrize("text", ["", "Goedemorgen  ALLEMAAL\n", "één café, Übung"])
def test_case_and_white_space_are_no_changes(text: str) -> None:
    assert changed_words(normalise(text)) == []


def test_changes_lie_apart_and_are_bounded() -> None:
    found = changed_words(normalise("c0bra ¼ 🧨💣 " * 500))
    assert len(found) == MOST_CHANGES
    for before, after in pairwise(found):
        assert before.end <= after.start
        assert before.original_end <= after.original_start
