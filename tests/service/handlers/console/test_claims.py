"""Two people at one queue: each item is shown to decide to one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import sleep
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from service.domain.access import AccessRole
from tests.support.api import Api
from tests.support.browsers import chromium, opened, sign_in
from tests.support.pages import sent, with_action
from tests.support.people import PASSWORD, make_person
from tests.support.review import give_score, look_at, queued, store
from tests.support.serving import served


@pytest.fixture
def colleague(desk: Api) -> TestClient:
    """Another analyst's browser."""
    return desk.person(name="bram")


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_next_leads_two_people_to_two_items(desk: Api, analyst: TestClient, colleague: TestClient) -> None:
    ids = store(desk.context, "een", "twee")
    for item_id, score in zip(ids, (0.9, 0.8), strict=True):
        give_score(desk.context, item_id, "P1", score)
    found = [each.get("/queue/next", follow_redirects=False).headers["location"] for each in (analyst, colleague)]
    assert found == [f"/items/{item_id}" for item_id in ids]


def test_who_comes_second_sees_who_has_it_and_no_buttons(desk: Api, analyst: TestClient, colleague: TestClient) -> None:
    item_id = queued(desk.context)
    assert "/decide" in analyst.get(f"/items/{item_id}").text
    page = colleague.get(f"/items/{item_id}").text
    assert re.search(r"anna is reviewing this item", re.sub("<[^>]+>", "", page))
    assert "/decide" not in page
    assert "anna is reviewing it." in re.sub("<[^>]+>", "", colleague.get("/").text)
    assert "You have it." in analyst.get("/").text


def test_a_decision_that_comes_too_late_is_told_and_changes_nothing(
    desk: Api, analyst: TestClient, colleague: TestClient
) -> None:
    item_id = queued(desk.context)
    form = with_action(analyst.get(f"/items/{item_id}").text, "/decide")
    token = re.search(r'data-token="([^"]+)"', analyst.get(f"/items/{item_id}").text)
    assert token is not None
    analyst.post(f"/items/{item_id}/claim/release", data={"token": token[1]})
    colleague.get(f"/items/{item_id}")
    answer = sent(analyst, form, choice="unsure")
    assert answer.status_code == 409
    assert "Somebody else is reviewing the item" in answer.text
    assert look_at(desk.context, item_id).verdict is None


def test_a_supervisor_takes_it_from_whoever_has_it(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    analyst.get(f"/items/{item_id}")
    supervisor = desk.person(AccessRole.ANALYST, AccessRole.APPROVER)
    page = sent(supervisor, with_action(supervisor.get(f"/items/{item_id}").text, "/claim/free")).text
    assert "/decide" in page
    assert analyst.post(f"/items/{item_id}/claim/renew").status_code == 409


def test_who_may_not_decide_claims_nothing_by_looking(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    desk.person(AccessRole.AUDITOR).get(f"/items/{item_id}")
    assert "/decide" in analyst.get(f"/items/{item_id}").text


def _comes_free(desk: Api, item_id: UUID) -> bool:
    """Wait for what a browser sends after it has left a page."""
    for _ in range(200):
        with desk.context.reading() as factory:
            if not factory.claims().on([item_id]):
                return True
        sleep(0.05)
    return False


@pytest.mark.browser
def test_a_page_gives_its_item_back_when_it_is_left_and_tells_when_it_is_lost(desk: Api, browser: Browser) -> None:
    make_person(desk.context, "cees")
    item_id = queued(desk.context)
    with served(desk.app) as address, opened(browser, expected=1) as page:
        sign_in(page, address, "cees", PASSWORD)
        page.goto(f"{address}/items/{item_id}")
        expect(page.get_by_text("as long as this page is open")).to_be_visible()
        with desk.context.writing() as factory:
            assert item_id in factory.claims().on([item_id])
        page.goto(f"{address}/items")
        assert _comes_free(desk, item_id)
        page.clock.install()
        page.goto(f"{address}/items/{item_id}")
        page.get_by_label("Note, if any").fill("nog niet klaar")
        with desk.context.writing() as factory:
            factory.claims().end(item_id)
        page.clock.run_for(61_000)
        expect(page.get_by_text("You do not have this item any more.")).to_be_visible()
        assert page.get_by_label("Note, if any").input_value() == "nog niet klaar"
