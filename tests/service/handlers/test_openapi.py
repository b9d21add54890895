"""The OpenAPI document and the page that is made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from service.domain.access import AccessRole
from service.domain.messages import Platform
from tests.support.api import ELSEWHERE, Api, sqlite_context

_NEEDS_BODY = {
    "score",
    "moderate",
    "handInItems",
    "decideItem",
    "decideCampaign",
    "decideItems",
    "claimItem",
    "writeNote",
    "assignItem",
    "renewClaim",
    "releaseClaim",
    "freeItem",
    "reportMiss",
    "changeChannel",
    "mergeCampaigns",
    "splitCampaign",
    "draftTakedownRequest",
    "editTakedownRequest",
    "moveTakedownRequest",
    "answerReceivedItems",
    "answerReceivedRequest",
    "recordItemAnswers",
    "createWebhook",
    "changeWebhook",
    "warnOfUnfoundedNotices",
    "placeHold",
    "validateTakedownRequest",
}
_IDS = {
    "hold_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e40",
    "item_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37",
    "channel_id": "019a5d2e-7c1a-7b52-8e10-5f3c9d7a4b22",
    "campaign_id": "019a5d2f-0b1c-7d3e-8f4a-5b6c7d8e9f01",
    "webhook_id": "019a5d30-1c2d-7e3f-8a4b-6c7d8e9f0a12",
    "request_id": "tdr_019a5d2e7c1b7f3a9d4e2b8c6a1f0e37",
}
_AFTER_THE_BODY = {
    "decideItems": {200},
    "claimItem": {200},
    "renewClaim": {409},
    "releaseClaim": {204},
    "reportMiss": {201, 404},
    "freeItem": {403},
    "createWebhook": {201},
    "placeHold": {422},  # its channel is not stored
    "warnOfUnfoundedNotices": {201},
}
"""What calls answer whose body is taken, where that is not that the ids are of nothing that is stored."""
_SCRIPT = '<script src="/static/lont.js" type="module"></script>'


@pytest.fixture
def document(api: Api) -> dict[str, Any]:
    document: dict[str, Any] = api.client_from(ELSEWHERE).get("/openapi.json").json()
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operations in document["paths"].values():
        yield from operations.values()


def _contents(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operation in _operations(document):
        yield from operation.get("requestBody", {}).get("content", {}).values()
        for response in operation["responses"].values():
            yield from response.get("content", {}).values()


def test_every_call_is_described_with_examples(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    for operation in _operations(document):
        assert operation["summary"]
        assert operation["description"]
        assert operation["operationId"]
        assert len(operation["tags"]) == 1
        assert "500" in operation["responses"]
        assert ("requestBody" in operation) is (operation["operationId"] in _NEEDS_BODY)
        for response in operation["responses"].values():
            assert response["description"]
    for content in _contents(document):
        assert content.get("examples") or content.get("example"), content


def test_every_call_under_v1_names_its_scope(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if path.startswith("/v1/"):
                assert len(operation["security"][0]["key"]) == 1
                assert {"401", "403"} <= set(operation["responses"])
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    checked = 0
    for content in _contents(document):
        schema = {**content["schema"], "components": document["components"]}
        for example in content.get("examples", {}).values():
            Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(example["value"])
            checked += 1
    assert checked > 30


def test_every_reference_leads_somewhere(document: dict[str, Any], api: Api) -> None:
    text = api.client.get("/openapi.json").text
    names = set(re.findall(r'"#/components/schemas/([A-Za-z0-9_]+)"', text))
    assert names <= set(document["components"]["schemas"])
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_bounds_are_told_in_the_words_of_json_schema(api: Api) -> None:
    text = api.client.get("/openapi.json").text
    assert re.findall(r'"(?:ge|gt|le|lt|min_length|max_length)":', text) == []


def test_the_body_of_every_example_is_taken(api: Api, document: dict[str, Any]) -> None:
    keys = {"Review": api.person_key(AccessRole.ANALYST), "Takedown": api.person_key(AccessRole.ANALYST)}
    received, liaison = api.platform_key(Platform.TELEGRAM), api.person_key(AccessRole.POLICE_LIAISON)
    tried = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            headers = (
                received if "received" in path or "webhooks" in path else keys.get(operation["tags"][0], api.headers)
            )
            headers = liaison if "holds" in path else headers
            for content in operation.get("requestBody", {"content": {}})["content"].values():
                for each in content["examples"].values():
                    sent = headers | {"Idempotency-Key": uuid4().hex, "If-Match": '"1"'}
                    answer = api.client.request(method, path.format(**_IDS), json=each["value"], headers=sent)
                    tried.add(operation["operationId"])
                    # The ids are of nothing that is stored; that is told only once the body was read.
                    usual = {404} if operation["tags"][0] in keys else {200, 202}
                    expected = _AFTER_THE_BODY.get(operation["operationId"], usual)
                    assert answer.status_code in expected, answer.text
    assert tried == _NEEDS_BODY


def test_the_page_shows_every_call_and_needs_nothing_from_elsewhere(api: Api, document: dict[str, Any]) -> None:
    answer = api.client_from(ELSEWHERE, "lont.example").get("/docs")
    assert answer.status_code == 200
    for operation in _operations(document):
        assert f'id="{operation["operationId"]}"' in answer.text
    for name in document["components"]["schemas"]:
        if "properties" in document["components"]["schemas"][name]:
            assert f'id="schema-{name}"' in answer.text
    assert re.findall("<script[^>]*>.*?</script>", answer.text, re.DOTALL) == [_SCRIPT]
    assert set(re.findall(r'(?:src|href)="(https?:|//)', answer.text)) == set()
    assert "curl -s http://lont.example/v1/score" in answer.text


def test_the_page_escapes_the_name_under_which_it_is_called(api: Api) -> None:
    answer = api.client.get("/docs", headers={"Host": 'a"><script>alert(1)</script>'})
    assert answer.text.count("<script") == 1


def test_in_score_only_mode_the_document_has_only_what_is_there(tmp_path: Path) -> None:
    with sqlite_context(tmp_path) as context:
        api = Api(context, score_only=True)
        paths = set(api.app.openapi()["paths"])
        assert paths == {"/v1/score", "/v1/moderations", "/healthz", "/readyz", "/metrics"}
        assert api.client.get("/docs").status_code == 404
