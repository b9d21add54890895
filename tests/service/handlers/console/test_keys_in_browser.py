"""Review by the keyboard alone, and by the mouse alone without any script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from service.domain.takedown.states import RequestState
from tests.support.api import Api, sqlite_context
from tests.support.browsers import chromium, opened, sign_in
from tests.support.people import PASSWORD, make_person
from tests.support.review import give_score, look_at, store
from tests.support.serving import served
from tests.support.takedown import prepared, stored_item

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path) as context:
        make_person(context, "anna")
        yield Api(prepared(context))


@pytest.fixture
def address(desk: Api) -> Iterator[str]:
    with served(desk.app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as page:
        sign_in(page, address, "anna", PASSWORD)
        yield page


def _fill(desk: Api, count: int) -> list[UUID]:
    """Store items, the first of which is the most urgent."""
    ids = store(desk.context, *(f"bericht {number}" for number in range(count)), first=100)
    for place, item_id in enumerate(ids):
        give_score(desk.context, item_id, "P1", 0.9 - place / 100)
    return ids


def _press(page: Page, key: str, then: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation(url=then):
        page.keyboard.press(key)


def _verdict(desk: Api, item_id: UUID) -> str | None:
    return look_at(desk.context, item_id).verdict


def test_a_whole_round_of_review_needs_no_mouse(desk: Api, page: Page, address: str) -> None:
    ids = _fill(desk, 5)
    page.goto(address)
    _press(page, "n", f"**/items/{ids[0]}")
    _press(page, "n", f"**/items/{ids[1]}")
    _press(page, "n", f"**/items/{ids[0]}")
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.value") == "reject:news_or_warning"
    _press(page, "2", f"**/items/{ids[1]}?*")
    assert _verdict(desk, ids[0]) == "reject"
    _press(page, "z", f"**/items/{ids[0]}")
    assert _verdict(desk, ids[0]) is None
    _press(page, "u", f"**/items/{ids[1]}?*")
    assert _verdict(desk, ids[0]) == "unsure"
    _press(page, "d", f"**/items/{ids[2]}?*")
    assert _verdict(desk, ids[1]) == "defer"
    _press(page, "3", f"**/items/{ids[2]}#next-step")
    assert _verdict(desk, ids[2]) == "confirm"
    _press(page, "z", f"**/items/{ids[2]}")
    assert _verdict(desk, ids[2]) is None
    _press(page, "2", f"**/items/{ids[2]}#next-step")
    assert look_at(desk.context, ids[2]).state == "decided"


def test_a_request_is_confirmed_without_a_mouse(desk: Api, page: Page, address: str) -> None:
    item_id = stored_item(desk.context)
    page.goto(f"{address}/items/{item_id}")
    _press(page, "1", f"**/items/{item_id}#next-step")
    page.get_by_label("Threat to life").select_option("none")
    page.evaluate("document.activeElement.blur()")
    for key in ("o", "l", "b"):
        page.keyboard.press(key)
    names = "[...document.querySelectorAll('.draft fieldset input:checked')].map(each => each.name)"
    assert page.evaluate(names) == ["saw_original", "still_online", "bona_fide"]
    _press(page, "Enter", f"**/items/{item_id}#next-step")
    page.get_by_text("It waits for somebody else to approve it.").wait_for()
    with desk.context.reading() as factory:
        (request,) = factory.takedown().of_item(item_id)
    assert request.state is RequestState.CONFIRMED


def test_the_enter_key_in_a_field_decides_and_confirms_nothing(desk: Api, page: Page, address: str) -> None:
    item_id = stored_item(desk.context)
    page.goto(f"{address}/items/{item_id}")
    page.get_by_label("Note, if any").press("Enter")
    page.get_by_label("Note, if any").press("Control+Enter")
    page.get_by_label("Note, if any").press("1")
    assert page.get_by_label("Note, if any").input_value() == "\n1"
    assert _verdict(desk, item_id) is None
    page.get_by_role("button", name="Recruitment offer").click()
    page.get_by_label("Exact location").press("End")
    page.get_by_label("Exact location").press("0")
    with page.expect_navigation():
        page.get_by_label("Exact location").press("Enter")
    assert page.get_by_label("Exact location").input_value().endswith("/10")
    with desk.context.reading() as factory:
        (request,) = factory.takedown().of_item(item_id)
    assert request.state is RequestState.DRAFT


def test_a_key_that_is_held_down_decides_once(desk: Api, page: Page, address: str) -> None:
    ids = _fill(desk, 3)
    page.goto(f"{address}/items/{ids[0]}")
    with page.expect_navigation(url=f"**/items/{ids[1]}?*"):
        page.keyboard.down("u")
    page.keyboard.down("u")  # the browser calls this a repetition
    page.keyboard.up("u")
    page.goto(f"{address}/")
    assert [_verdict(desk, each) for each in ids] == ["unsure", None, None]


def test_the_list_of_keys_opens_and_closes_as_often_as_one_likes(desk: Api, page: Page, address: str) -> None:
    ids = _fill(desk, 1)
    for where in ("/", f"/items/{ids[0]}"):
        page.goto(f"{address}{where}")
        for _ in range(2):
            page.keyboard.press("?")
            assert page.get_by_role("dialog").is_visible()
            page.keyboard.press("u")
            page.get_by_role("button", name="Close").click()
            assert not page.get_by_role("dialog").is_visible()
        page.keyboard.press("?")
        page.keyboard.press("Escape")
        assert not page.get_by_role("dialog").is_visible()
    assert _verdict(desk, ids[0]) is None


def test_keys_with_other_keys_are_the_browsers(desk: Api, page: Page, address: str) -> None:
    ids = _fill(desk, 1)
    page.goto(f"{address}/items/{ids[0]}")
    for key in ("Alt+u", "Control+u", "Meta+u"):
        page.keyboard.press(key)
    page.goto(f"{address}/")
    assert _verdict(desk, ids[0]) is None


def test_without_scripts_everything_works_by_mouse(desk: Api, browser: Browser, address: str) -> None:
    item_id = stored_item(desk.context)
    ids = _fill(desk, 2)
    with opened(browser, scripts=False) as page:
        sign_in(page, address, "anna", PASSWORD)
        page.goto(f"{address}/items/{ids[0]}")
        page.get_by_text("Neither, because it is").click()
        page.get_by_role("button", name="ordinary talk").click()
        page.get_by_role("button", name="Undo it").click()
        page.wait_for_url(f"**/items/{ids[0]}")
        assert _verdict(desk, ids[0]) is None
        page.get_by_role("button", name="Cannot be told").click()
        page.goto(f"{address}/items/{item_id}")
        page.get_by_role("button", name="Recruitment offer").click()
        page.get_by_label("Threat to life").select_option("none")
        page.get_by_label("I looked at the original").check()
        page.get_by_label("it is still online now").check()
        page.get_by_label("I believe in good faith").check()
        page.get_by_role("button", name="Confirm the request").click()
        page.get_by_text("It waits for somebody else to approve it.").wait_for()
    assert _verdict(desk, ids[0]) == "cannot_tell"
