from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.scorer import Scorer
from service.services.score_lines import LONGEST_TEXT, read_time, score_lines
from tests.support.api import FOREIGN


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer.load(None)


def answers(scorer: Scorer, *lines: bytes | dict[str, Any]) -> list[dict[str, Any]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(score_lines(raw, scorer, tier="cascade", explain=True))


def test_an_answer_has_every_field_of_the_contract(scorer: Scorer) -> None:
    (answer,) = answers(scorer, {"id": "a", "text": "Cobra 6 te koop, 10 per stuk, dm", "extra": 1})
    assert list(answer) == [
        "id", "scores", "labels", "role", "priority", "lang", "unsure", "tier", "model", "entities", "explanation",
    ]  # fmt: skip
    assert set(answer["scores"]) == {"recruitment", "f4_sale"}
    assert answer["priority"] == "P3"


def test_an_offer_comes_with_what_it_says_and_ordinary_talk_does_not(scorer: Scorer) -> None:
    text = "Cobra 6 te koop, 10 euro per stuk, dm"
    offer, talk = answers(scorer, {"text": text}, {"text": "wie rijdt er morgen mee"})
    assert {"product", "unit_price", "contact"} <= {entity["type"] for entity in offer["entities"]}
    for entity in offer["entities"]:
        assert list(entity) == ["type", "start", "end", "text", "value"]
        assert text[entity["start"] : entity["end"]] == entity["text"]
    assert (talk["role"], talk["entities"]) == (None, [])


@pytest.mark.parametrize(
    "sent_at", ["gisteren", "2026-11-05", "2026-11-05T20:00", "0001-01-01T00:00:00+14:00", 5, None]
)
def test_a_time_that_cannot_be_read_tells_nothing_and_is_no_fault(scorer: Scorer, sent_at: object) -> None:
    message = {"text": "Cobra 6 te koop, morgen ophalen", "sent_at": sent_at}
    (answer,) = answers(scorer, {"messages": [message], "target_index": 0})
    assert "error" not in answer
    assert read_time(sent_at) is None


def test_times_in_a_message_are_counted_from_when_it_was_sent(scorer: Scorer) -> None:
    days = ("2026-11-05T20:00:00+01:00", "2026-11-09T20:00:00+01:00")
    messages = [{"text": "Cobra 6 te koop, morgen ophalen", "sent_at": day} for day in days]
    first, second = answers(scorer, *({"messages": [message], "target_index": 0} for message in messages))
    assert first["scores"] == second["scores"]
    assert first["entities"] != second["entities"]


def test_a_threat_has_a_priority_without_a_label_and_ordinary_talk_has_none(scorer: Scorer) -> None:
    threat, talk = answers(scorer, {"text": "we blazen je deur eruit vannacht"}, {"text": "wie rijdt er morgen mee"})
    assert (threat["labels"], threat["priority"]) == ([], "P0")
    assert (talk["labels"], talk["priority"]) == ([], None)


def test_a_text_in_a_language_that_is_not_served_says_so(scorer: Scorer) -> None:
    foreign, known = answers(scorer, {"text": FOREIGN}, {"text": "hoe laat eten we"})
    assert (foreign["unsure"], known["unsure"]) == (["language"], [])


def test_answers_come_in_the_order_of_the_lines_whatever_their_faults(scorer: Scorer) -> None:
    lines = [{"id": n, "text": f"bericht {n}"} if n % 3 else b"{kapot" for n in range(600)]
    found = answers(scorer, *lines)
    assert [answer["id"] for answer in found] == [n if n % 3 else None for n in range(600)]
    assert [answer["line"] for answer in found if "error" in answer] == [n + 1 for n in range(0, 600, 3)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"nee", "not_json"),
        (b'{"id": "a", "text": NaN}', "not_json"),
        (b"[1, 2]", "not_an_object"),
        (b'{"id": "a"}', "text_missing"),
        (b'{"id": "a", "text": 7}', "text_type"),
        (b'{"id": "a", "text": null}', "text_type"),
        (b'{"id": {"x": 1}, "text": "t"}', "id_type"),
        (b'{"id": "a", "text": "\xff"}', "bad_encoding"),
        (b'{"id": "a", "text": "\\ud83d"}', "bad_encoding"),
        (b'{"id": "a", "messages": []}', "messages_type"),
        (b'{"id": "a", "messages": ["x"], "target_index": 0}', "messages_type"),
        (b'{"id": "a", "messages": [{"text": "x"}], "target_index": 1}', "target_index"),
        (b'{"id": "a", "messages": [{"text": "x"}], "target_index": true}', "target_index"),
        (b'{"id": "a", "messages": [{"text": "x", "author": [1]}], "target_index": 0}', "author_type"),
        (b"[" * 100_000, "not_json"),
    ],
)
def test_a_bad_line_gets_an_error_with_its_code(scorer: Scorer, line: bytes, code: str) -> None:
    good, bad = answers(scorer, {"id": "goed", "text": "hoi"}, line)
    assert "scores" in good
    assert (bad["line"], bad["error"]["code"]) == (2, code)


def test_an_error_names_the_id_if_it_can_be_read(scorer: Scorer) -> None:
    (answer,) = answers(scorer, {"id": "a1", "text": 5})
    assert answer["id"] == "a1"


def test_a_text_of_the_longest_length_is_scored_and_a_longer_one_is_refused(scorer: Scorer) -> None:
    fits, does_not = answers(scorer, {"text": "a " * (LONGEST_TEXT // 2)}, {"text": "a" * (LONGEST_TEXT + 1)})
    assert "scores" in fits
    assert does_not["error"]["code"] == "text_too_long"


@pytest.mark.parametrize("text", ["", " ", "\u200b", "💣", "ا ب ت", "\u202eabc", "\x00"])
def test_odd_texts_get_scores(scorer: Scorer, text: str) -> None:
    (answer,) = answers(scorer, {"id": 1, "text": text})
    assert all(0 <= score <= 1 for score in answer["scores"].values())


def test_spans_point_into_the_original_text(scorer: Scorer) -> None:
    text = "Te koop: c\u200b0br\u0430 6, 10 euro p/s, dm!!"
    (answer,) = answers(scorer, {"id": 1, "text": text})
    for span in answer["explanation"]:
        assert 0 <= span["start"] < span["end"] <= len(text)


def test_the_target_is_scored_in_its_context(scorer: Scorer) -> None:
    messages = [{"author": "a", "text": "wie heeft cobra's"}, {"author": "b", "text": "dm, nog 40"}]
    (answer,) = answers(scorer, {"id": 1, "messages": messages, "target_index": 1})
    assert "scores" in answer


@settings(max_examples=200, deadline=None)
@given(line=st.binary(max_size=200))
def test_any_bytes_get_an_answer(scorer: Scorer, line: bytes) -> None:
    if not line.strip():
        assert answers(scorer, line) == []
    else:
        (answer,) = answers(scorer, line)
        assert ("error" in answer) != ("scores" in answer)
