"""What the rules say of a request by the API, and the request as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from service.domain.takedown.judging import Phase
from service.domain.takedown.wire_judging import judge_file
from service.domain.takedown.wire_schema import schema_text
from tests.support.takedown_api import Requests, Tracked, opened


@pytest.fixture(scope="module")
def requests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Requests]:
    with opened(Path(tmp_path_factory.mktemp("home"))) as requests:
        yield requests


@pytest.fixture(scope="module")
def submitted(requests: Requests) -> Tracked:
    return requests.submitted()


def test_a_dry_run_tells_every_rule_and_changes_nothing(requests: Requests) -> None:
    draft = requests.draft()
    answer = requests.api.client.post(
        f"/v1/takedown-requests/{draft.id}/validate", json={"phase": "A"}, headers=requests.analyst
    )
    assert answer.status_code == 200
    told = answer.json()
    assert not told["ok"]
    assert {"TD-206", "TD-304", "TD-401"} <= {each["code"] for each in told["errors"]}
    assert all(each["legal_ref"] and each["detail"] for each in told["errors"])
    assert requests.read(draft).json()["version"] == draft.version


def test_a_request_as_a_file_fits_the_schema_and_passes_the_rules(requests: Requests, submitted: Tracked) -> None:
    answer = requests.api.client.get(f"/v1/takedown-requests/{submitted.id}/file", headers=requests.analyst)
    assert answer.status_code == 200
    assert list(Draft202012Validator(json.loads(schema_text())).iter_errors(answer.json())) == []
    assert judge_file(answer.content, Phase.D).failures == ()


@pytest.mark.parametrize("call", ["validate", "file"])
def test_a_platform_and_an_unknown_id_get_nothing(requests: Requests, submitted: Tracked, call: str) -> None:
    def status(id_: str, who: dict[str, str]) -> int:
        path = f"/v1/takedown-requests/{id_}/{call}"
        client = requests.api.client
        sent = client.get(path, headers=who) if call == "file" else client.post(path, json={"phase": "C"}, headers=who)
        return sent.status_code

    assert status(submitted.id, requests.telegram) == 403
    assert status("tdr_9d4e2b8c-6a1f-4e37-8b5d-019a5d2e7c1b", requests.analyst) == 404
    assert status("x", requests.analyst) == 404


@pytest.mark.parametrize(
    ("body", "status"), [({"phase": "Q"}, 422), ({}, 422), ({"phase": "A", "extra": 1}, 422), ([], 422)]
)
def test_a_phase_that_is_none_is_refused(requests: Requests, submitted: Tracked, body: object, status: int) -> None:
    path = f"/v1/takedown-requests/{submitted.id}/validate"
    assert requests.api.client.post(path, json=body, headers=requests.analyst).status_code == status


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "", b'{"item_id": "x", "item_id": "x"}'),
        ("PATCH", "/{id}", b'{"explanation": "een", "explanation": "twee"}'),
        ("POST", "/{id}/events", b'{"event": "confirm", "event": "confirm"}'),
        ("POST", "/{id}/validate", b'{"phase": "A", "phase": "C"}'),
    ],
)
def test_a_key_that_stands_twice_is_never_taken(
    requests: Requests, submitted: Tracked, method: str, path: str, body: bytes
) -> None:
    headers = {"Content-Type": "application/json", "If-Match": '"1"', "Idempotency-Key": "twice"} | requests.analyst
    body = body.replace(b'"x"', json.dumps(submitted.item_id).encode())
    answer = requests.api.client.request(
        method, "/v1/takedown-requests" + path.format(id=submitted.id), content=body, headers=headers
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "json_malformed"
