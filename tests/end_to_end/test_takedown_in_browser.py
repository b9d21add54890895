"""From the queue to the closed request, as people and a platform do it: two browsers, a mail, an API, and the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsers import assert_accessible, assert_fits, chromium, opened, sign_in
from tests.support.confirming import EXPLANATION, complete_request, confirm_offer
from tests.support.processes import lont, wait_for
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


def test_a_message_is_taken_down(up: Up, browser: Browser) -> None:
    with opened(browser, expected=1) as analyst, opened(browser, "dark", 900) as approver:
        sign_in(analyst, up.address, "analyst", up.passwords["analyst"])
        sign_in(approver, up.address, "approver", up.passwords["approver"])

        analyst.goto(f"{up.address}/?label=recruitment")
        assert_fits(analyst)
        address = confirm_offer(analyst, up.address)
        assert analyst.get_by_label("Exact location").input_value() == address
        assert_accessible(analyst)
        request = complete_request(analyst, "telegram.email")
        _assert_cannot_approve(analyst, up, request)
        _approve(approver, up, request)
        _assert_sent(analyst, up, request, address)
        _answered_by_the_platform(up, request)
        _seen_gone(analyst, up, request)
        _closed(approver, up, request)
    checked = lont("audit", "verify", settings=up.settings)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def _assert_cannot_approve(page: Page, up: Up, request: str) -> None:
    """The page of who confirmed offers no approval, and a form made up for it is refused."""
    page.goto(f"{up.address}{request}")
    assert page.get_by_role("button", name="Approve it").count() == 0
    page.evaluate(
        "address => { const form = document.createElement('form'); form.method = 'post'; form.action = address;"
        "  for (const [name, value] of Object.entries({event: 'approve', version: '3', still_online: 'true'})) {"
        "    const field = document.createElement('input');"
        "    field.name = name; field.value = value; form.append(field); }"
        "  document.body.append(form); form.submit(); }",
        f"{request}/events",
    )
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").inner_text()
    page.goto(f"{up.address}{request}")
    assert page.locator("[aria-current=step]").inner_text() == "waits for approval"


def _approve(page: Page, up: Up, request: str) -> None:
    page.goto(f"{up.address}/requests/list?show=approval")
    page.locator(f'a[href="{request}"]').click()
    page.get_by_role("heading", name="What leaves, word for word").wait_for()
    assert EXPLANATION in page.locator("pre.notice").first.inner_text()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_label("I have just seen it online").check()
    page.get_by_role("button", name="Approve it").click()
    page.get_by_role("button", name="Approve it").wait_for(state="detached")


def _assert_sent(page: Page, up: Up, request: str, address: str) -> None:
    """The notice is with the local mail server, and nowhere else."""

    def arrived() -> bool:
        page.goto(f"{up.address}/mails")
        return page.locator(".mail", has_text=request.rpartition("/")[2]).count() == 1

    wait_for(arrived, "the mail")
    mail = page.locator(".mail", has_text=request.rpartition("/")[2])
    assert "notices@telegram.example" in mail.inner_text()
    assert address in mail.inner_text()
    assert EXPLANATION in re.sub(r"\s+", " ", mail.inner_text())
    assert_fits(page)
    wait_for(lambda: _state(page, up, request) == "sent, no answer yet", "the receipt")


def _state(page: Page, up: Up, request: str) -> str:
    page.goto(f"{up.address}{request}")
    state: str = page.locator(".labels .state").inner_text()
    return state


def _answered_by_the_platform(up: Up, request: str) -> None:
    """Acknowledge and act, with a key that sees what left and nothing else."""
    made = lont("keys", "create", "telegram", "--platform", "telegram", "--scope", "answer", settings=up.settings)
    assert made.returncode == 0, made.stderr
    address = f"/v1/received-requests/{request.rpartition('/')[2]}"
    key = {"Authorization": f"Bearer {made.stdout.strip()}"}
    with httpx2.Client(base_url=up.address, headers=key) as platform:
        assert [each["state"] for each in platform.get("/v1/received-requests").json()["requests"]] == ["submitted"]
        for event in ({"event": "ack", "ticket": "TG-2026-1"}, {"event": "decision_action", "decision": "removed"}):
            seen = platform.get(address)
            assert seen.status_code == 200
            answer = platform.post(f"{address}/events", json=event, headers={"If-Match": seen.headers["etag"]})
            assert answer.status_code == 200, answer.text
        assert answer.json()["state"] == "actioned"
        assert platform.get("/v1/items").status_code == 403
        assert platform.get(f"/v1/takedown-requests/{request.rpartition('/')[2]}").status_code == 403


def _seen_gone(page: Page, up: Up, request: str) -> None:
    assert _state(page, up, request) == "the platform acted"
    assert "TG-2026-1" in page.locator(".timeline").last.inner_text()
    page.get_by_label("I looked, and nothing of it is there any more").check()
    page.get_by_role("button", name="It is gone").click()
    wait_for(lambda: _state(page, up, request) == "seen to be gone", "the look")


def _closed(page: Page, up: Up, request: str) -> None:
    page.goto(f"{up.address}{request}")
    page.locator("summary", has_text="Close it").click()
    page.get_by_label("Closing words").fill("Het bericht is weg.")
    page.get_by_role("button", name="Close it").click()
    wait_for(lambda: _state(page, up, request) == "closed", "the end")
    assert "Het bericht is weg." in page.locator(".timeline").last.inner_text()
    left = {str(form.get_attribute("action")).rpartition("/")[2] for form in page.locator("main form").all()}
    assert left == {"author", "export"}, "nothing moves a closed request on"
