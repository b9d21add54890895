"""Every page of the console for everybody: WCAG 2.2 AA by axe and by measuring, both schemes, widths and languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from service.domain.access import HUMAN_ROLES, AccessRole
from service.locale.languages import LANGUAGE_COOKIE
from tests.support.accessible import violations
from tests.support.browsers import chromium
from tests.support.filled import Filled, filled, pages_of
from tests.support.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

_NO_PAGES = {
    *("/evidence/{evidence_id}", "/queue/next", "/queue/decide/done", "/queue/live"),
    *("/quality/{table}.csv", "/disagreements/{task_id}", "/figures/{table_id}", "/phenomenon/{table_id}"),
    *("/reports/annual/{table_id}", "/reports/takedown/{table_id}"),
}
"""What answers GET with a picture, a file, a part of a page or the way to one, or only with what the states have."""
_LOOKS = {"en": (("light", 1400), ("dark", 360)), "nl": (("light", 360), ("dark", 1400))}
"""Each scheme with each width, each of them in both languages."""
_REFUSED = {"/nowhere": 404, "/accounts?": 403}
"""Pages of an error; the second is asked for by somebody who may not open it."""


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


def _person(browser: Browser, console: Filled, address: str, who: str, language: str) -> Page:
    context = browser.new_context()
    cookies = console.sessions[who] | {LANGUAGE_COOKIE: language} if who else {LANGUAGE_COOKIE: language}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    return context.new_page()


def _paths(console: Filled) -> list[str]:
    """Return every page that the app has, and the states that were made of some."""
    own = [path for method, path in pages_of(console.api.app) if method == "GET" and path not in _NO_PAGES]
    return [*(path.format(**console.ids) for path in own), *console.states.values()]


def _wrong(page: Page, address: str, paths: list[str], language: str) -> dict[str, list[str]]:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    wrong: dict[str, list[str]] = {}
    for path in paths:
        complaints.clear()
        found = _faults(page, f"{address}{path}", _REFUSED.get(path, 200), language)
        found += [each for each in complaints if path not in _REFUSED]
        wrong |= {path: list(dict.fromkeys(found))} if found else {}
    return wrong


def _faults(page: Page, address: str, status: int, language: str) -> list[str]:
    answer = page.goto(address)
    assert answer is not None
    if (answer.status, answer.headers["content-type"][:9]) != (status, "text/html"):
        return [f"answers {answer.status} {answer.headers['content-type']}"]
    found = [] if page.get_attribute("html", "lang") == language else ["not in the language asked for"]
    found += [] if page.title().endswith(" · lont") else [f"title: {page.title()}"]
    for place, (scheme, width) in enumerate(_LOOKS[language]):
        seen = violations(page, scheme=scheme, width=width, first=place == 0)
        found += [f"{scheme} {width}: {each}" for each in seen]
    return found


@pytest.mark.parametrize("language", _LOOKS)
def test_every_page_can_be_read_and_worked_by_everybody(
    browser: Browser, console: Filled, address: str, language: str
) -> None:
    page = _person(browser, console, address, "everything", language)
    assert _wrong(page, address, _paths(console), language) == {}


@pytest.mark.parametrize("who", HUMAN_ROLES)
def test_where_each_role_begins_can_be_read_by_everybody(
    browser: Browser, console: Filled, address: str, who: str
) -> None:
    page = _person(browser, console, address, who, "en")
    assert _wrong(page, address, ["/", "/accounts?"] if who == AccessRole.DPO else ["/"], "en") == {}


def test_who_has_not_signed_in_can_read_what_is_open(browser: Browser, console: Filled, address: str) -> None:
    page = _person(browser, console, address, "", "en")
    assert _wrong(page, address, ["/sign-in", "/docs"], "en") == {}
