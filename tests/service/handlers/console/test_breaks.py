"""A person's own sitting on the pages: how long, how much was opened, and that a break is due."""

from __future__ import annotations

import re
import time

import pytest
from fastapi.testclient import TestClient

from service.sittings import SITTING_COOKIE, Sitting, tie_of
from tests.support.api import Api
from tests.support.pages import with_action
from tests.support.people import noted
from tests.support.review import give_score, queued, store

_SPOKEN = "at work without a break for"


def _at_work(browser: TestClient, minutes: int) -> None:
    """Let a browser say that its person has asked for pages for so long, the last one a minute ago."""
    now = int(time.time())
    tie = tie_of(browser.cookies["lont_session"])
    sitting = Sitting(tie, now - minutes * 60, now - minutes * 60, now - 60)
    browser.cookies.set(SITTING_COOKIE, sitting.written(), domain="127.0.0.1", path="/")


def _opened(page: str) -> int:
    found = re.search(r"(\d+) flagged or violent texts? opened", page)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize(
    ("minutes", "own", "spoken"),
    [(10, "", False), (51, "", True), (51, "60", False), (51, "0", False), (21, "20", True)],
)
def test_a_break_is_spoken_of_as_the_desk_or_the_person_set_it(
    analyst: TestClient, minutes: int, own: str, *, spoken: bool
) -> None:
    analyst.post("/preferences", data={"fold": "violent", "break_after_minutes": own})
    _at_work(analyst, minutes)
    assert (_SPOKEN in analyst.get("/items").text) is spoken


def test_a_break_can_be_put_off_and_hinders_nothing(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    _at_work(analyst, 130)
    page = analyst.get(f"/items/{item_id}").text
    assert "2 h 10 min" in re.sub("<[^>]+>", "", page)
    assert "/decide" in page
    form = with_action(page, "/break/later")
    answer = analyst.post(form.action, data=form.fields, follow_redirects=False)
    assert answer.headers["location"] == f"/items/{item_id}"
    assert _SPOKEN not in analyst.get(f"/items/{item_id}").text


def test_nobody_is_sent_elsewhere_by_putting_a_break_off(analyst: TestClient) -> None:
    answer = analyst.post("/break/later", data={"next": "//evil.example"}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_flagged_texts_that_were_opened_are_counted_for_the_person_alone(desk: Api, analyst: TestClient) -> None:
    flagged, other, violent = store(desk.context, "klus, dm", "goedemorgen allemaal", "bloed, een mes en een lijk")
    give_score(desk.context, flagged, "P1")
    for item_id, count in ((flagged, 1), (flagged, 1), (other, 1), (violent, 2), (flagged, 3)):
        assert _opened(analyst.get(f"/items/{item_id}").text) == count
    before = len(noted(desk.context))
    assert _opened(analyst.get("/preferences").text) == 3
    assert len(noted(desk.context)) == before
    assert _opened(desk.person(name="bram").get("/preferences").text) == 0


def test_the_count_is_gone_with_the_session(desk: Api, analyst: TestClient) -> None:
    analyst.get(f"/items/{queued(desk.context)}")
    assert SITTING_COOKIE in analyst.cookies
    analyst.post("/sign-out")
    assert SITTING_COOKIE not in analyst.cookies


def test_a_page_that_loads_itself_and_what_a_script_asks_for_is_no_work(analyst: TestClient) -> None:
    _at_work(analyst, 30)
    before = analyst.cookies[SITTING_COOKIE]
    analyst.get("/alerts")
    analyst.get("/items", headers={"Sec-Fetch-Dest": "empty"})
    assert analyst.cookies[SITTING_COOKIE] == before
    analyst.get("/items")
    assert analyst.cookies[SITTING_COOKIE] != before
