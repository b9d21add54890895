"""What an open page of the queue is told, over HTTP; that it moves no row is seen in a browser."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from service.domain.decisions import Verdict
from tests.support.api import Api
from tests.support.people import noted
from tests.support.review import ANNA, BRAM, give_score, queued, said, store


def asked(page: str) -> str:
    """Return the address at which an open page asks."""
    found = re.search(r'data-live-from="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def test_what_came_in_since_is_counted_and_what_is_more_urgent_too(desk: Api, analyst: TestClient) -> None:
    queued(desk.context, "P2")
    address = asked(analyst.get("/").text)
    assert "since you looked" not in analyst.get(address).text
    for item_id, priority in zip(store(desk.context, "een", "twee", first=1), ("P0", "P3"), strict=True):
        give_score(desk.context, item_id, priority)
    told = analyst.get(address).text
    assert '<a href="/">2 new since you looked, 1 more urgent than the first you see: show</a>' in told
    assert re.findall(r'data-live="P(\d)">(\d+)<', told) == [("0", "1"), ("1", "0"), ("2", "1"), ("3", "1")]


def test_only_what_fits_the_filters_is_news(desk: Api, analyst: TestClient) -> None:
    address = asked(analyst.get("/?priority=P3").text)
    queued(desk.context, "P1")
    assert "since you looked" not in analyst.get(address).text


def test_a_row_says_what_others_did_with_it(desk: Api, analyst: TestClient) -> None:
    ids = store(desk.context, "een", "twee", "drie")
    for item_id in ids:
        give_score(desk.context, item_id, "P1")
    address = asked(analyst.get("/").text)
    with desk.context.writing() as factory:
        factory.decisions().decide(ANNA, said(ids[0], Verdict.REJECT))
        factory.claims().take(BRAM, ids[1])
    told = [part.split("</div>")[0] for part in analyst.get(address).text.split("<div data-live=")[1:]]
    assert "Not in the queue any more: rejected" in told[0]
    assert "is reviewing it" in told[1]
    assert "<p" not in told[2]


def test_it_shows_no_text_and_so_leaves_no_row_in_the_log(desk: Api, analyst: TestClient) -> None:
    queued(desk.context, text="klus voor vanavond, dm")
    address = asked(analyst.get("/").text)
    before = len(noted(desk.context))
    assert "klus" not in analyst.get(address).text
    assert len(noted(desk.context)) == before


@pytest.mark.parametrize("query", ["since=gisteren", "shown=x", "priority=P9", "&".join(["shown=" + "0" * 32] * 51)])
def test_a_question_that_makes_no_sense_is_refused(analyst: TestClient, query: str) -> None:
    assert analyst.get(f"/queue/live?{query}").status_code == 422
