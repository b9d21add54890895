"""The page of scored items in a real browser: light and dark, narrow and wide, with hostile texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.api import SALE, Api, item, sqlite_context
from tests.support.servers import absent
from tests.support.serving import served

pytestmark = pytest.mark.browser

_CHROMIUM = Path("/usr/bin/chromium")
_TEXTS = [
    SALE,
    f"{SALE} <script>document.title='taken'</script>",
    f"{SALE} <img src=x onerror=\"document.title='taken'\">",
    f"{SALE} <svg onload=\"document.title='taken'\"></svg><style>*{{display:none}}</style>",
    f"{SALE} \u202etxet desrever\u2066 and \u200fmore",
    f"{SALE} מי רוצה להרוויח הלילה",
    f"{SALE} {'x' * 900}",
    f"{SALE} " + "line\n" * 30,
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not _CHROMIUM.exists():
        absent("/usr/bin/chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(_CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sqlite_context(tmp_path_factory.mktemp("home")) as context:
        api = Api(context, open_page=True)
        channel = {"id": "<b>", "name": "Vuurwerk <b>Verzonnen</b> " + "lang" * 60}
        taken = api.hand_in(*(item(at, text, channel=channel) for at, text in enumerate(_TEXTS)))
        api.score(each["id"] for each in taken)
        with served(api.app) as address:
            yield address


@pytest.fixture(params=[("light", 360), ("light", 1400), ("dark", 360), ("dark", 1400)], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    complaints: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda made: foreign.append(made.url) if "//127.0.0.1:" not in made.url else None)
    yield page
    assert complaints == []
    assert foreign == []
    context.close()


def _assert_fits(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sticking_out = page.evaluate(
        "width => [...document.querySelectorAll('main *')].filter(e => !e.closest('pre, svg') && "
        "e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 80))",
        width,
    )
    assert sticking_out == []


def test_hostile_texts_are_shown_and_do_nothing(page: Page, address: str) -> None:
    page.goto(address)
    assert page.title() == "Scored items · lont"
    assert page.locator(".item").count() == len(_TEXTS)
    shown = page.locator(".item .text").all_inner_texts()
    assert any("<script>document.title='taken'</script>" in text for text in shown)
    assert page.locator(".item img, .item script, .item style, .item b").count() == 0
    _assert_fits(page)


def test_marks_differ_by_the_shape_of_their_underline(page: Page, address: str) -> None:
    page.goto(address)
    shapes = page.evaluate(
        "['recruitment', 'f4_sale'].map("
        "c => getComputedStyle(document.querySelector('.legend mark.' + c)).textDecorationStyle)"
    )
    assert shapes == ["solid", "wavy"]
    assert page.locator(".item mark.f4_sale").count() > 0


def test_every_item_can_be_opened_and_left_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    for at in range(len(_TEXTS)):
        page.locator(".item h2 a").nth(at).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/items/*")
        assert page.title() == "Item · lont"
        assert page.locator(".target .text").inner_text().strip().startswith("cobra 6")
        _assert_fits(page)
        page.get_by_role("link", name="Back to the list").press("Enter")
        page.wait_for_url(f"{address}/")


def test_the_form_filters(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Text contains").fill("desrever")
    page.get_by_role("button", name="Filter").click()
    assert page.locator(".item").count() == 1
    page.get_by_label("Platform").select_option("forum")
    page.get_by_role("button", name="Filter").click()
    assert page.get_by_role("heading", name="Nothing fits these filters").is_visible()
    _assert_fits(page)


def test_the_api_page_fits_and_every_link_in_it_leads_to_a_place(page: Page, address: str) -> None:
    page.goto(f"{address}/docs")
    _assert_fits(page)
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert lost == []


def test_controls_have_names_and_headings_do_not_jump(page: Page, address: str) -> None:
    for path in ("/", "/docs"):
        page.goto(f"{address}{path}")
        nameless = page.evaluate(
            "[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).map(e => e.name)"
        )
        assert nameless == []
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
