"""Views of the queue that a reviewer keeps: saved, counted, renamed, deleted, and seen by nobody else."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from service.domain.saved_views import MOST_VIEWS
from service.schema import SavedView
from tests.support.api import Api
from tests.support.pages import Form, read_page, sent
from tests.support.review import give_score, store


def save(browser: TestClient, name: str, query: str = "priority=P1") -> int:
    answer = browser.post("/queue/views", data={"name": name, "view": query})
    return int(answer.status_code)


def tabs(page: str) -> list[tuple[str, str]]:
    """Return name and count of each view."""
    return re.findall(r'<bdi dir="auto">([^<]*)</bdi> <span class="count">([^<]*)</span>', page)


def form(page: str, act: str) -> Form:
    return next(each for each in read_page(page).forms if each.action.endswith(act))


def test_the_filters_of_a_page_are_kept_under_a_name_and_counted(desk: Api, analyst: TestClient) -> None:
    for item_id, priority in zip(store(desk.context, "een", "twee", "drie"), ("P1", "P1", "P3"), strict=True):
        give_score(desk.context, item_id, priority)
    assert "Save view" not in analyst.get("/").text
    saved = sent(analyst, form(analyst.get("/?priority=P1&lang=nl").text, "/queue/views"), name="Ronselen")
    assert str(saved.url).endswith("/?priority=P1&lang=nl")
    assert tabs(saved.text) == [("Ronselen", "2")]
    assert "/?priority=P1&lang=nl" in read_page(analyst.get("/").text).links


def test_a_view_is_renamed_and_deleted_by_its_owner(analyst: TestClient) -> None:
    save(analyst, "een")
    save(analyst, "twee")
    page = sent(analyst, form(analyst.get("/").text, "/rename"), name="drie").text
    assert [name for name, _ in tabs(page)] == ["drie", "twee"]
    assert sent(analyst, form(page, "/rename"), name="twee").status_code == 409
    assert [name for name, _ in tabs(sent(analyst, form(page, "/delete")).text)] == ["twee"]


def test_nobody_sees_or_changes_the_view_of_another(desk: Api, analyst: TestClient) -> None:
    save(analyst, "van anna")
    own = form(analyst.get("/").text, "/rename")
    bram = desk.person(name="bram")
    assert tabs(bram.get("/").text) == []
    for action in (own.action, own.action.replace("rename", "delete"), f"/queue/views/{uuid4()}/delete"):
        answer = bram.post(action, data={"name": "van bram"} if action.endswith("rename") else None)
        assert (answer.status_code, "You have no such view" in answer.text) == (404, True)
    assert [name for name, _ in tabs(analyst.get("/").text)] == ["van anna"]


@pytest.mark.parametrize(("name", "query"), [("", "priority=P1"), ("x" * 61, "priority=P1"), ("x", "priority=P9")])
def test_what_makes_no_sense_is_not_kept(analyst: TestClient, name: str, query: str) -> None:
    assert save(analyst, name, query) == 422


def test_a_name_is_given_once_and_views_are_bounded(analyst: TestClient) -> None:
    for number in range(MOST_VIEWS):
        assert save(analyst, f"view {number}") == 200
    assert save(analyst, "one more") == 409
    sent(analyst, form(analyst.get("/").text, "/delete"))
    assert save(analyst, "view 1") == 409


def test_filters_of_another_version_are_told_and_can_be_deleted(desk: Api, analyst: TestClient) -> None:
    save(analyst, "oud")
    with desk.context.database.write() as session:
        for each in session.query(SavedView):
            each.filters = {"priority": "P9"}
    page = analyst.get("/").text
    assert "filters that lont does not know any more" in page
    assert "oud" not in sent(analyst, form(page, "/delete")).text
