"""Every page in a real browser: light and dark, narrow and wide, with hostile texts; complaints fail a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from service.delivery.sink import local_sink
from service.domain.access import AccessRole
from service.domain.takedown.records import public_id
from service.domain.takedown.states import RequestEvent
from tests.support.api import SALE, Api, item, sqlite_context
from tests.support.browsers import assert_accessible, assert_fits, chromium, opened, sign_in
from tests.support.people import PASSWORD, make_person
from tests.support.serving import served
from tests.support.takedown import BOB, confirmed, drafted, item_of, move, prepared, use_mail_server

pytestmark = pytest.mark.browser

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
_CHANNEL = {"id": "<b>", "name": "Vuurwerk <b>Verzonnen</b> " + "lang" * 60}
_ROLES = (AccessRole.ANALYST, AccessRole.APPROVER, AccessRole.AUDITOR, AccessRole.ADMIN)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A console with something on every page; the addresses of its pages by name."""
    home = tmp_path_factory.mktemp("home")
    with sqlite_context(home) as context:
        api = Api(prepared(context), sink=Path(home) / "mails")
        for role in _ROLES:
            make_person(context, role, role)
        make_person(context, "everything", *_ROLES, email="iemand@lont.example")
        taken = api.hand_in(*(item(at, text, channel=_CHANNEL) for at, text in enumerate(_TEXTS)))
        api.score(each["id"] for each in taken)
        draft, waiting = drafted(context, key="901"), confirmed(context, key="902")
        with local_sink(Path(home) / "mails") as port:
            use_mail_server(context, port)
            sent = move(context, BOB, confirmed(context, key="903"), RequestEvent.APPROVE)
            context.delivery().deliver(sent.id)
        with context.writing() as factory:
            factory.alerts().raise_for([item_of(context, waiting), item_of(context, sent)])
        with served(api.app) as address:
            yield {
                "queue": f"{address}/",
                "filtered queue": f"{address}/?label=f4_sale",
                "items": f"{address}/items",
                "nothing found": f"{address}/items?platform=forum",
                "item": f"{address}/items/{taken[1]['id']}",
                "long item": f"{address}/items/{taken[6]['id']}",
                "draft": f"{address}/items/{item_of(context, draft)}",
                "requests": f"{address}/requests?show=all",
                "request to approve": f"{address}/requests/{public_id(waiting.id)}",
                "sent request": f"{address}/requests/{public_id(sent.id)}",
                "capture": f"{address}/capture",
                "alerts": f"{address}/alerts",
                "log": f"{address}/log",
                "mails": f"{address}/mails",
                "accounts": f"{address}/accounts",
                "docs": f"{address}/docs",
            }


@pytest.fixture(params=[("light", 360), ("light", 1400), ("dark", 360), ("dark", 1400)], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    with opened(browser, scheme, width) as page:
        yield page


@pytest.mark.timeout(900)
def test_every_page_fits_and_can_be_read_and_worked_by_anybody(page: Page, pages: dict[str, str]) -> None:
    address = pages["queue"].rstrip("/")
    page.goto(f"{address}/sign-in")
    assert_fits(page)
    assert_accessible(page)
    sign_in(page, address, "everything", PASSWORD)
    wrong = {}
    for name, where in pages.items():
        page.goto(where)
        try:
            assert_fits(page)
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            assert_fits(page)
            assert_accessible(page)
        except AssertionError as error:
            wrong[name] = str(error)
        assert page.title().endswith("· lont")
    assert wrong == {}


def test_hostile_texts_are_shown_and_do_nothing(page: Page, pages: dict[str, str]) -> None:
    sign_in(page, pages["queue"].rstrip("/"), "analyst", PASSWORD)
    page.goto(pages["filtered queue"])
    assert page.title() == "Queue · lont"
    assert page.locator(".item").count() == len(_TEXTS)
    shown = page.locator(".item .text").all_inner_texts()
    assert any("<script>document.title='taken'</script>" in text for text in shown)
    assert page.locator(".item img, .item script, .item style, .item b").count() == 0


def test_marks_differ_by_the_shape_of_their_underline(page: Page, pages: dict[str, str]) -> None:
    sign_in(page, pages["queue"].rstrip("/"), "analyst", PASSWORD)
    page.goto(pages["filtered queue"])
    shapes = page.evaluate(
        "['recruitment', 'f4_sale'].map("
        "c => getComputedStyle(document.querySelector('.legend mark.' + c)).textDecorationStyle)"
    )
    assert shapes == ["solid", "wavy"]
    assert page.locator(".item mark.f4_sale").count() > 0


def test_the_forms_filter(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser) as page:
        sign_in(page, pages["queue"].rstrip("/"), "analyst", PASSWORD)
        page.goto(pages["items"])
        page.get_by_label("Text contains").fill("desrever")
        page.get_by_role("button", name="Filter").click()
        assert page.locator(".item").count() == 1
        page.get_by_label("Platform").select_option("forum")
        page.get_by_role("button", name="Filter").click()
        assert page.get_by_role("heading", name="Nothing fits these filters").is_visible()


def test_every_link_in_the_api_page_leads_to_a_place(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser) as page:
        page.goto(pages["docs"])
        lost = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
            ".filter(id => !document.getElementById(id))"
        )
        assert lost == []
