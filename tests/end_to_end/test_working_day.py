"""A working day at one queue: three people, a lease that is lost, a session that ends; nothing typed is lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from service.domain.access import AccessRole
from tests.support.api import Api, sqlite_context
from tests.support.browsers import chromium, opened, sign_in
from tests.support.people import PASSWORD, make_person
from tests.support.review import give_score, look_at, store
from tests.support.serving import served
from tests.support.takedown import prepared

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

_NOTE = "nog navragen bij de buren"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    home: Path = tmp_path_factory.mktemp("home")
    with sqlite_context(home) as context:
        desk = Api(prepared(context), sink=home / "mails")
        for name in ("anna", "bram"):
            make_person(context, name)
        make_person(context, "chief", AccessRole.ANALYST, AccessRole.APPROVER)
        yield desk


@pytest.fixture(scope="module")
def address(desk: Api) -> Iterator[str]:
    with served(desk.app) as address:
        yield address


def _item(desk: Api, number: int) -> UUID:
    (item_id,) = store(desk.context, f"klus {number} voor vanavond, dm", first=number)
    give_score(desk.context, item_id, "P1")
    return item_id


def _send_note(page: Page, note: str = _NOTE) -> None:
    """Type a note and decide by the mouse, since a key in the note is a letter."""
    page.get_by_label("Note, if any").fill(note)
    page.get_by_role("button", name="Cannot be told").click()


def test_the_second_is_told_who_has_it_and_the_first_that_it_was_taken(
    desk: Api, browser: Browser, address: str
) -> None:
    item_id = _item(desk, 1)
    with opened(browser, expected=1) as anna, opened(browser) as bram, opened(browser) as chief:
        for page, name in ((anna, "anna"), (bram, "bram"), (chief, "chief")):
            sign_in(page, address, name, PASSWORD)
        anna.goto(f"{address}/items/{item_id}")
        bram.goto(f"{address}/items/{item_id}")
        expect(bram.get_by_text("anna is reviewing this item.")).to_be_visible()
        assert bram.get_by_role("button", name="Cannot be told").count() == 0
        chief.goto(f"{address}/items/{item_id}")
        chief.get_by_role("button", name="Take it from them").click()
        expect(chief.get_by_role("button", name="Cannot be told")).to_be_visible()
        _send_note(anna)
        expect(anna.get_by_text("Somebody else is reviewing the item")).to_be_visible()
        expect(anna.get_by_text(_NOTE)).to_be_visible()
        expect(anna.get_by_text("Your note was not stored.")).to_be_visible()
        assert look_at(desk.context, item_id).verdict is None
        chief.keyboard.press("u")
        chief.wait_for_url(lambda url: str(item_id) not in url.partition("?")[0])
    assert look_at(desk.context, item_id).verdict == "unsure"


def test_a_lease_that_ran_out_costs_nothing_while_nobody_else_took_the_item(
    desk: Api, browser: Browser, address: str
) -> None:
    item_id = _item(desk, 2)
    with opened(browser) as page:
        sign_in(page, address, "anna", PASSWORD)
        page.goto(f"{address}/items/{item_id}")
        with desk.context.writing() as factory:
            factory.claims().end(item_id)
        _send_note(page)
        page.wait_for_url(lambda url: str(item_id) not in url.partition("?")[0])
    assert look_at(desk.context, item_id).verdict == "cannot_tell"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_who_is_signed_out_in_the_middle_hears_what_was_not_sent_and_comes_back(
    desk: Api, browser: Browser, address: str, *, scripts: bool
) -> None:
    item_id = _item(desk, 3 + scripts)
    with opened(browser, scripts=scripts) as page:
        sign_in(page, address, "bram", PASSWORD)
        page.goto(f"{address}/items/{item_id}")
        (cookie,) = (each["value"] for each in page.context.cookies() if each["name"] == "lont_session")
        with desk.context.writing() as factory:
            factory.sessions().end(cookie)
        _send_note(page)
        expect(page.get_by_role("alert")).to_contain_text("what you sent was not stored")
        assert look_at(desk.context, item_id).verdict is None
        page.get_by_label("Name").fill("bram")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"**/items/{item_id}")
        _send_note(page)
        page.get_by_role("button", name="Undo it").click()
        page.wait_for_url(f"**/items/{item_id}")
        assert look_at(desk.context, item_id).verdict is None
        page.get_by_role("button", name="Cannot be told").click()
        page.wait_for_url(lambda url: str(item_id) not in url.partition("?")[0])
    assert look_at(desk.context, item_id).verdict == "cannot_tell"


def test_a_whole_day_needs_no_script(desk: Api, browser: Browser, address: str) -> None:
    ids = [_item(desk, number) for number in range(20, 24)]
    with opened(browser, scripts=False) as page:
        sign_in(page, address, "anna", PASSWORD)
        page.goto(f"{address}/items/{ids[0]}")
        expect(page.get_by_text("Yours until")).to_be_visible()
        _send_note(page)
        page.get_by_role("button", name="Undo it").click()
        assert look_at(desk.context, ids[0]).verdict is None
        page.locator("summary", has_text="Neither, because it is").click()
        page.get_by_role("button", name="quotes an offer").click()
        page.goto(f"{address}/items/{ids[1]}")
        page.get_by_role("link", name="Threat to life: call colleagues").click()
        page.get_by_role("button", name="Call colleagues now").click()
        expect(page.get_by_label("When")).to_be_visible()
        page.goto(f"{address}/")
        for item_id in ids[2:]:
            page.locator(f"input[name=pick][value='{item_id}:1']").check()
        page.locator("summary", has_text="Decide those that are ticked").click()
        page.get_by_role("button", name="In doubt").click()
        page.get_by_role("button", name="Decide 2 items").click()
        expect(page.get_by_text("2 items are decided.")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.goto(f"{address}/items/{ids[0]}")
        assert "/sign-in" in page.url
    assert [look_at(desk.context, each).verdict for each in ids] == ["reject", "escalate", "unsure", "unsure"]


def test_colleagues_are_called_by_two_keys(desk: Api, browser: Browser, address: str) -> None:
    item_id = _item(desk, 30)
    with opened(browser) as page:
        sign_in(page, address, "bram", PASSWORD)
        page.goto(f"{address}/items/{item_id}")
        with page.expect_navigation(url=f"**/items/{item_id}/escalate"):
            page.keyboard.press("e")
        with page.expect_navigation(url="**/escalate?step=2"):
            page.keyboard.press("Enter")
    assert look_at(desk.context, item_id).verdict == "escalate"


def test_a_colleague_takes_what_was_left_lying_and_the_first_hears_of_it(
    desk: Api, browser: Browser, address: str
) -> None:
    item_id = _item(desk, 31)
    with opened(browser, expected=1) as anna, opened(browser) as bram:
        sign_in(anna, address, "anna", PASSWORD)
        sign_in(bram, address, "bram", PASSWORD)
        anna.goto(f"{address}/items/{item_id}")
        with desk.context.writing() as factory:
            factory.claims().end(item_id)
        bram.goto(f"{address}/items/{item_id}")
        expect(bram.get_by_role("button", name="Cannot be told")).to_be_visible()
        _send_note(anna)
        expect(anna.get_by_text("Somebody else is reviewing the item")).to_be_visible()
        expect(anna.get_by_text(_NOTE)).to_be_visible()
    assert look_at(desk.context, item_id).verdict is None
