"""The first page: what waits for review, in its order, and the way from one item to the next."""

from __future__ import annotations

import html
import re
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from service.domain.access import HUMAN_ROLES, AccessRole
from tests.support.api import Api
from tests.support.pages import read_page, sent, with_action
from tests.support.people import noted
from tests.support.review import give_score, queued, standing, store


def listed(page: str) -> list[UUID]:
    return [UUID(each) for each in re.findall(r'<h2>.*?<a href="/items/([^"?]+)', page)]


def test_most_urgent_comes_first_and_then_the_highest_score(desk: Api, analyst: TestClient) -> None:
    ids = store(desk.context, *(f"bericht {number}" for number in range(5)))
    ranks = [("P3", 0.99), ("P0", 0.5), ("P1", 0.7), ("P1", 0.9), (None, 0.1)]
    for item_id, (priority, score) in zip(ids, ranks, strict=True):
        give_score(desk.context, item_id, priority, score)
    page = analyst.get("/").text
    assert listed(page) == [ids[1], ids[3], ids[2], ids[0]]
    assert re.findall(r'<span data-live="P\d">(\d+)</span>', page) == ["1", "2", "0", "1"]


def test_an_item_says_why_its_scores_may_say_nothing(desk: Api, analyst: TestClient) -> None:
    sure, foreign, near = store(desk.context, "een", "twee", "drie")
    for item_id, unsure in ((sure, ()), (foreign, ("language",)), (near, ("score",))):
        give_score(desk.context, item_id, "P1", unsure=unsure)
    marks = [
        re.findall(r'<span class="label unsure">(.*?)</span>', card) for card in analyst.get("/").text.split("<article")
    ]
    assert marks[1:] == [
        [],
        ["language not served: the scores say nothing"],
        ["not sure: a score below its threshold is not ruled out"],
    ]


def test_filters_narrow_it_and_are_kept_in_the_form(desk: Api, analyst: TestClient) -> None:
    first, second = store(desk.context, "een", "twee")
    give_score(desk.context, first, "P1")
    give_score(desk.context, second, "P3")
    page = analyst.get("/?priority=P3&label=recruitment&platform=telegram&lang=nl&verdict=").text
    assert listed(page) == [second]
    assert with_action(page, "/").fields == {
        "priority": "P3",
        "label": "recruitment",
        "platform": "telegram",
        "lang": "nl",
        "verdict": "",
        "assigned": "",
        "within": "",
        "channel": "",
        "text": "",
        "sent_from": "",
        "sent_until": "",
        "captured_from": "",
        "captured_until": "",
    }
    nothing = analyst.get("/?platform=forum").text
    assert "Nothing fits these filters" in nothing


def test_what_was_deferred_is_left_out_until_it_is_asked_for(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    sent(analyst, with_action(analyst.get(f"/items/{item_id}").text, "/decide"), choice="defer")
    assert listed(analyst.get("/").text) == []
    assert listed(analyst.get("/?verdict=defer").text) == [item_id]


def test_every_item_is_on_one_of_its_pages(desk: Api, analyst: TestClient) -> None:
    ids = store(desk.context, *(f"bericht {number}" for number in range(60)))
    for number, item_id in enumerate(ids):
        give_score(desk.context, item_id, f"P{number % 4}", number / 100)
    address: str | None = "/?lang=nl"
    seen: list[UUID] = []
    while address is not None:
        page = analyst.get(address).text
        seen += listed(page)
        following = re.search(r'class="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else None
        assert address is None or "lang=nl" in address
    assert (len(seen), set(seen)) == (60, set(ids))


def test_each_text_that_it_shows_is_a_row_in_the_log(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    analyst.get("/")
    entry = noted(desk.context)[-1]
    assert (entry.action, entry.object_id, entry.details) == ("consult", str(item_id), {"page": "queue"})


def test_an_empty_queue_says_why(desk: Api, analyst: TestClient) -> None:
    assert "Nothing waits for review" in analyst.get("/").text
    store(desk.context, "nog zonder score")
    assert "Everything still waits for its score" in analyst.get("/").text


@pytest.mark.parametrize(
    "query",
    ["priority=P9", "lang=Dutch", "cursor=x", "label=x", "passed=x", "cursor=W10", "within=7", "sent_from=gisteren"],
)
def test_a_query_that_makes_no_sense_is_told(analyst: TestClient, query: str) -> None:
    assert analyst.get(f"/?{query}").status_code == 422


def test_next_leads_to_the_most_urgent_that_nobody_has_seen_to(desk: Api, analyst: TestClient) -> None:
    first, second = store(desk.context, "een", "twee")
    give_score(desk.context, first, "P3")
    give_score(desk.context, second, "P0")
    assert analyst.get("/queue/next", follow_redirects=False).headers["location"] == f"/items/{second}"
    passed = analyst.get(f"/queue/next?passed={second}", follow_redirects=False)
    assert passed.headers["location"] == f"/items/{first}"


def test_the_way_on_stays_in_the_view(desk: Api, analyst: TestClient) -> None:
    first, second, other = store(desk.context, "cobra te koop", "cobra nog te koop", "klus")
    for item_id, priority in ((first, "P2"), (second, "P3"), (other, "P1")):
        give_score(desk.context, item_id, priority)
    page = analyst.get("/?text=COBRA&lang=nl").text
    assert listed(page) == [first, second]
    begin = next(each for each in read_page(page).links if each.startswith("/queue/next"))
    opened = analyst.get(begin, follow_redirects=False).headers["location"]
    assert opened == f"/items/{first}?view=lang%3Dnl%26text%3DCOBRA"
    item = analyst.get(opened).text
    assert {"/?lang=nl&text=COBRA", f"/queue/next?passed={first}&lang=nl&text=COBRA"} <= set(read_page(item).links)
    after = sent(analyst, next(each for each in read_page(item).forms if "/decide" in each.action), choice="unsure")
    assert f"/items/{second}" in str(after.url)
    back = sent(analyst, next(each for each in read_page(after.text).forms if f"{first}/undo" in each.action))
    assert str(back.url).endswith(f"/items/{first}?view=lang%3Dnl%26text%3DCOBRA")
    nothing = analyst.get(f"/queue/next?passed={first}&text=nergens", follow_redirects=False)
    assert nothing.headers["location"] == "/?text=nergens"


def test_a_view_that_makes_no_sense_is_told_on_the_page_of_an_item(desk: Api, analyst: TestClient) -> None:
    assert analyst.get(f"/items/{queued(desk.context)}?view=priority%3DP9").status_code == 422


def test_each_row_says_why_it_stands_where_it_stands(desk: Api, analyst: TestClient) -> None:
    queued(desk.context)
    assert re.search("recruitment raised · score 0.90 · waits since <time", analyst.get("/").text)


def test_the_decision_that_empties_the_queue_can_be_taken_back_there(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    page = sent(analyst, with_action(analyst.get(f"/items/{item_id}").text, "/decide"), choice="reject:ordinary").text
    assert "Nothing waits for review" in page
    assert standing(desk.context, item_id)[2] == "reject"
    sent(analyst, with_action(page, "/undo"))
    assert standing(desk.context, item_id)[2] is None


@pytest.mark.parametrize("role", [each for each in HUMAN_ROLES if each is not AccessRole.ANALYST])
def test_who_decides_nothing_is_sent_to_their_own_work(desk: Api, role: AccessRole) -> None:
    queued(desk.context)
    browser = desk.person(role)
    answer = browser.get("/", follow_redirects=False)
    assert answer.status_code == 303
    assert browser.get(answer.headers["location"]).status_code == 200
    assert browser.get("/queue/next").status_code == 403


def test_it_works_without_scripts(desk: Api, analyst: TestClient) -> None:
    queued(desk.context)
    assert "/queue/next" in read_page(analyst.get("/").text).links
