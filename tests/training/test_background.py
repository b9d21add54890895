from __future__ import annotations

from pathlib import Path

import pytest

from labeling.errors import CorpusError
from labeling.ordinary import OrdinaryLine
from models.bundle import Bundle
from models.contract import Message
from models.scorer import Scorer
from training.background import Flags, background_figures, read_background


def test_a_rate_comes_with_its_exact_upper_bound() -> None:
    none = Flags.count([False] * 1_000)
    assert (none.messages, none.flags, none.per_1000) == (1_000, 0, 0.0)
    assert none.per_1000_at_most == pytest.approx(3.68, abs=0.01)  # 1 - 0.025 ** (1 / 1000)
    assert none.per_100000_at_most == pytest.approx(100 * none.per_1000_at_most)


def test_a_set_without_messages_has_no_rate_to_claim() -> None:
    assert Flags.count([]).per_1000_at_most == 1_000


def test_flags_are_counted_for_each_language_and_all_together() -> None:
    lines = [OrdinaryLine("nl", "lekker weer vandaag"), OrdinaryLine("sv", "cobra 6 säljes, 20 kr styck, dm")]
    found = {
        (one["lang"], one["detector"]): one["flags"] for one in background_figures(lines, Scorer.load(), ["linear"])
    }
    assert found["nl", "keyword list"] == 0
    assert found["sv", "keyword list"] == 1
    assert found["all", "keyword list"] == 1
    assert found["all", "linear"] == found["nl", "linear"] + found["sv", "linear"]


def test_every_tier_is_asked_and_copies_in_other_spelling_are_folded(both_tiers: Bundle) -> None:
    lines = [OrdinaryLine("nl", text) for text in ("Cobra 6 te koop!", "COBRA 6 te koop!", "lekker weer vandaag")]
    said = list[tuple[str, float]]()
    tiers = ("linear", "transformer", "cascade")
    scorer = Scorer.load(both_tiers.folder, threads=1)
    found = background_figures(lines, scorer, tiers, lambda what, share: said.append((what, share)))
    assert [one["detector"] for one in found if one["lang"] == "all"] == [*tiers, "keyword list"]
    assert all((one["messages"], one["distinct_messages"]) == (3, 2) for one in found)
    (listed,) = (one for one in found if (one["lang"], one["detector"]) == ("nl", "keyword list"))
    assert (listed["flags"], listed["distinct_flags"], listed["distinct_per_1000"]) == (2, 1, 500)
    for tier in tiers:
        flags = [bool(one.labels) for one in scorer.score([Message(line.text) for line in lines], tier=tier)]
        assert {one["flags"] for one in found if one["detector"] == tier} == {sum(flags)}
    assert said == [(f"scoring ordinary messages, {tier}", 1.0) for tier in tiers]


@pytest.mark.parametrize("line", ["{", "3", '{"id": "1"}'], ids=["json", "no object", "no text"])
def test_a_line_without_a_text_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "ordinary.jsonl"
    path.write_text('{"text": "hoi"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 2"):
        read_background(path)


def test_a_line_that_does_not_tell_its_language_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "ordinary.jsonl"
    path.write_text('{"text": "hoi"}\n{"text": "hej", "lang": "sv"}\n', encoding="utf-8")
    assert read_background(path) == [("?", "hoi"), ("sv", "hej")]


def test_a_mark_of_utf_8_is_no_fault_and_another_encoding_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ordinary.jsonl"
    path.write_text('{"text": "hoi"}\n', encoding="utf-8-sig")
    assert read_background(path) == [("?", "hoi")]
    path.write_text('{"text": "één"}\n', encoding="latin-1")
    with pytest.raises(CorpusError, match=r"line 1.*UTF-8"):
        read_background(path)


def test_a_file_that_is_not_there_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read") as raised:
        read_background(tmp_path / "none.jsonl")
    assert raised.value.remedy
