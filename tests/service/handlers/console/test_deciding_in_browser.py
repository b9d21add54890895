"""Words, several items at once, and the path of an escalation, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from service.domain.decisions import DecisionSpan, Verdict
from service.domain.items import ItemState
from tests.support.api import Api, sqlite_context
from tests.support.browsers import assert_accessible, assert_fits, chromium, opened, sign_in
from tests.support.people import PASSWORD, make_person
from tests.support.review import give_score, look_at, queued, store
from tests.support.serving import served
from tests.support.takedown import prepared

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with sqlite_context(tmp_path_factory.mktemp("home")) as context:
        make_person(context, "anna")
        yield Api(prepared(context))


@pytest.fixture(scope="module")
def address(desk: Api) -> Iterator[str]:
    with served(desk.app) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as page:
        sign_in(page, address, "anna", PASSWORD)
        yield page


def _press(page: Page, key: str, then: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation(url=then):
        page.keyboard.press(key)


def _reach(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what a selector names."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(wanted)


def test_words_are_marked_and_the_item_decided_without_a_mouse(desk: Api, page: Page, address: str) -> None:
    (item_id,) = store(desk.context, "🎇 doos te koop, alleen vandaag", first=10)
    give_score(desk.context, item_id, "P1")
    page.goto(f"{address}/items/{item_id}")
    _press(page, "w", "**/words")
    assert_accessible(page)
    assert_fits(page)
    _reach(page, ".word")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("2")
    page.keyboard.press("End")
    page.keyboard.press("3")
    assert page.get_by_label("F4 firework sale").first.is_checked()
    _press(page, "s", f"**/items/{item_id}#next-step")
    with desk.context.reading() as factory:
        decision = factory.decisions().history(item_id)[-1]
    assert (decision.verdict, decision.labels) == (Verdict.CONFIRM, ("f4_sale",))
    assert decision.spans == (DecisionSpan("f4_sale", 2, 15), DecisionSpan("recruitment", 23, 30, speaks=False))
    _press(page, "3", f"**/items/{item_id}#next-step")
    with desk.context.reading() as factory:
        decision = factory.decisions().history(item_id)[-1]
    assert (decision.labels, len(decision.spans)) == (("recruitment", "f4_sale"), 2)


def test_several_items_are_ticked_decided_and_taken_back_without_a_mouse(desk: Api, page: Page, address: str) -> None:
    ids = store(desk.context, "stapel een", "stapel twee", "stapel drie", "stapel vier", first=20)
    for place, item_id in enumerate(ids):
        give_score(desk.context, item_id, "P1", 0.9 - place / 100)
    page.goto(f"{address}/?text=stapel")
    for key in ("j", "x", "j", "j", "X"):
        page.keyboard.press(key)
    page.keyboard.press("k")
    page.keyboard.press("x")
    page.keyboard.press("m")
    page.keyboard.press("r")
    _press(page, "6", "**/queue/decide")
    assert_accessible(page)
    assert_fits(page)
    assert page.get_by_text("2 items would be decided").is_visible()
    _press(page, "b", "**/queue/decide/done?*")
    decided = [look_at(desk.context, each).state == ItemState.DECIDED for each in ids]
    assert decided == [True, False, True, False]
    _press(page, "z", "**/queue/decide/undo")
    assert [look_at(desk.context, each).state for each in ids] == [ItemState.QUEUED] * 4


def test_two_keys_call_colleagues_and_what_is_typed_stays_when_the_page_is_left(
    desk: Api, page: Page, address: str
) -> None:
    item_id = queued(desk.context, text="klus voor vanavond")
    page.goto(f"{address}/items/{item_id}")
    _press(page, "e", "**/escalate")
    assert_accessible(page)
    page.reload()  # the focus was led astray
    _press(page, "Enter", "**/escalate?step=2")
    assert look_at(desk.context, item_id).verdict == Verdict.ESCALATE
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("The target").press_sequentially("een portiek")
    for _ in range(20):  # the page that is left sends it behind the one that comes
        page.goto(f"{address}/items/{item_id}/escalate?step=3")
        page.goto(f"{address}/items/{item_id}/escalate?step=2")
        if page.get_by_label("The target").input_value():
            break
    assert page.get_by_label("The target").input_value() == "een portiek"
