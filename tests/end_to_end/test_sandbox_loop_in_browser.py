"""The whole loop against the sandbox platform of `lont up`, in the browser: from the feed to gone, and to the figures.

Nothing stands in for anything here but the platform; only the five minutes between two looks are not waited for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page

from service.domain.takedown.records import read_public_id
from service.factory import ProcessContext
from service.settings import Settings
from tests.support.browsers import assert_accessible, assert_fits, chromium, opened, sign_in
from tests.support.confirming import complete_request, confirm_offer
from tests.support.processes import lont, wait_for
from tests.support.takedown import age_last_event
from tests.support.upping import Up, lont_up

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    with lont_up(tmp_path) as up:
        yield up


def test_from_the_feed_to_gone_and_a_threat_to_life_only_after_the_police(up: Up, browser: Browser) -> None:
    sandbox = _sandbox_of(up)
    with opened(browser, expected=1) as analyst, opened(browser, "dark", 900) as approver:
        sign_in(analyst, up.address, "analyst", up.passwords["analyst"])
        sign_in(approver, up.address, "approver", up.passwords["approver"])
        _removed(analyst, approver, up, sandbox)
        _counted(analyst, up)
        _told_before_it_leaves(analyst, approver, up, sandbox)
    checked = lont("audit", "verify", settings=up.settings)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "_lontdemo/" not in (up.home / "log").read_text(), "no address of a message is logged"


def _sandbox_of(up: Up) -> str:
    """Return the address of the sandbox platform, as it was shown."""
    found = re.search(r"Sandbox platform +(http://127\.0\.0\.1:[0-9]+)/", (up.home / "log").read_text())
    assert found is not None
    return found[1]


def _removed(analyst: Page, approver: Page, up: Up, sandbox: str) -> None:
    """A notice leaves, is answered, and two looks find nothing any more."""
    post = f"{sandbox}/{confirm_offer(analyst, up.address).removeprefix('https://')}"
    assert httpx2.get(post).status_code == 200
    request = complete_request(analyst)
    assert _number(request) not in httpx2.get(sandbox).text
    _approve(approver, up, request)

    wait_for(lambda: _state(analyst, up, request) == "the platform acted", "the sandbox's decision")
    assert httpx2.get(post).status_code == 410
    life = analyst.locator(".timeline").last.inner_text()
    assert "receipt confirmed" in life
    assert "SANDBOX-1" in life

    _look_now(analyst, up, request)
    wait_for(lambda: "looked once: gone" in _reloaded(analyst, up, request), "the first look")
    assert _state(analyst, up, request) == "the platform acted", "one look is not enough"
    assert_fits(analyst)
    assert_accessible(analyst)
    _six_minutes_earlier(up, request)
    wait_for(lambda: _state(analyst, up, request) == "seen to be gone", "the second look, which comes by itself")
    assert "by lont" in _last_event(analyst)


def _told_before_it_leaves(analyst: Page, approver: Page, up: Up, sandbox: str) -> None:
    """What may cost a life is not confirmed, approved or sent before the police were told."""
    _confirm_threat(analyst, up)
    number = str(analyst.locator("form.draft").get_attribute("action")).split("/")[2]

    _state_threat(analyst, "required")
    analyst.get_by_role("button", name="Confirm the request").click()
    analyst.get_by_text("TD-502").first.wait_for()
    approver.goto(f"{up.address}/requests/{number}")
    assert approver.get_by_role("button", name="Approve it").count() == 0
    assert number not in httpx2.get(sandbox).text

    _state_threat(analyst, "sent")
    analyst.get_by_role("button", name="Confirm the request").click()
    analyst.get_by_text("It waits for somebody else to approve it.").wait_for()
    assert number not in httpx2.get(sandbox).text, "confirmed, and not approved yet"
    _approve(approver, up, f"/requests/{number}")
    wait_for(lambda: number in httpx2.get(sandbox).text, "the notice")


def _confirm_threat(page: Page, up: Up) -> None:
    """Confirm the offer for tonight in a public channel: it comes first, and names no house."""
    page.goto(f"{up.address}/items?text=Deventer")
    page.goto(str(page.locator(".item h2 a").first.evaluate("link => link.href")))
    assert page.locator(".priority", has_text="P0").count()
    page.get_by_role("button", name="Recruitment offer").click()
    page.get_by_role("heading", name="Takedown request").wait_for()


def _state_threat(page: Page, police: str) -> None:
    page.get_by_label("Threat to life").select_option("imminent")
    page.locator("select[name=police_status]").select_option(police)
    page.get_by_label("How they were told").select_option("112")
    for words in ("I looked at the original", "it is still online now", "I believe in good faith"):
        page.get_by_label(words).check()


def _approve(page: Page, up: Up, request: str) -> None:
    page.goto(f"{up.address}{request}")
    page.get_by_label("I have just seen it online").check()
    page.get_by_role("button", name="Approve it").click()
    page.get_by_role("button", name="Approve it").wait_for(state="detached")


def _state(page: Page, up: Up, request: str) -> str:
    page.goto(f"{up.address}{request}")
    state: str = page.locator(".labels .state").inner_text()
    return state


def _look_now(page: Page, up: Up, request: str) -> None:
    page.goto(f"{up.address}{request}")
    page.get_by_role("button", name="Look now").click()
    page.get_by_text("asked to look now").wait_for()


def _reloaded(page: Page, up: Up, request: str) -> str:
    """Return the last event of a request, read anew."""
    page.goto(f"{up.address}{request}")
    return _last_event(page)


def _last_event(page: Page) -> str:
    said: str = page.locator(".timeline").last.locator("li").last.inner_text()
    return said


def _six_minutes_earlier(up: Up, request: str) -> None:
    """Let the first look be long enough ago."""
    context = ProcessContext(Settings(home=up.home))
    known = read_public_id(_number(request))
    assert known is not None
    with context.reading() as factory:
        found = factory.takedown_desk().requests.get(known)
    assert found is not None
    age_last_event(context, found, timedelta(minutes=6))
    context.close()


def _counted(page: Page, up: Up) -> None:
    """One removal stands in the figures, credited to the notice."""
    page.goto(f"{up.address}/requests/states")
    row = page.get_by_role("row", name="after the platform's decision")
    assert row.locator("td").nth(1).inner_text() == "1"
    page.goto(f"{up.address}/platforms")
    assert "Telegram" in page.locator("main").inner_text()


def _number(request: str) -> str:
    return request.rpartition("/")[2]
