"""The open queue tells what happens to it, in a browser whose clock the test moves on."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from service.domain.decisions import Verdict
from tests.support.api import Api, sqlite_context
from tests.support.browsers import chromium, opened, sign_in
from tests.support.people import PASSWORD, make_person
from tests.support.review import BRAM, give_score, said, store
from tests.support.serving import served
from tests.support.takedown import prepared

pytestmark = pytest.mark.browser

_HIDE = "hidden => Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true })"
_PLACES = "[...document.querySelectorAll('.items h2 a')].map(each => [each.href, each.getBoundingClientRect().top])"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with sqlite_context(tmp_path_factory.mktemp("home")) as context:
        make_person(context, "anna")
        yield Api(prepared(context))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(desk: Api) -> Iterator[str]:
    with served(desk.app) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as page:
        sign_in(page, address, "anna", PASSWORD)
        page.clock.install()
        yield page


def _waiting(desk: Api, priority: str, first: int, *texts: str) -> list[UUID]:
    ids = store(desk.context, *texts, first=first)
    for item_id in ids:
        give_score(desk.context, item_id, priority)
    return ids


def _every(page: Page) -> int:
    """Return after how many milliseconds the page asks again."""
    return int(page.locator("[data-live-every]").get_attribute("data-live-every") or 0) * 1000


def test_an_open_queue_tells_what_came_in_and_what_was_decided_and_moves_no_row(
    desk: Api, page: Page, address: str
) -> None:
    first, _ = _waiting(desk, "P2", 0, "rij een", "rij twee")
    page.goto(f"{address}/?text=rij")
    page.evaluate("window.sameDocument = true")
    places = page.evaluate(_PLACES)
    assert len(places) == 2
    high, low = (int(page.locator(f"[data-live={each}]").inner_text()) for each in ("P1", "P2"))
    (came,) = _waiting(desk, "P1", 10, "rij drie")
    with desk.context.writing() as factory:
        factory.decisions().decide(BRAM, said(first, Verdict.REJECT))
    page.clock.fast_forward(_every(page))
    link = page.get_by_role("link", name="1 new since you looked, 1 more urgent than the first you see: show")
    expect(link).to_be_visible()
    expect(page.locator("[data-live=P1]")).to_have_text(str(high + 1))
    expect(page.locator("[data-live=P2]")).to_have_text(str(low - 1))
    expect(page.locator(f'[data-live="{first}"]')).to_have_text("Not in the queue any more: rejected")
    assert page.evaluate(_PLACES) == places
    assert page.evaluate("window.sameDocument")
    link.click()
    expect(page.locator(".items h2 a").first).to_have_attribute("href", f"/items/{came}?view=text%3Drij")
    expect(page.locator(".came")).to_be_empty()


def test_what_came_in_is_counted_again_at_each_look(desk: Api, page: Page, address: str) -> None:
    page.goto(f"{address}/?text=nog")
    for number in (1, 2):
        _waiting(desk, "P3", 20 + number, f"nog {number}")
        page.clock.fast_forward(_every(page))
        expect(page.get_by_role("link", name=f"{number} new since you looked: show")).to_be_visible()


def test_a_page_that_nobody_sees_asks_for_nothing_until_it_is_seen_again(desk: Api, page: Page, address: str) -> None:
    page.goto(f"{address}/?text=ongezien")
    asked: list[str] = []
    page.on("request", lambda made: asked.append(made.url) if "/queue/live" in made.url else None)
    page.evaluate(_HIDE, True)  # noqa: FBT003  # what a script is handed has no name
    _waiting(desk, "P0", 30, "ongezien")
    page.clock.fast_forward(3 * _every(page))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.evaluate(_HIDE, False)  # noqa: FBT003
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("link", name="1 new since you looked")).to_be_visible()
    assert len(asked) == 1
