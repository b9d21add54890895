"""`/v1/campaigns/{id}/decisions`."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from service.domain.access import AccessRole, Scope
from tests.support.api import Api
from tests.support.campaigns import ADVERT, CHEAPER, campaign_of, joined
from tests.support.review import look_at

REJECT = {"verdict": "reject", "reason": "legal_product"}


def test_a_person_decides_a_campaign_once_for_a_key_and_takes_it_back(api: Api) -> None:
    ids = [joined(api.context, text, number=number) for number, text in enumerate((ADVERT, CHEAPER), 1)]
    campaign = campaign_of(api.context, ids[0])
    assert campaign is not None
    path = f"/v1/campaigns/{campaign.id}"
    person = api.person_key(AccessRole.ANALYST)

    def sent(body: dict[str, Any], key: str, headers: dict[str, str] = person) -> Any:  # noqa: ANN401  # a response
        return api.client.post(f"{path}/decisions", json=body, headers=headers | {"Idempotency-Key": key})

    texts = api.client.get(path, headers=person).json()["in_variants"]
    assert [each["waiting"] for each in texts] == [1, 1]
    body = REJECT | {"variants": [each["id"] for each in texts]}
    assert sent(body, "a", api.key(Scope.READ)).status_code == 403
    told = sent(body | {"dry_run": True}, "a").json()
    assert (told["id"], told["decided"], told["skipped"]) == (None, 2, {})
    first = sent(body, "a")
    assert first.status_code == 200, first.text
    again = sent(body, "a")
    assert (again.json(), again.headers["idempotency-replayed"]) == (first.json(), "true")
    assert sent(REJECT | {"items": [{"item_id": str(ids[0]), "version": 1}]}, "a").status_code == 422
    listed = api.client.get(f"{path}/decisions", headers=person).json()["decisions"]
    assert [(each["id"], each["items"], each["standing"]) for each in listed] == [(first.json()["id"], 2, 2)]
    undone = api.client.post(f"{path}/decisions/{first.json()['id']}/undo", headers=person)
    assert undone.json() == {"id": first.json()["id"], "undone": 2, "copies": 0, "skipped": 0, "proposals": []}
    refused = api.client.post(f"{path}/decisions/{first.json()['id']}/undo", headers=person)
    assert (refused.status_code, refused.json()["code"]) == (409, "decision_conflict")


def test_what_was_in_view_is_named_in_exactly_one_way(api: Api) -> None:
    person = api.person_key(AccessRole.ANALYST) | {"Idempotency-Key": "a"}
    named = {"variants": ["0" * 32], "seen_at": "2026-11-06T18:30:00Z"}
    bodies: list[dict[str, Any]] = [REJECT, REJECT | named, REJECT | {"variants": []}, REJECT | {"items": []}]
    for body in bodies:
        answer = api.client.post(f"/v1/campaigns/{uuid4()}/decisions", json=body, headers=person)
        assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
    whole = REJECT | {"variants": ["0" * 32]}
    answer = api.client.post(f"/v1/campaigns/{uuid4()}/decisions", json=whole, headers=person)
    assert (answer.status_code, answer.json()["code"]) == (404, "campaign_not_found")


def test_a_confirmation_of_one_item_drafts_its_request_as_the_console_does(api: Api) -> None:
    item_id = joined(api.context, ADVERT)
    person = api.person_key(AccessRole.ANALYST)
    body = {"version": 1, "verdict": "confirm", "labels": ["f4_sale"]}
    made = api.client.post(f"/v1/items/{item_id}/decisions", json=body, headers=person)
    assert made.status_code == 201, made.text
    with api.context.reading() as factory:
        (request,) = factory.takedown().of_item(item_id)
    assert made.json()["request_id"] == f"tdr_{request.id}"
    assert look_at(api.context, item_id).verdict == "confirm"
