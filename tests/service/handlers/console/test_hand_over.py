"""The page for somebody who comes back to work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient
from sqlalchemy import update

from service.schema import BrowserSession
from tests.support.api import Api
from tests.support.people import PASSWORD, noted
from tests.support.review import THREAT, give_score, queued, store


def _went_home(desk: Api) -> None:
    """Let everybody who signed in have been away since nine hours ago."""
    gone = datetime.now(UTC) - timedelta(hours=9)
    with desk.context.writing() as factory:
        factory.session.execute(update(BrowserSession).values(created_at=gone, seen_at=gone))


def _sign_in(browser: TestClient) -> str:
    form = {"name": "anna", "password": PASSWORD}
    return str(browser.post("/sign-in", data=form, follow_redirects=False).headers["location"])


def test_who_comes_back_is_led_there_when_something_waits(desk: Api, analyst: TestClient) -> None:
    _went_home(desk)
    assert _sign_in(analyst) == "/"
    queued(desk.context, "P0")
    _went_home(desk)
    assert _sign_in(analyst) == "/handover"
    assert _sign_in(analyst) == "/handover"  # signed in anew at once: still the same stay
    assert analyst.post("/sign-in", data={"name": "anna", "password": PASSWORD, "next": "/items"}).url.path == "/items"


def test_the_page_links_each_line_and_shows_and_logs_no_text(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context, "P0", THREAT)
    with desk.context.writing() as factory:
        factory.alerts().raise_for([item_id])
    before = len(noted(desk.context))
    page = analyst.get("/handover").text
    assert f'href="/items/{item_id}"' in page
    assert "nobody has claimed the alert" in page
    assert "vannacht" not in page
    assert len(noted(desk.context)) == before


def test_a_long_list_leads_to_all_of_it(desk: Api, analyst: TestClient) -> None:
    for item_id in store(desk.context, *(f"bericht {number}" for number in range(12))):
        give_score(desk.context, item_id, "P0")
    page = analyst.get("/handover").text
    assert 'href="/handover?all=urgent"' in page
    assert page.count('class="item-line"') == 10
    assert analyst.get("/handover?all=urgent").text.count('class="item-line"') == 12
    assert analyst.get("/handover?all=everything").status_code == 422
