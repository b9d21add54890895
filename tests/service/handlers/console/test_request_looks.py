"""Whether it is still online, on the page of a request: what lont saw, when it looks again, and *Look now*."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from service.domain.takedown.online import SeenPage, Sight
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.takedown.states import RequestState
from tests.support.api import Api
from tests.support.pages import read_page, sent, with_action
from tests.support.sandboxes import Watch, checker, looking_at
from tests.support.takedown import brought_to, events_of, now_of, prepared


@pytest.fixture
def request_there(desk: Api) -> RequestRecord:
    prepared(desk.context)
    looking_at(desk.context)
    return brought_to(desk.context, RequestState.ACTIONED)


def _page(browser: TestClient, request: RequestRecord) -> str:
    answer = browser.get(f"/requests/{public_id(request.id)}")
    assert answer.status_code == 200
    return answer.text


def _seen(desk: Api, request: RequestRecord, page: SeenPage) -> Sight | None:
    watch = Watch()
    watch.later(minutes=1)
    return checker(desk.context, watch, lambda _url, _here: page).look(request.id)


def test_who_presses_look_now_is_told_what_was_seen(
    desk: Api, analyst: TestClient, request_there: RequestRecord
) -> None:
    form = with_action(_page(analyst, request_there), "/looks")
    waiting = sent(analyst, form).text
    assert "as soon as it is the turn of this platform" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert "Look now" not in waiting
    assert _seen(desk, request_there, SeenPage(410, b"away")) is Sight.GONE
    page = _page(analyst, request_there)
    assert "looked once: gone" in page
    assert "410 · SHA-256" in page
    assert "Look now" in page
    assert now_of(desk.context, request_there).version == request_there.version


def test_a_page_with_other_words_calls_for_a_person(
    desk: Api, analyst: TestClient, request_there: RequestRecord
) -> None:
    sent(analyst, with_action(_page(analyst, request_there), "/looks"))
    assert _seen(desk, request_there, SeenPage(200, b"<p>Sold.</p>")) is Sight.CHANGED
    page = _page(analyst, request_there)
    assert "A person has to look." in page
    assert "Sold." not in page


def test_where_lont_does_not_look_it_says_so(desk: Api, analyst: TestClient, request_there: RequestRecord) -> None:
    form = with_action(_page(analyst, request_there), "/looks")
    looking_at(desk.context, allowed="false")
    page = _page(analyst, request_there)
    assert "lont does not look at this platform itself" in page
    assert not [each for each in read_page(page).forms if each.action.endswith("/looks")]
    refused = sent(analyst, form)
    assert refused.status_code == 409
    assert "not switched on" in refused.text
    assert "look_asked" not in [each.event for each in events_of(desk.context, request_there)]
