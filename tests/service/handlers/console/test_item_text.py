"""The page of an item: its text as posted and as read, slang, entities, thresholds, and what stands beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from tests.support.api import SALE, Api, item, sqlite_context
from tests.support.browsers import assert_accessible, assert_fits, chromium, opened, sign_in
from tests.support.pages import sent, with_action
from tests.support.people import PASSWORD, make_person
from tests.support.review import give_score, store
from tests.support.serving import served
from tests.support.takedown import prepared

_HOSTILE = f"{SALE} {'x' * 10_000} {'g' + chr(0x301) * 60} \u202etxet \u2066 مرحبا מי רוצה k l u s c0bra"


def _offers(desk: Api, *texts: str, **fields: object) -> list[UUID]:
    taken = desk.hand_in(*(item(number, text, **fields) for number, text in enumerate(texts, 1)))
    desk.score(each["id"] for each in taken)
    return [UUID(each["id"]) for each in taken]


def _first_near(browser: TestClient, item_id: UUID) -> str:
    match = re.search(r'<li class="near">.*?</li>', browser.get(f"/items/{item_id}").text, re.DOTALL)
    assert match is not None
    return match[0]


def _shown(page: str) -> str:
    """Return the text of the item as its page has it."""
    match = re.search(r'aria-current="true">.*?<div class="text">(.*?)</div>', page, re.DOTALL)
    assert match is not None
    return html.unescape(re.sub(r"<[^>]+>", "", match[1]))


@pytest.mark.parametrize("text", [SALE, "k\u200blus nu, c0bra 6 🧨 p/s te koop, dm", _HOSTILE])
def test_the_text_is_shown_exactly_as_it_was_posted(desk: Api, analyst: TestClient, text: str) -> None:
    (item_id,) = _offers(desk, text)
    assert _shown(analyst.get(f"/items/{item_id}").text) == text


def test_what_the_model_reads_otherwise_stands_below_with_what_was_undone(desk: Api, analyst: TestClient) -> None:
    disguised, plain = _offers(desk, "c0br\u200ba 6 te koop, k l u s", "cobra 6 te koop, klus")
    page = analyst.get(f"/items/{disguised}").text
    reading = page[page.index('<details class="reading" open>') :]
    rows = re.findall(r"<tr><td><bdi[^>]*>(.*?)</bdi></td><td><bdi[^>]*>(.*?)</bdi></td><td>(.*?)</td></tr>", reading)
    assert rows[:2] == [
        ("c0br⟨200B⟩a", "cobra", "characters that nobody sees, digits and signs for letters"),
        ("k l u s", "klus", "letters spaced apart"),
    ]
    assert '<span class="read">cobra</span> 6 te koop' in reading
    assert 'class="reading"' not in analyst.get(f"/items/{plain}").text


def test_slang_has_its_meaning_at_the_word_and_in_a_list_in_the_language_of_the_reader(
    desk: Api, analyst: TestClient
) -> None:
    (item_id,) = _offers(desk, "cobra 6 te koop, 8 euro p/s, nog een cobra 8")
    page = analyst.get(f"/items/{item_id}").text
    assert 'data-gloss="cobra: heavy flash banger, professional or illegal goods"' in page
    assert 'tabindex="0" aria-describedby="gloss-1"' in page
    for once in ('id="gloss-1"', 'aria-describedby="gloss-1"'):  # one stop of the keyboard for each term
        assert page.count(once) == 1
    dutch = analyst.get(f"/items/{item_id}", headers={"Accept-Language": "nl"}).text
    assert "zware knaller met flitspoeder" in dutch


def test_entities_carry_their_value_in_the_text(desk: Api, analyst: TestClient) -> None:
    (item_id,) = store(desk.context, "voor 1k p.p. en <b>")
    reward: dict[str, object] = {"amount": 1000, "currency": "EUR", "per": "person"}
    give_score(desk.context, item_id, "P1", entities=({"type": "reward", "start": 5, "end": 12, "value": reward},))
    page = analyst.get(f"/items/{item_id}").text
    assert '<span class="entity" data-said="Reward: 1,000 EUR each">' in page
    assert 'class="show-entities"' in page
    assert _shown(page) == "voor 1k p.p. en <b>"


def test_a_score_stands_beside_its_threshold_and_says_who_gave_it(desk: Api, analyst: TestClient) -> None:
    (item_id,) = _offers(desk, SALE)
    page = analyst.get(f"/items/{item_id}").text
    for threshold in desk.context.scorer.thresholds.values.values():
        assert f"raised from {threshold:.2f}" in page
    assert page.count('class="tick"') == 2
    assert f"bundle {desk.context.scorer.version}" in page
    (other,) = store(desk.context, "van een ander bundel")
    give_score(desk.context, other, "P1")
    page = analyst.get(f"/items/{other}").text
    assert "The thresholds of that bundle are not known here." in page
    assert 'class="tick"' not in page


def test_neighbours_have_marks_of_their_own_unless_their_score_is_hidden(desk: Api, analyst: TestClient) -> None:
    first, second = _offers(desk, SALE, "hoi allemaal")
    near = _first_near(analyst, second)
    assert '<mark class="f4_sale">' in near
    assert 'class="label f4_sale"' in near
    analyst.post("/preferences", data={"hide_scores": "true"})
    form = with_action(analyst.get(f"/items/{second}").text, f"/items/{second}/decide")
    sent(analyst, form, choice="reject:ordinary")
    assert 'class="figure"' in analyst.get(f"/items/{second}").text  # judged, and its neighbour is not
    near = _first_near(analyst, second)
    assert f'href="/items/{first}"' in near
    assert "f4_sale" not in near


def test_other_items_of_author_and_campaign_are_listed_and_verdicts_on_copies_counted(
    desk: Api, analyst: TestClient
) -> None:
    text = "Cobra's weer op voorraad in Verzonnenstad, 8 euro per stuk, ophalen vanavond na zessen, stuur een bericht"
    texts = (text, text, text.replace("8 euro", "7 euro"), "hoi allemaal")
    ids = _offers(desk, *texts, author="one")
    sent(analyst, with_action(analyst.get(f"/items/{ids[1]}").text, "/decide"), choice="reject:quoted")
    page = analyst.get(f"/items/{ids[2]}").text
    related = page[page.index('<section class="related"') :]
    related = related[: related.index("</section>")]
    assert "Earlier under the same author key (2)" in related
    assert "Others of the campaign, seen last (2)" in related
    assert re.search(rf'Near-copies: <a href="/items/{ids[1]}">1 × rejected</a>', related)
    assert "not decided" in related
    exact = analyst.get(f"/items/{ids[0]}").text
    assert re.search(rf'Exact copies: <a href="/items/{ids[1]}">1 × rejected</a>', exact)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an item with a hostile text, on a served console."""
    home = Path(tmp_path_factory.mktemp("home"))
    with sqlite_context(home) as context:
        desk = Api(prepared(context), sink=home / "mails")
        make_person(context, "anna")
        (item_id,) = _offers(desk, _HOSTILE)
        with served(desk.app) as address:
            yield f"{address}/items/{item_id}"


@pytest.mark.browser
def test_a_hostile_text_fits_and_meanings_come_and_go_by_keyboard(hostile: str) -> None:
    shows = "e => getComputedStyle(e, '::after').content.includes('heavy flash banger')"
    with chromium() as browser:
        for scheme, width in (("dark", 360), ("light", 1400)):
            with opened(browser, scheme, width) as page:
                sign_in(page, hostile.partition("/items")[0], "anna", PASSWORD)
                page.goto(hostile)
                page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
                page.locator(".show-entities").check()
                assert_fits(page)
                word = page.locator(".gloss[tabindex]").first
                assert not word.evaluate(shows)
                word.focus()
                assert word.evaluate(shows)
                assert_fits(page)
                page.keyboard.press("Escape")
                assert not word.evaluate(shows)
                assert word.evaluate("e => e === document.activeElement")
                word.blur()
                word.focus()
                assert word.evaluate(shows)
                assert_accessible(page)
        with opened(browser, scripts=False) as page:
            sign_in(page, hostile.partition("/items")[0], "anna", PASSWORD)
            page.goto(hostile)
            page.locator(".gloss").first.hover()
            assert page.locator(".gloss").first.evaluate(shows)
            page.locator(".glossary summary").click()
            assert page.locator("#gloss-1").is_visible()
