"""`POST /v1/score`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.scorer import Scorer
from service.services.score_lines import score_lines
from tests.support.api import SALE, Api, shipped_scorer
from tests.support.tiers import small_bundle

_JSON = {"Content-Type": "application/json"}

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_known = st.fixed_dictionaries(
    {},
    optional={
        name: _values | st.text() | st.integers(-1, 3)
        for name in ("id", "text", "messages", "target_index", "minutes", "author")
    },
)


def test_answers_stand_in_the_order_of_the_inputs_with_their_ids(api: Api) -> None:
    texts = ["wie gaat er mee zaterdag", SALE, "wie gaat er mee zaterdag", ""]
    inputs = [{"id": f"n{number}", "text": text} for number, text in enumerate(texts)]
    answer = api.client.post("/v1/score", json={"inputs": inputs}, headers=api.headers)
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [result["id"] for result in results] == ["n0", "n1", "n2", "n3"]
    assert results[0]["scores"] == results[2]["scores"]
    assert results[1]["scores"]["f4_sale"] > results[0]["scores"]["f4_sale"]
    assert [result["priority"] for result in results] == [None, "P2", None, None]


def test_the_answer_is_that_of_the_command_line(api: Api) -> None:
    inputs: list[dict[str, Any]] = [
        {"id": 7, "text": "wie wil vannacht snel geld verdienen"},
        {"messages": [{"author": "a", "text": "wat krijg ik"}, {"author": 2, "text": "1k p"}], "target_index": 1},
        {"id": None, "text": "not read", "messages": [{"text": "cobra 6 te koop"}], "target_index": 0, "lang": "nl"},
    ]
    lines = [json.dumps(each).encode() for each in inputs]
    expected = list(score_lines(lines, shipped_scorer(), tier="cascade", explain=True))
    answer = api.client.post("/v1/score", json={"inputs": inputs}, headers=api.headers)
    assert answer.json()["results"] == expected


def test_an_explanation_is_left_out_on_demand(api: Api) -> None:
    body = {"inputs": [{"text": SALE}], "tier": "linear"}
    with_it = api.client.post("/v1/score", json=body, headers=api.headers).json()["results"][0]
    without = api.client.post("/v1/score", json=body | {"explain": False}, headers=api.headers).json()["results"][0]
    assert with_it["explanation"]
    assert without == with_it | {"explanation": []}


def test_a_tier_that_the_bundle_lacks_is_told(api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_bundle(tmp_path)
    monkeypatch.setattr(api.context, "scorer", Scorer.load(tmp_path))
    body = {"inputs": [{"text": "hoi"}], "tier": "transformer"}
    answer = api.client.post("/v1/score", json=body, headers=api.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "tier_missing")


def test_all_faults_are_told_at_once_and_none_repeats_the_input(api: Api) -> None:
    inputs = [
        {"id": ["zeebonk"], "text": 5},
        {"text": "goed"},
        {"messages": [{"text": "a", "minutes": "zeebonk"}], "target_index": 1},
        {"messages": [{"text": "a"}], "target_index": 1},
        {"zeebonk": "zeebonk"},
    ]
    body = {"inputs": inputs, "tier": "zeebonk", "zee bonk 'x'": 1}
    answer = api.client.post("/v1/score", json=body, headers=api.headers)
    assert answer.status_code == 422
    places = {fault["where"] for fault in answer.json()["faults"]}
    assert places >= {
        "body.inputs.0.text",
        "body.inputs.2.messages.0.minutes",
        "body.inputs.3",
        "body.inputs.4",
        "body.tier",
        "body.(unnamed)",
    }
    assert "bonk" not in answer.text


@pytest.mark.parametrize(("count", "status"), [(0, 422), (1, 200), (256, 200), (257, 422)])
def test_one_to_256_inputs_are_taken(api: Api, count: int, status: int) -> None:
    answer = api.client.post("/v1/score", json={"inputs": [{"text": "hoi"}] * count}, headers=api.headers)
    assert answer.status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"inputs": [{"text": "a"}]} b',
        b'{"inputs": [{"text": "\xff"}]}',
        b'{"inputs": [{"text": "\\ud800"}]}',
        b'{"inputs": [{"text": "a", "id": ' + b"9" * 5000 + b"}]}",
        b"[" * 200_000,
        b'{"a":' * 100_000,
    ],
    ids=["empty", "cut off", "more behind", "not UTF-8", "half a pair", "huge number", "deep list", "deep object"],
)
def test_what_is_not_json_is_told_as_that(api: Api, body: bytes) -> None:
    answer = api.client.post("/v1/score", content=body, headers=api.headers | _JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "json_malformed")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_must_be_finite(api: Api, number: str) -> None:
    body = '{"inputs": [{"messages": [{"text": "a", "minutes": NUMBER}], "target_index": 0}]}'.replace("NUMBER", number)
    answer = api.client.post("/v1/score", content=body, headers=api.headers | _JSON)
    assert answer.status_code in {400, 422}


def test_the_character_zero_is_scored_since_nothing_is_stored(api: Api) -> None:
    answer = api.client.post("/v1/score", json={"inputs": [{"text": "a\x00b"}]}, headers=api.headers)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON;charset=UTF-8", 200),
        ("application/json; charset=utf-16", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        (";;;", 415),
    ],
)
def test_the_body_must_be_declared_as_json(api: Api, content_type: str, status: int) -> None:
    headers = api.headers | {"Content-Type": content_type}
    assert api.client.post("/v1/score", content=b'{"inputs": [{"text": "a"}]}', headers=headers).status_code == status


def test_a_body_without_a_content_type_is_refused(api: Api) -> None:
    answer = api.client.post("/v1/score", content=b'{"inputs": [{"text": "a"}]}', headers=api.headers)
    assert answer.status_code == 415


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=_values | st.fixed_dictionaries({"inputs": st.lists(_known | _values, max_size=3)}))
def test_any_json_gets_scores_or_a_problem(api: Api, body: Any) -> None:  # noqa: ANN401  # any JSON
    content = json.dumps(body).encode("utf-8", "surrogatepass")
    answer = api.client.post("/v1/score", content=content, headers=api.headers | _JSON)
    assert answer.status_code in {200, 400, 422}
    if answer.status_code == 200:
        assert len(answer.json()["results"]) == len(body["inputs"])
    else:
        assert answer.headers["content-type"] == "application/problem+json"
