"""Every page in a real browser: light and dark, narrow and wide, with hostile texts; complaints fail a test."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from tests.support.api import SALE
from tests.support.browsers import chromium, opened, sign_in
from tests.support.contacts import HANDLE
from tests.support.filled import HOSTILE, Filled, filled
from tests.support.people import PASSWORD
from tests.support.serving import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with filled(tmp_path_factory.mktemp("home")) as console:
        yield console


@pytest.fixture(scope="module")
def address(console: Filled) -> Iterator[str]:
    with served(console.api.app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as page:
        sign_in(page, address, "analyst", PASSWORD)
        yield page


def test_hostile_texts_are_shown_and_do_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}/?label=f4_sale")
    assert page.title() == "Queue · lont"
    assert page.locator(".item", has_text=SALE).count() == len(HOSTILE)
    shown = page.locator(".item .text").all_inner_texts()
    assert any("<script>document.title='taken'</script>" in text for text in shown)
    assert page.locator(".item img, .item script, .item style, .item b").count() == 0


def test_marks_differ_by_the_shape_of_their_underline(page: Page, address: str) -> None:
    page.goto(f"{address}/?label=f4_sale")
    shapes = page.evaluate(
        "['recruitment', 'f4_sale'].map("
        "c => getComputedStyle(document.querySelector('.legend mark.' + c)).textDecorationStyle)"
    )
    assert shapes == ["solid", "wavy"]
    assert page.locator(".item mark.f4_sale").count() > 0


def test_the_forms_filter(page: Page, address: str) -> None:
    page.goto(f"{address}/items")
    page.get_by_label("Text contains").fill("desrever")
    page.get_by_role("button", name="Filter").click()
    assert page.locator(".item").count() == 1
    page.get_by_label("Platform").select_option("forum")
    page.get_by_role("button", name="Filter").click()
    assert page.get_by_role("heading", name="Nothing fits these filters").is_visible()


def test_every_link_in_the_api_page_leads_to_a_place(page: Page, address: str) -> None:
    page.goto(f"{address}/docs")
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert lost == []


def test_a_text_says_its_language_and_one_nobody_knows_says_that(page: Page, address: str, console: Filled) -> None:
    page.goto(f"{address}/?label=f4_sale")
    assert page.locator(".item", has_text=HANDLE).locator(".text bdi").first.get_attribute("lang") == "nl"
    page.goto(f"{address}/items/{console.ids['item_id']}")
    assert page.locator(".text").count() > 1
    assert page.locator(".text bdi:not([lang])").count() == 0


def test_a_page_that_looks_again_is_loaded_anew_when_there_is_news(page: Page, address: str, console: Filled) -> None:
    page.clock.install()
    page.goto(f"{address}/alerts")
    page.evaluate("document.body.dataset.first = 'yes'")
    with page.expect_response("**/alerts"):
        page.clock.run_for(31_000)
    assert page.evaluate("document.body.dataset.first") == "yes"
    with console.api.context.writing() as factory:
        factory.alerts().raise_for([UUID(str(console.ids["item_id"]))])
    with page.expect_navigation():
        page.clock.run_for(31_000)
    assert page.evaluate("document.body.dataset.first") is None
