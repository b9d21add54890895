"""Violent texts on the pages: folded until somebody asks for them."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from tests.support.api import Api
from tests.support.review import queued
from tests.support.takedown import OFFER, stored_item

_VIOLENT = "Bij de steekpartij vielen slachtoffers; er lag bloed op straat. " * 5
_PNG = b"\x89PNG\r\n\x1a\n" + b"some picture"
_FOLDED = re.compile(r'<details class="fold">.*?</details>', re.DOTALL)


def _words(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


@pytest.mark.parametrize("path", ["/items/{id}", "/", "/items", "/items/{id}/words"])
def test_a_violent_text_is_folded_and_an_ordinary_one_is_not(desk: Api, analyst: TestClient, path: str) -> None:
    item_id = queued(desk.context, text=_VIOLENT)
    page = analyst.get(path.format(id=item_id)).text
    folds = _FOLDED.findall(page)  # where words are marked there is one with scripts and one without
    assert folds
    assert all("Violent text" in each and "steekpartij" in _words(each) for each in folds)
    assert "steekpartij" not in _words(_FOLDED.sub("", page))


def test_a_notice_is_folded_when_what_it_quotes_is_violent(desk: Api, analyst: TestClient) -> None:
    for key, text, folded in (("1", _VIOLENT, True), ("2", OFFER, False)):
        item_id = stored_item(desk.context, key, text)
        analyst.post(f"/items/{item_id}/decide", data={"choice": "confirm:recruitment", "version": "1"})
        (address,) = set(re.findall(r'href="(/requests/tdr_[^"#]+)"', analyst.get(f"/items/{item_id}").text))
        page = analyst.get(address).text
        assert ('<details class="fold">' in page, '<pre class="notice"' in page) == (folded, True)


def test_each_person_is_shown_texts_as_they_set_it(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    assert not _FOLDED.search(analyst.get(f"/items/{item_id}").text)
    analyst.post("/preferences", data={"fold": "all"})
    assert _FOLDED.search(analyst.get(f"/items/{item_id}").text)
    assert not _FOLDED.search(desk.person(name="bram").get(f"/items/{item_id}").text)


def test_who_wants_to_see_everything_sees_violent_texts_at_once(desk: Api, analyst: TestClient) -> None:
    analyst.post("/preferences", data={"fold": "none"})
    assert not _FOLDED.search(analyst.get(f"/items/{queued(desk.context, text=_VIOLENT)}").text)


def test_a_screenshot_has_no_colour_until_it_is_asked_for_unless_one_shows_everything(
    desk: Api, analyst: TestClient
) -> None:
    item_id = queued(desk.context)
    with desk.context.writing() as factory:
        factory.evidence().add_screenshot(item_id, _PNG, "usr_test")
    assert '<details class="soften">' in analyst.get(f"/items/{item_id}").text
    analyst.post("/preferences", data={"fold": "none"})
    page = analyst.get(f"/items/{item_id}").text
    assert "soften" not in page
    assert '<img src="/evidence/' in page
