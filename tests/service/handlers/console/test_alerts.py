"""Alerts of a possible threat to life, on their page and in the head of every other."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from tests.support.api import Api
from tests.support.pages import sent, with_action
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


def test_an_escalation_raises_one(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context, "P3")
    sent(analyst, with_action(analyst.get(f"/items/{item_id}").text, "/decide"), choice="escalate")
    assert str(item_id) in analyst.get("/alerts").text
