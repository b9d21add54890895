"""The pages in Dutch and in English, and the choice between them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient

from service.domain.access import HUMAN_ROLES
from service.locale.languages import DOMAIN, FOLDER
from tests.support.api import Api, sqlite_context
from tests.support.pages import with_action
from tests.support.people import OWN_PAGE
from tests.support.review import give_score, store
from tests.support.takedown import prepared

_PAGES = ["/", "/items", "/campaigns", "/channels", "/capture", "/requests", "/alerts", "/mails", "/log", "/accounts"]
_PAGES += ["/account/password", "/docs"]
_TEXT = re.compile(r">([^<>]+)<")
_OF_THE_API = re.compile(r'<nav class="contents".*</main>', re.DOTALL)
_ENGLISH_PART = re.compile(r'<(p|button)\b[^>]* lang="en".*?</\1>', re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path) as context:
        yield Api(prepared(context), sink=tmp_path / "mails")


@pytest.fixture
def anna(desk: Api) -> TestClient:
    """A browser that may open every page, and asks for Dutch."""
    browser = desk.person(*HUMAN_ROLES, name="anna")
    browser.headers["Accept-Language"] = "nl-NL,nl;q=0.9,en;q=0.8"
    return browser


def english() -> set[str]:
    """Texts that a Dutch page does not hold, since Dutch says them otherwise."""
    with (FOLDER / "nl" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    pairs = [(message.id, message.string) for message in catalogue if isinstance(message.id, str) and message.id]
    dutch = {translated for _, translated in pairs}
    return {text for text, translated in pairs if text != translated} - dutch


def texts(page: str) -> set[str]:
    """Return what stands between the tags of a page, without code and what is marked as English."""
    page = re.sub(r"<(code|pre|script|option)\b.*?</\1>", "", _ENGLISH_PART.sub("", page), flags=re.DOTALL)
    return {html.unescape(text).strip() for text in _TEXT.findall(page)}


@pytest.mark.parametrize("path", _PAGES)
def test_a_dutch_page_has_no_english_left(desk: Api, anna: TestClient, path: str) -> None:
    (first, _) = store(desk.context, "een bericht", "nog een")
    give_score(desk.context, first, "P1")
    answer = anna.get(path)
    assert answer.status_code == 200
    assert '<html lang="nl">' in answer.text
    shown = texts(_OF_THE_API.sub("", answer.text))
    assert shown & {"Uitloggen", "Nederlands"}
    assert not shown & english()


def test_the_page_of_an_item_is_dutch_with_its_numbers_and_dates(desk: Api, anna: TestClient) -> None:
    (item_id,) = store(desk.context, "een bericht")
    give_score(desk.context, item_id, "P1", 0.934)
    page = anna.get(f"/items/{item_id}").text
    assert not texts(page) & english()
    assert "0,93" in page
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT[^"]+">\d{1,2} [a-z]+ \d{4} \d\d:\d\d UTC</time>', page)
    assert "wervingsbericht" in page


def test_the_same_page_is_english_to_who_asks_for_it(desk: Api, anna: TestClient) -> None:
    (item_id,) = store(desk.context, "een bericht")
    give_score(desk.context, item_id, "P1", 0.934)
    page = anna.get(f"/items/{item_id}", headers={"Accept-Language": "en"}).text
    assert '<html lang="en">' in page
    assert "0.93" in page
    assert "recruitment offer" in page
    assert "wervingsbericht" not in page


def test_the_switch_keeps_a_choice_and_leads_back_to_the_page(anna: TestClient) -> None:
    form = with_action(anna.get("/items?label=recruitment").text, "/language")
    assert form.buttons == [("language", "en"), ("language", "nl")]
    answer = anna.post("/language", data=form.fields | {"language": "en"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/items?label=recruitment")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert '<html lang="en">' in anna.get("/items").text


def test_it_works_before_anybody_has_signed_in(desk: Api) -> None:
    browser = desk.client_from(("127.0.0.1", 50_000))
    browser.headers.update(OWN_PAGE | {"Accept": "text/html"})
    assert "Inloggen" in browser.post("/language", data={"language": "nl", "next": "/sign-in"}).text


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_led_elsewhere(anna: TestClient, address: str) -> None:
    answer = anna.post("/language", data={"language": "nl", "next": address}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_another_site_cannot_change_the_language(anna: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = anna.post("/language", data={"language": "en"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert all(cookie.startswith("lont_sitting=") for cookie in answer.headers.get_list("set-cookie"))


def test_a_language_that_lont_has_not_is_refused_in_words_of_the_reader(anna: TestClient) -> None:
    answer = anna.post("/language", data={"language": "xx"})
    assert answer.status_code == 422
    assert "Dit is geen van de keuzes." in answer.text


def test_a_problem_is_dutch_on_a_page_and_english_in_the_api(desk: Api, anna: TestClient) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"
    page = anna.get(f"/items/{nobody}").text
    assert f"Er is geen bericht {nobody}." in page
    answer = desk.client.get(f"/v1/items/{nobody}", headers=desk.headers | {"Accept-Language": "nl"}).json()
    assert answer["detail"] == f"There is no item {nobody}."
