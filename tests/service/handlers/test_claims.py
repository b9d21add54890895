"""`/v1/queue/claim`, `/renew`, `/release` and `/free`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from service.domain.access import AccessRole, Scope
from tests.support.api import Api, sqlite_context
from tests.support.review import give_score, queued, store


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path) as context:
        yield Api(context)


def call(api: Api, act: str, key: dict[str, str], **body: object) -> tuple[int, str | None]:
    """Call, and return the status and the code of the problem."""
    answer = api.client.post(f"/v1/queue/{act}", json=body, headers=key)
    return answer.status_code, answer.json().get("code") if answer.content else None


def test_an_item_is_claimed_renewed_and_released(api: Api) -> None:
    item_id = str(queued(api.context))
    anna, bram = (api.person_key(AccessRole.ANALYST) for _ in range(2))
    claim = api.client.post("/v1/queue/claim", json={"label": "recruitment"}, headers=anna).json()["claim"]
    assert claim["item_id"] == item_id
    assert api.client.post("/v1/queue/claim", json={}, headers=bram).json() == {"claim": None}
    assert call(api, "claim", bram, item_id=item_id) == (409, "item_claimed")
    assert call(api, "renew", bram, item_id=item_id) == (409, "claim_lost")
    renewed = api.client.post("/v1/queue/renew", json={"item_id": item_id}, headers=anna).json()
    assert renewed["expires_at"] > claim["expires_at"]
    assert call(api, "release", anna, item_id=item_id, token=claim["token"]) == (204, None)
    assert api.client.post("/v1/queue/claim", json={}, headers=bram).json()["claim"]["item_id"] == item_id


def test_a_decision_over_the_claim_of_another_is_refused(api: Api) -> None:
    item_id = str(queued(api.context))
    anna, bram = (api.person_key(AccessRole.ANALYST) for _ in range(2))
    assert call(api, "claim", anna, item_id=item_id) == (200, None)
    body = {"version": 1, "verdict": "unsure"}
    refused = api.client.post(f"/v1/items/{item_id}/decisions", json=body, headers=bram)
    assert (refused.status_code, refused.json()["code"]) == (409, "item_claimed")
    assert api.client.post(f"/v1/items/{item_id}/decisions", json=body, headers=anna).status_code == 201


def test_only_a_supervisor_frees_what_another_has(api: Api) -> None:
    item_id = str(queued(api.context))
    anna, supervisor = api.person_key(AccessRole.ANALYST), api.person_key(AccessRole.APPROVER)
    call(api, "claim", anna, item_id=item_id)
    assert call(api, "free", anna, item_id=item_id)[0] == 403
    assert call(api, "free", supervisor, item_id=item_id) == (204, None)
    assert call(api, "renew", anna, item_id=item_id) == (409, "claim_lost")


def test_a_claim_takes_the_filters_of_the_queue(api: Api) -> None:
    ids = [str(each) for each in store(api.context, "een", "twee", "twee")]
    for item_id in ids:
        give_score(api.context, UUID(item_id), "P1")
    anna = api.person_key(AccessRole.ANALYST)
    sent_at = api.client.get(f"/v1/items/{ids[2]}", headers=api.headers).json()["sent_at"]
    for body, found in (
        ({"text": "TWEE"}, ids[1]),
        ({"text": "twee", "sent_from": sent_at}, ids[2]),
        ({"sent_until": sent_at, "text": "drie"}, None),
        ({"captured_until": "2026-01-01T00:00:00Z"}, None),
        ({"assigned_to": "nobody", "text": "een"}, ids[0]),
        ({"assigned_to": f"usr_{'0' * 32}"}, None),
        ({"channel_id": str(uuid4())}, None),
    ):
        claim = api.client.post("/v1/queue/claim", json=body, headers=anna).json()["claim"]
        assert (claim and claim["item_id"]) == found, body
        if claim:
            call(api, "release", anna, item_id=found, token=claim["token"])
    assert call(api, "claim", anna, sent_from="gisteren")[0] == 422


def test_what_does_not_exist_or_makes_no_sense_is_told(api: Api) -> None:
    anna = api.person_key(AccessRole.ANALYST)
    assert call(api, "claim", anna, item_id=str(uuid4())) == (404, "item_not_found")
    assert call(api, "claim", anna, priority="P9")[0] == 422
    assert call(api, "release", anna, item_id="x")[0] == 422
    assert call(api, "claim", api.key(Scope.READ))[0] == 403
