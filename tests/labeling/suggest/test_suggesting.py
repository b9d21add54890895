from __future__ import annotations

from collections import Counter

import pytest

from labeling.corpus import CorpusRow
from labeling.suggest import Suggestion, suggest
from labeling.suggest.pool import PoolMessage
from models.contract import ContextMessage
from models.normalise import normalise
from models.thresholds import Thresholds
from tests.support.corpora import read_slice

THRESHOLDS = Thresholds({"recruitment": 0.4, "f4_sale": 0.4}, "a test")
TALK = ("iemand nog iets nodig voor vanavond", "ja doe mij er maar twee")


def _message(at: object, text: str, *before: str, lang: str = "nl") -> PoolMessage:
    around = tuple(map(ContextMessage, (*before, text))) if before else None
    # Scores that differ, and mean nothing.
    scores = (len(text) % 7 / 7, len(text) % 11 / 11)
    return PoolMessage(str(at), text, around, len(before) if before else None, lang, normalise(text).text, scores)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[CorpusRow]:
    return read_slice(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def labelled(corpus: list[CorpusRow]) -> list[CorpusRow]:
    return corpus[::2]


@pytest.fixture(scope="module")
def pool(corpus: list[CorpusRow]) -> list[PoolMessage]:
    return [_message(row.id, row.text, lang=row.lang) for row in corpus[1::2]]


def _suggest(pool: list[PoolMessage], rows: list[CorpusRow], count: int = 20, seed: int = 7) -> list[Suggestion]:
    return suggest(pool, rows, THRESHOLDS, count=count, seed=seed)


def test_a_suggestion_has_a_rank_a_reason_and_the_scores_of_each_tier(
    pool: list[PoolMessage], labelled: list[CorpusRow]
) -> None:
    found = _suggest(pool, labelled)
    assert [suggestion.rank for suggestion in found] == list(range(1, 21))
    assert {suggestion.strategy for suggestion in found} == {"uncertainty", "disagreement", "diversity", "random"}
    assert Counter(suggestion.strategy for suggestion in found)["random"] == 4
    scores = {message.id: message.scores for message in pool}
    for suggestion in found:
        line = suggestion.as_line()
        assert list(line)[:5] == ["rank", "id", "reason", "strategy", "scores"]
        assert "text" in line or line["messages"][line["target_index"]]["text"] == suggestion.message.text
        assert suggestion.reason
        assert tuple(suggestion.scores["linear"].values()) == pytest.approx(scores[suggestion.id], abs=1e-4)
        assert set(suggestion.scores["plain"]) == {"recruitment", "f4_sale"}


def test_the_same_seed_suggests_the_same_and_another_one_something_else(
    pool: list[PoolMessage], labelled: list[CorpusRow]
) -> None:
    once = _suggest(pool, labelled)
    assert _suggest(pool, labelled) == once
    assert [each.id for each in _suggest(pool, labelled, seed=8)] != [each.id for each in once]


def test_copies_are_suggested_once(labelled: list[CorpusRow]) -> None:
    pool = [_message(1, "wie komt er morgen kijken"), _message(2, "WIE  komt er morgen kijken")]
    assert [each.id for each in _suggest([*pool, _message(3, "boot te huur per week")], labelled)] in (
        ["1", "3"],
        ["3", "1"],
    )


def test_what_is_labelled_already_is_not_suggested(labelled: list[CorpusRow]) -> None:
    alone = [row for row in labelled if row.messages is None][:3]
    assert _suggest([_message(row.id, row.text.upper()) for row in alone], labelled) == []


def test_a_labelled_answer_is_new_in_another_conversation(labelled: list[CorpusRow]) -> None:
    talk = {"messages": [{"author": "a", "text": TALK[0]}, {"author": "b", "text": TALK[1]}], "target_index": 1}
    changed = labelled[0].model_dump() | {"text": TALK[1], "spans": None} | talk
    rows = [CorpusRow.model_validate(changed), *labelled[1:]]
    assert _suggest([_message(1, TALK[1], TALK[0])], rows) == []
    assert [each.id for each in _suggest([_message(1, TALK[1], "wie wil er soep")], rows)] == ["1"]


def test_with_one_tier_there_is_no_disagreement(pool: list[PoolMessage], labelled: list[CorpusRow]) -> None:
    for tier in ("linear", "plain"):
        found = suggest(pool, labelled, THRESHOLDS, count=12, tiers=[tier])
        assert {each.strategy for each in found} == {"uncertainty", "diversity", "random"}
        assert {*found[0].scores} == {tier}


def test_an_empty_pool_suggests_nothing(labelled: list[CorpusRow]) -> None:
    assert _suggest([], labelled) == []


def test_no_reason_holds_a_text(pool: list[PoolMessage], labelled: list[CorpusRow]) -> None:
    reasons = " ".join(each.reason for each in _suggest(pool, labelled, 40))
    assert not any(message.text in reasons for message in pool if len(message.text) > 12)
