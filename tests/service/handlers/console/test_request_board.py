"""The board and the list of requests as pages: columns, clocks in words, filters that stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.domain.takedown.clocks import Clock, ClockName
from service.domain.takedown.records import public_id
from service.handlers.console.request_board import clock_state
from service.services.takedown.board import IN_A_COLUMN
from tests.support.api import Api
from tests.support.pages import read_page
from tests.support.takedown import OFFER, age_last_event, confirmed, drafted

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def approver(desk: Api) -> TestClient:
    return desk.person(AccessRole.APPROVER, name="bob")


def test_the_board_tells_state_clock_and_who_is_waited_for(desk: Api, approver: TestClient) -> None:
    request, late = confirmed(desk.context, key="1"), drafted(desk.context, key="2")
    age_last_event(desk.context, late, timedelta(days=2))
    page = approver.get("/requests")
    assert page.status_code == 200
    assert read_page(page.text).inline == []
    assert f'href="/requests/{public_id(request.id)}"' in page.text
    for words in ("waits for an approver", "sent by", "in 4 hours", "<strong>passed</strong>", "2 days ago"):
        assert words in page.text, words
    assert OFFER[:20] not in page.text


def test_an_empty_board_says_so_in_each_column(approver: TestClient) -> None:
    page = approver.get("/requests").text
    assert page.count("Nothing here.") == page.count('<details class="column">') == 9


def test_a_full_column_leads_to_the_list_with_the_same_filters(desk: Api, approver: TestClient) -> None:
    for number in range(1, IN_A_COLUMN + 2):
        drafted(desk.context, key=str(number))
    page = read_page(approver.get("/requests?platform=telegram&priority=&whose=anybody").text)
    (more,) = [link for link in page.links if "show=writing" in link]
    assert more == "/requests/list?platform=telegram&show=writing"
    assert approver.get(more).text.count('<a href="/requests/tdr_') == IN_A_COLUMN + 1
    (form,) = [each for each in page.forms if each.action == "/requests"]
    assert form.fields["platform"] == "telegram"


@pytest.mark.parametrize("query", ["platform=x", "priority=P9", "whose=x"])
def test_filters_that_nobody_offers_are_refused(approver: TestClient, query: str) -> None:
    assert approver.get(f"/requests?{query}").status_code == 422
    assert approver.get(f"/requests/list?{query}").status_code == 422


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (timedelta(), "passed"),
        (timedelta(seconds=-1), "passed"),
        (timedelta(hours=1), "soon"),
        (timedelta(hours=1, seconds=1), "running"),
    ],
)
def test_a_clock_is_soon_within_the_hour_and_passed_when_it_strikes(left: timedelta, state: str) -> None:
    assert clock_state(Clock(ClockName.ACK, _NOW + left, "running", "policy"), _NOW) == state
