"""Pages of somebody who judges without the score: nothing of it in the body until they have."""

from __future__ import annotations

from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from tests.support.api import SALE, Api, item
from tests.support.pages import sent, with_action
from tests.support.review import give_score, look_at, store

_TELLING = (
    "<mark",
    'class="bar',
    'class="figure"',
    'class="priority',
    "speaks for",
    "F4 sale raised",
    "What made them",
    "What it says",
    "Priority so far",
    'class="label f4_sale"',
    "waits for review</dd>",
)
"""What a page says of a score."""


@pytest.fixture
def blind(analyst: TestClient) -> TestClient:
    """The browser of an analyst who has chosen to judge without the score."""
    assert "Stored." in analyst.post("/preferences", data={"hide_scores": "true"}).text
    return analyst


def _offer(desk: Api, number: int = 1) -> UUID:
    (stored,) = desk.hand_in(item(number, f"{SALE} {number}"))
    desk.score([stored["id"]])
    return UUID(stored["id"])


def test_the_page_of_an_item_tells_nothing_of_its_score_until_it_is_judged(desk: Api, blind: TestClient) -> None:
    item_id = _offer(desk)
    page = blind.get(f"/items/{item_id}").text
    found = look_at(desk.context, item_id)
    for words in (*_TELLING, str(found.model_version), f"{found.f4_sale:.2f}"):
        assert words not in page, words
    assert "Hidden until you have judged it" in page
    judged = sent(blind, with_action(page, f"/items/{item_id}/decide"), choice="unsure")
    page = blind.get(f"/items/{item_id}").text
    assert judged.status_code == 200
    for words in ('class="bar', 'class="figure"', "<mark", "without seeing the score"):
        assert words in page


def test_somebody_else_sees_the_score_and_their_decision_says_so(desk: Api, blind: TestClient) -> None:
    item_id = _offer(desk)
    blind.get(f"/items/{item_id}")
    other = desk.person()
    with desk.context.writing() as factory:
        factory.claims().end(item_id)
    page = other.get(f"/items/{item_id}").text
    assert 'class="figure"' in page
    sent(other, with_action(page, f"/items/{item_id}/decide"), choice="unsure")
    assert "without seeing the score" not in other.get(f"/items/{item_id}").text
    history = desk.client.get(f"/v1/items/{item_id}", headers=desk.headers).json()["decisions"]
    assert [each["score_visible"] for each in history] == [True]


@pytest.mark.parametrize("path", ["/", "/items"])
def test_lists_hide_the_same_and_give_no_order(desk: Api, blind: TestClient, path: str) -> None:
    ids = [_offer(desk, number) for number in (1, 2, 3)]
    page = blind.get(path).text
    cards = page[page.index('<ol class="items">') :]
    for words in _TELLING:
        assert words not in cards, words
    assert "Scores are hidden until you have judged an item" in page
    places = [cards.index(f'href="/items/{each}"') for each in ids]
    assert places == sorted(places)


def test_a_client_of_the_api_may_say_that_the_score_was_hidden(desk: Api) -> None:
    item_id = _offer(desk)
    key = desk.person_key(AccessRole.ANALYST)
    body = {"version": 1, "verdict": "unsure", "score_visible": False}
    made = desk.client.post(f"/v1/items/{item_id}/decisions", json=body, headers=key)
    assert (made.status_code, made.json()["score_visible"]) == (201, False)


def test_that_nothing_was_raised_is_hidden_as_well(desk: Api, blind: TestClient) -> None:
    (item_id,) = store(desk.context, "hoi")
    give_score(desk.context, item_id)
    report = f'action="/items/{item_id}/missed"'
    assert report not in blind.get(f"/items/{item_id}").text
    blind.post("/preferences", data={"fold": "violent"})
    assert report in blind.get(f"/items/{item_id}").text
