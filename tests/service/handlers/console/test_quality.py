"""Known items, disagreements, misses and the figures on the console and over the API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from service.domain.access import AccessRole, Scope
from service.domain.decisions import Verdict
from service.domain.quality import OverturnRow
from service.handlers.console.quality import weekly
from tests.support.api import Api, sqlite_context
from tests.support.figures import Rows
from tests.support.pages import read_page
from tests.support.review import ANNA, look_at, queued
from tests.support.reviewing_again import decided

_TALK = "de bakker op de hoek is dinsdag dicht"


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path, known_share=1.0, second_review_share=1.0) as context:
        yield Api(context)


def test_a_supervisor_marks_an_item_as_known_and_takes_it_out_of_use(api: Api) -> None:
    item_id = decided(api.context, ANNA, Verdict.REJECT)
    person, analyst = api.person(AccessRole.APPROVER), api.person()
    sent = {"choice": "reject:quoted", "version": "1", "why": "iemand citeert een ander"}
    assert "known item" in person.post(f"/items/{item_id}/known", data=sent).text
    assert "known item" not in analyst.get(f"/items/{item_id}").text
    page = person.get("/known").text
    assert "iemand citeert een ander" in page
    address = page.partition('action="/known/')[2].partition('"')[0]
    assert "No item is known yet" in person.post(f"/known/{address}").text


def test_an_item_that_nobody_decided_cannot_be_known(api: Api) -> None:
    item_id = queued(api.context)
    sent = {"choice": "unsure", "version": "1", "why": "x"}
    refused = api.person(AccessRole.APPROVER).post(f"/items/{item_id}/known", data=sent)
    assert (refused.status_code, "Nobody has decided this item" in refused.text) == (409, True)


def test_a_disagreement_is_listed_proposed_and_settled(api: Api) -> None:
    item_id = decided(api.context, ANNA, Verdict.REJECT)
    bram, supervisor = api.person(), api.person(AccessRole.APPROVER)
    address = bram.get("/queue/next", follow_redirects=False).headers["location"]
    bram.post(address, data={"choice": "confirm:recruitment"}, follow_redirects=False)
    task = address.rpartition("/")[2]
    assert f"/disagreements/{task}" in supervisor.get("/disagreements").text
    proposed = bram.post(f"/disagreements/{task}", data={"choice": "confirm:recruitment"}).text
    assert "Proposed" in proposed
    other = api.person().post(f"/disagreements/{task}", data={"choice": "unsure"})
    assert other.status_code == 403
    assert "The first decision was overturned" in (
        supervisor.post(f"/disagreements/{task}", data={"choice": "confirm:recruitment", "note": "samen"}).text
    )
    assert look_at(api.context, item_id).verdict == "confirm"
    closed = supervisor.post(f"/disagreements/{task}", data={"choice": "unsure"})
    assert (closed.status_code, "nothing left to settle" in closed.text) == (409, True)


def test_a_stored_item_is_reported_as_missed_from_its_page(api: Api) -> None:
    item_id = queued(api.context, None)
    person = api.person()
    assert "lont should have found this" in person.get(f"/items/{item_id}").text
    assert "reported as missed" in person.post(f"/items/{item_id}/missed", data={"label": "recruitment"}).text
    assert look_at(api.context, item_id).state == "queued"


def test_what_was_seen_elsewhere_is_reported_by_hand_and_over_the_api(api: Api) -> None:
    sent = {"text": _TALK, "label": "f4_sale", "url": "https://t.me/buurtpraat_verzonnen/812"}
    shown = api.person().post("/missed", data=sent)
    assert (shown.status_code, "reported as missed" in shown.text) == (200, True)
    key = api.key(Scope.INGEST)
    made = api.client.post("/v1/miss-reports", json={"label": "f4_sale", "text": _TALK + "!"}, headers=key)
    assert (made.status_code, made.json()["kind"]) == (201, "not_stored")
    for wrong in ({"label": "f4_sale"}, {"label": "x", "text": _TALK}, {"label": "f4_sale", "text": " ", "item_id": 1}):
        assert api.client.post("/v1/miss-reports", json=wrong, headers=key).status_code == 422
    pending = {"label": "f4_sale", "item_id": str(queued(api.context))}
    refused = api.client.post("/v1/miss-reports", json=pending, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_missed")


def test_the_figures_are_shown_given_as_files_and_over_the_api(api: Api) -> None:
    decided(api.context, ANNA, Verdict.REJECT)
    person = api.person(AccessRole.DATA_SCIENTIST)
    assert "Overturned decisions" in person.get("/quality").text
    for table, head in (("known", "answer"), ("agreement", "label"), ("overturns", "week"), ("misses", "label")):
        file = person.get(f"/quality/{table}.csv")
        assert file.headers["content-type"].startswith("text/csv")
        assert file.text.startswith(head)
    assert "recruitment,test.1,1,0,0,0,0" in person.get("/quality/overturns.csv").text
    assert person.get("/quality/secrets.csv").status_code == 422
    assert person.get("/quality?weeks=0").status_code == 422
    told = api.client.get("/v1/reports/quality?weeks=4", headers=api.key(Scope.READ)).json()
    assert (told["waiting"], told["pairs"], told["overturns"][0]["decided"]) == (1, [], 1)


def test_the_page_draws_a_dot_and_its_interval_once_there_are_twenty_decisions(api: Api) -> None:
    person, rows, now = api.person(AccessRole.DATA_SCIENTIST), Rows(api.context), datetime.now(UTC)
    for _ in range(19):
        rows.decision(rows.item(now, "recruitment"), now, "confirm", "recruitment")
    assert "<svg" not in person.get("/quality").text
    rows.decision(rows.item(now, "recruitment"), now, "confirm", "recruitment")
    page = person.get("/quality").text
    chart = page.partition('<svg class="chart quality"')[2].partition("</svg>")[0]
    assert (chart.count("<circle"), chart.count("<rect"), chart.count('role="img"')) == (1, 0, 1)
    interval = re.search(r'<g class="recruitment"><line .*y1="([0-9.]+)" y2="([0-9.]+)"', chart)
    assert interval is not None
    top, bottom = float(interval[1]), float(interval[2])
    assert top < bottom == 160
    assert read_page(page).inline == []


def test_the_chart_has_a_dot_for_each_week_with_enough_decisions_and_says_nothing_of_the_others() -> None:
    first, second = date(2026, 11, 9), date(2026, 11, 16)
    rows = [
        OverturnRow(first, "recruitment", "a", 15, 1, 0, 0, 0),
        OverturnRow(first, "recruitment", "b", 5, 0, 0, 1, 0),
        OverturnRow(second, "recruitment", "b", 19, 1, 1, 1, 1),
    ]
    (dot,) = weekly(rows)
    assert (dot.week, dot.overturned.k, dot.overturned.n) == (first, 2, 20)
    assert dot.top < dot.y < dot.bottom
