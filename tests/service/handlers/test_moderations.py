"""`POST /v1/moderations`."""

from __future__ import annotations

import pytest

from tests.support.api import FOREIGN, SALE, Api


def test_a_string_gives_one_result_in_the_shape_that_clients_know(api: Api) -> None:
    answer = api.client.post("/v1/moderations", json={"input": SALE, "model": "omni"}, headers=api.headers)
    assert answer.status_code == 200
    body = answer.json()
    assert body["id"].startswith("modr-")
    assert body["model"] == api.context.scorer.version
    (result,) = body["results"]
    assert set(result) == {"flagged", "categories", "category_scores", "category_applied_input_types", "unsure"}
    assert result["flagged"] is any(result["categories"].values())
    assert result["category_applied_input_types"] == {"recruitment": ["text"], "f4_sale": ["text"]}


def test_it_says_what_score_says(api: Api) -> None:
    texts = [SALE, "wie gaat er mee zaterdag", FOREIGN]
    moderated = api.client.post("/v1/moderations", json={"input": texts}, headers=api.headers).json()["results"]
    inputs = [{"text": text} for text in texts]
    scored = api.client.post("/v1/score", json={"inputs": inputs}, headers=api.headers).json()["results"]
    for moderation, score in zip(moderated, scored, strict=True):
        assert moderation["category_scores"] == pytest.approx(score["scores"], abs=1e-6)
        assert [label for label, raised in moderation["categories"].items() if raised] == score["labels"]
        assert moderation["unsure"] == score["unsure"]
    assert moderated[2]["unsure"] == ["language"]


def test_parts_are_one_input(api: Api) -> None:
    parts = [{"type": "text", "text": "cobra 6 op voorraad,"}, {"type": "text", "text": "dm voor prijs"}]
    in_parts = api.client.post("/v1/moderations", json={"input": parts}, headers=api.headers).json()["results"]
    whole = {"input": "cobra 6 op voorraad,\ndm voor prijs"}
    assert in_parts == api.client.post("/v1/moderations", json=whole, headers=api.headers).json()["results"]


def test_an_image_is_refused_by_name(api: Api) -> None:
    image = {"type": "image_url", "image_url": {"url": "https://p.example/1.png"}}
    body = {"input": [{"type": "text", "text": "hoi"}, image]}
    answer = api.client.post("/v1/moderations", json=body, headers=api.headers)
    assert answer.status_code == 422
    (fault,) = answer.json()["faults"]
    assert (fault["where"], fault["code"]) == ("body.input.1", "image_not_supported")
    assert "p.example" not in answer.text


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body.input"),
        ({"input": []}, "body.input"),
        ({"input": 5}, "body.input"),
        ({"input": ["a", 5]}, "body.input.1"),
        ({"input": ["a"] * 257}, "body.input"),
        ({"input": [{"type": "text"}]}, "body.input.0.text"),
        ({"input": [{"type": "text", "text": "a"}, "b"]}, "body.input.1"),
        ({"input": "a", "model": 1}, "body.model"),
    ],
)
def test_the_fault_is_told_by_its_place_in_what_was_sent(api: Api, body: dict[str, object], where: str) -> None:
    answer = api.client.post("/v1/moderations", json=body, headers=api.headers)
    assert answer.status_code == 422
    assert where in [fault["where"] for fault in answer.json()["faults"]]
