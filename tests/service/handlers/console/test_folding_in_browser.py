"""Folded texts and the banner of a break in a real browser."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from service.sittings import SITTING_COOKIE, Sitting, tie_of
from tests.support.api import Api
from tests.support.browsers import assert_accessible, assert_fits, chromium, opened, sign_in
from tests.support.people import PASSWORD, make_person
from tests.support.review import queued
from tests.support.serving import served

_VIOLENT = "Bij de steekpartij vielen slachtoffers; er lag bloed op straat. " * 5


@pytest.mark.browser
def test_one_key_shows_and_folds_and_a_break_is_spoken_of_without_hindering(desk: Api) -> None:
    make_person(desk.context, "cees")
    item_id = queued(desk.context, text=_VIOLENT)
    with chromium() as browser, served(desk.app) as address, opened(browser, width=360) as page:
        sign_in(page, address, "cees", PASSWORD)
        token = next(each["value"] for each in page.context.cookies() if each["name"] == "lont_session")
        now = int(time.time())
        sitting = Sitting(tie_of(token), now - 4000, now - 4000, now)
        page.context.add_cookies([{"name": SITTING_COOKIE, "value": sitting.written(), "url": address}])
        page.goto(f"{address}/items/{item_id}")
        text = page.locator(".target .fold bdi")
        expect(text).to_be_hidden()
        expect(page.get_by_text("at work without a break for 1 h 6 min")).to_be_visible()
        assert_fits(page)
        page.keyboard.press("v")
        expect(text).to_be_visible()
        assert_accessible(page)
        page.locator("body").click(position={"x": 1, "y": 1})
        page.keyboard.press("v")
        expect(text).to_be_hidden()
        page.get_by_role("button", name="In a quarter of an hour").click()
        expect(page.get_by_text("at work without a break")).to_be_hidden()
        assert page.url == f"{address}/items/{item_id}"
