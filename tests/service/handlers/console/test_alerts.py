"""Alerts of a possible threat to life, on their page and in the head of every other."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.storage.alerts import AlertStore
from tests.support.api import Api
from tests.support.pages import sent, with_action
from tests.support.people import make_person
from tests.support.review import queued


@pytest.fixture
def alarming(desk: Api) -> UUID:
    item_id = queued(desk.context, "P0")
    with desk.context.writing() as factory:
        factory.alerts().raise_for([item_id])
    return item_id


def test_an_alert_is_counted_in_the_head_and_claimed_on_its_page(analyst: TestClient, alarming: UUID) -> None:
    assert '<span class="count urgent">1</span>' in analyst.get("/items").text
    form = with_action(analyst.get("/alerts").text, "/claim")
    answer = sent(analyst, form)
    assert answer.url.path == f"/items/{alarming}"
    assert "Alert claimed by" in answer.text
    page = analyst.get("/alerts").text
    assert "claimed by" in page
    assert "count urgent" not in page


def test_it_can_be_claimed_beside_its_item(analyst: TestClient, alarming: UUID) -> None:
    form = with_action(analyst.get(f"/items/{alarming}").text, f"/alerts/{alarming}/claim")
    assert "Alert claimed by" in sent(analyst, form).text


def test_the_second_is_told_that_somebody_was_faster(desk: Api, analyst: TestClient, alarming: UUID) -> None:
    assert desk.person(AccessRole.POLICE_LIAISON).post(f"/alerts/{alarming}/claim").status_code == 200
    answer = analyst.post(f"/alerts/{alarming}/claim")
    assert answer.status_code == 409
    assert "Somebody else has claimed" in answer.text


def test_without_alerts_the_page_says_so(analyst: TestClient) -> None:
    assert "No alerts" in analyst.get("/alerts").text
    assert analyst.post(f"/alerts/{uuid4()}/claim").status_code == 404


def test_the_page_tells_who_is_on_call_and_how_far_each_alert_has_come(
    desk: Api, analyst: TestClient, alarming: UUID
) -> None:
    assert "Nobody. An alert reaches no one" in analyst.get("/alerts").text
    make_person(desk.context, "cees", email="cees@desk.example", on_call=True)
    with desk.context.writing() as factory:
        store = AlertStore(factory.session)
        alert = factory.alerts().of_item(alarming)
        assert alert is not None
        store.start_round([alert.id], datetime.now(UTC))
        for recipient, outcome in (("usr_1", "accepted"), ("usr_2", "not_reached"), ("webhook", None)):
            sending = store.start_sending(alert, recipient, datetime.now(UTC))
            assert sending is not None
            if outcome:
                store.finish_sending(sending, outcome, "")
    page = re.sub("<[^>]+>", "", analyst.get("/alerts").text)
    assert re.search(r"On call now\s+cees\s", page)
    assert "rounds sent: 1 (delivered: 1, failed: 1, under way: 1) · open for 0 min" in page
    analyst.post(f"/alerts/{alarming}/claim")
    assert "was open for 0 min · claimed by anna" in re.sub("<[^>]+>", "", analyst.get("/alerts").text)


def test_an_escalation_raises_one(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context, "P3")
    sent(analyst, with_action(analyst.get(f"/items/{item_id}/escalate").text, "/escalate"), act="alert")
    assert str(item_id) in analyst.get("/alerts").text


def test_who_cannot_go_on_gives_an_alert_back_and_nobody_else_does_so_for_them(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    with desk.context.writing() as factory:
        factory.alerts().raise_for([item_id])
    analyst.post(f"/alerts/{item_id}/claim")
    assert desk.person(name="bram").post(f"/alerts/{item_id}/give-back").status_code == 409
    sent(analyst, with_action(analyst.get(f"/items/{item_id}").text, "/give-back"))
    with desk.context.reading() as factory:
        alert = factory.alerts().of_item(item_id)
    assert alert is not None
    assert (alert.claimed_by, alert.claimed_at) == (None, None)
