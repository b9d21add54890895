from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from labeling.checks import Fault, check_corpus
from labeling.errors import CorpusError
from tests.support.rows import NEITHER, sound, write_corpus

RUN = "wie heeft er morgen een aanhanger over voor"
LONG = "gezocht iemand met een busje die zaterdag in alle vroegte twee kasten van zwolle naar kampen rijdt"


def _other(text: str, **changes: object) -> dict[str, Any]:
    return sound(id="o", text=text, author_batch="other", **changes)


def _reasons(folder: Path) -> list[str]:
    return [fault.reason for fault in check_corpus(folder).faults]


def test_eight_words_in_a_row_are_found_in_two_batches_whatever_signs_stand_between(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(text=f"hoi, {RUN} zondag?")], other=[_other(f"{RUN.replace('er', 'er,')} mij")])
    assert check_corpus(tmp_path).faults == [
        Fault("other.jsonl", 1, "shares 8 words in a row with another batch's batch-001")
    ]


def test_seven_words_in_a_row_are_no_fault(tmp_path: Path) -> None:
    seven = RUN.removesuffix(" voor")
    write_corpus(tmp_path, batch=[sound(text=f"hoi {seven} zondag of zo")], other=[_other(f"{seven} mijn verhuizing")])
    assert _reasons(tmp_path) == []


def test_the_same_words_within_one_batch_are_no_fault(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(text=f"{RUN} zondag"), sound(id="2", text=f"{RUN} een dag of twee in mei")])
    assert _reasons(tmp_path) == []


def test_a_near_copy_is_found_though_no_eight_words_in_a_row_are_the_same(tmp_path: Path) -> None:
    near = LONG.replace("zaterdag", "zondag").replace("zwolle", "hattem")
    write_corpus(tmp_path, batch=[sound(text=LONG)], other=[_other(near)])
    assert _reasons(tmp_path) == ["near-copy of another batch's batch-001"]


def test_near_copies_of_one_batch_have_the_same_labels_or_are_a_pair(tmp_path: Path) -> None:
    near = LONG.replace("zaterdag", "zondag")
    write_corpus(tmp_path, batch=[sound(text=LONG), sound(id="2", text=near, **NEITHER)])
    assert _reasons(tmp_path) == ["has other labels than its near-copy batch-001, and they are no pair"]
    write_corpus(tmp_path, batch=[sound(text=LONG, pair="p"), sound(id="2", text=near, pair="p", **NEITHER)])
    assert _reasons(tmp_path) == []


def test_messages_of_a_conversation_may_be_alike(tmp_path: Path) -> None:
    near = f"{LONG} en terug"
    talk = {"messages": [{"author": "a", "text": "?"}, {"author": "b", "text": near}], "target_index": 1}
    write_corpus(tmp_path, batch=[sound(text=LONG)], other=[_other(near, **talk)])
    assert _reasons(tmp_path) == []


def test_an_exemption_is_listed_and_exempts(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(text=f"{LONG} x")], other=[_other(LONG)])
    (tmp_path / "exemptions.toml").write_text('[[exemption]]\nrows = ["batch-001", "o"]\nreason = "one advert"\n')
    checked = check_corpus(tmp_path)
    assert checked.faults == []
    assert [(exemption.reason, exemption.rows) for exemption in checked.exemptions] == [
        ("one advert", frozenset({"batch-001", "o"}))
    ]


def test_an_exemption_that_exempts_nothing_is_a_fault(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    (tmp_path / "exemptions.toml").write_text('[[exemption]]\nrows = ["batch-001", "o"]\nreason = "one advert"\n')
    assert check_corpus(tmp_path).faults == [Fault("exemptions.toml", 0, "exempts nothing: batch-001, o")]


@pytest.mark.parametrize("text", ["[[exemption]", "[[exemption]]\nrows = ['1']\nreason = 'x'", "other = 1"])
def test_a_broken_list_of_exemptions_says_what_belongs_there(tmp_path: Path, text: str) -> None:
    write_corpus(tmp_path, batch=[sound()])
    (tmp_path / "exemptions.toml").write_text(text)
    with pytest.raises(CorpusError, match="rows and a reason"):
        check_corpus(tmp_path)
