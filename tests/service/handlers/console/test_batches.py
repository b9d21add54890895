"""Deciding items that are ticked in the queue."""

from __future__ import annotations

from uuid import UUID

from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.domain.items import ItemState
from tests.support.api import Api
from tests.support.campaigns import ADVERT, CHEAPER, joined
from tests.support.pages import read_page, sent, with_action
from tests.support.people import noted
from tests.support.review import edit, give_score, look_at, store


def picked(*item_ids: UUID) -> dict[str, list[str]]:
    return {"pick": [f"{item_id}:1" for item_id in item_ids]}


def test_ticked_items_are_read_on_one_page_then_decided_then_taken_back(desk: Api, analyst: TestClient) -> None:
    ids = [joined(desk.context, text, number=100 * number) for number, text in enumerate((ADVERT, CHEAPER), 1)]
    queue = analyst.get("/").text
    for item_id in ids:
        assert f'value="{item_id}:1" form="bulk"' in queue
    shown = analyst.post("/queue/decide", data={"choice": "reject:ordinary", "note": "alle twee", **picked(*ids)})
    assert "2 items would be decided" in shown.text
    assert "<ins>" in shown.text
    assert read_page(shown.text).inline == []
    seen = [each.object_id for each in noted(desk.context) if each.details.get("page") == "queue_decide"]
    assert sorted(seen) == sorted(map(str, ids))
    assert look_at(desk.context, ids[0]).state == ItemState.QUEUED
    form = with_action(shown.text, "/queue/decide")
    assert form.fields["note"] == "alle twee"
    done = analyst.post(form.action, data={**form.fields, **picked(*ids), "final": "yes"})
    assert "2 items are decided" in done.text
    assert [look_at(desk.context, each).state for each in ids] == [ItemState.DECIDED] * 2
    undone = sent(analyst, with_action(done.text, "/queue/decide/undo"))
    assert "2 items wait for review again" in undone.text
    again = sent(analyst, with_action(done.text, "/queue/decide/undo"))
    assert again.status_code == 409


def test_whoever_ticked_in_a_view_comes_back_to_it(desk: Api, analyst: TestClient) -> None:
    (item_id,) = store(desk.context, "een")
    give_score(desk.context, item_id, "P1")
    ticked = with_action(analyst.get("/?priority=P1&text=een").text, "/queue/decide")
    shown = analyst.post(ticked.action, data={**ticked.fields, "choice": "unsure", **picked(item_id)}).text
    assert shown.count('href="/?priority=P1&amp;text=een"') == 2
    form = with_action(shown, "/queue/decide")
    done = analyst.post(form.action, data={**form.fields, **picked(item_id), "final": "yes"}).text
    assert "1 item is decided" in done
    undone = sent(analyst, with_action(done, "/queue/decide/undo")).text
    for page in (done, undone):
        assert 'href="/queue/next?priority=P1&amp;text=een"' in page
        assert 'href="/?priority=P1&amp;text=een"' in page
    refused = analyst.post("/queue/decide", data={"choice": "unsure", "view": "priority=P9", **picked(item_id)})
    assert refused.status_code == 422


def test_a_text_that_was_edited_after_it_was_ticked_is_not_decided(desk: Api, analyst: TestClient) -> None:
    first, second = store(desk.context, "een", "twee")
    for item_id in (first, second):
        give_score(desk.context, item_id, "P1")
    edit(desk.context, "iets anders", 0)
    give_score(desk.context, first, "P1", version=2)
    shown = analyst.post("/queue/decide", data={"choice": "unsure", **picked(first, second)})
    assert "edited since" in shown.text
    assert "not decided now" in shown.text
    analyst.post("/queue/decide", data={"choice": "unsure", "final": "yes", **picked(first, second)})
    assert look_at(desk.context, first).state == ItemState.QUEUED
    assert look_at(desk.context, second).state == ItemState.DECIDED


def test_who_ticked_nothing_is_told_and_who_decides_nothing_is_refused(desk: Api, analyst: TestClient) -> None:
    nothing = analyst.post("/queue/decide", data={"choice": "unsure"})
    assert (nothing.status_code, "at least one item" in nothing.text) == (422, True)
    legal = desk.person(AccessRole.LEGAL)
    assert legal.post("/queue/decide", data={"choice": "unsure"}).status_code == 403


def test_a_batch_over_the_api_is_made_once_for_each_key_and_undone(desk: Api) -> None:
    ids = store(desk.context, "een", "twee")
    for item_id in ids:
        give_score(desk.context, item_id, "P1")
    headers = desk.person_key(AccessRole.ANALYST)
    body = {"verdict": "unsure", "items": [{"item_id": str(each), "version": 1} for each in ids]}
    dry = desk.client.post(
        "/v1/decisions/batch", json={**body, "dry_run": True}, headers=headers | {"Idempotency-Key": "dry"}
    )
    assert (dry.status_code, dry.json()["id"], len(dry.json()["decided"])) == (200, None, 2)
    keyed = headers | {"Idempotency-Key": "one"}
    first, again = (desk.client.post("/v1/decisions/batch", json=body, headers=keyed) for _ in range(2))
    assert first.json() == again.json()
    batch = first.json()["id"]
    undone = desk.client.post(f"/v1/decisions/batch/{batch}/undo", headers=headers)
    assert (undone.status_code, undone.json()["undone"]) == (200, 2)
    other = desk.client.post(f"/v1/decisions/batch/{batch}/undo", headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "decision_conflict")
