from __future__ import annotations

import pytest
from hypothesis import given

from models.entities.rewards import rewards
from tests.support.readings import SCRAPS, by_text, read

_JOB = "recruitment"


@pytest.mark.parametrize(
    ("text", "lang", "found", "value"),
    [
        ("wie legt iets bij een deur, 600, vannacht", "nl", "600", {"amount": 600, "currency": "EUR"}),
        ("ding bij een voordeur, 5 barkie", "nl", "5 barkie", {"amount": 500, "currency": "EUR"}),
        ("door tonight. 450. bally", "en", "450", {"amount": 450}),
        ("en port i natt, 20 lax", "sv", "20 lax", {"amount": 20_000, "currency": "SEK"}),
        ("haustür heute nacht, 2 mille, maske auf", "de", "2 mille", {"amount": 2000, "currency": "EUR"}),
        ("une porte cette nuit, 700 euros", "fr", "700 euros", {"amount": 700, "currency": "EUR"}),
        ("klusje, 4-600 euro", "nl", "4-600 euro", {"amount_min": 400, "amount_max": 600, "currency": "EUR"}),
    ],
)
def test_what_a_job_pays_is_read(text: str, lang: str, found: str, value: dict[str, object]) -> None:
    reading = read(text, _JOB, lang=lang)

    assert by_text(reading, rewards(reading)) == {found: {**value, "per": "unknown"}}


@pytest.mark.parametrize(
    ("text", "lang", "per"),
    [
        ("2 man voor een deur, 700 pp", "nl", "person"), ("een deur, ieder 300", "nl", "person"),
        ("deur doen, 900 samen", "nl", "all"), ("two lads, £900 each", "en", "person"),
        ("en dörr, 30000 att dela", "sv", "all"), ("30 lax var", "sv", "person"), ("1500 chacun", "fr", "person"),
        ("2.500 für beide", "de", "all"),
    ],
)  # fmt: skip
def test_it_is_told_whom_the_sum_is_for(text: str, lang: str, per: str) -> None:
    (reward,) = rewards(read(text, _JOB, lang=lang))

    assert reward.value["per"] == per


def test_sums_in_parts_are_told_apart() -> None:
    reading = read("deur vannacht, 300 vooraf, 500 erna", _JOB)

    assert {text: value["part"] for text, value in by_text(reading, rewards(reading)).items()} == {
        "300 vooraf": "upfront",
        "500 erna": "rest",
    }


def test_a_preposition_of_what_follows_is_no_part_of_the_reward() -> None:
    reading = read("650 na het filmpje", _JOB)

    assert list(by_text(reading, rewards(reading))) == ["650"]


@pytest.mark.parametrize(
    "text",
    [
        "je bent ons nog 1200 schuldig", "je hebt 800 schulden bij ons", "ge staat 1200 in 't krijt",
        "boete van 300 euro",
        "ik ben 17", "jongens van 15 jaar", "om 23 uur", "20:30", "sinds 2019", "Dorpsstraat 112", "kamer 214",
        "120 km",
        "48 uur", "2 man",
    ],
)  # fmt: skip
def test_debts_fines_ages_times_years_and_house_numbers_are_no_reward(text: str) -> None:
    assert rewards(read(f"wie doet een deur. {text}.", _JOB)) == []


def test_prices_of_goods_are_no_reward() -> None:
    assert rewards(read("cobra 6, 12 euro per stuk, 40 euro voor 4", "f4_sale")) == []


def test_with_both_labels_what_stands_by_an_article_is_a_price() -> None:
    reading = read("cobra 6 voor 12 euro. wie er een bij een deur legt krijgt 600", _JOB, "f4_sale")

    assert list(by_text(reading, rewards(reading))) == ["600"]


def test_an_ordinary_job_without_a_label_pays_as_well() -> None:
    reading = read("wie kan zaterdag helpen verhuizen? 50 euro en pizza")

    assert list(by_text(reading, rewards(reading))) == ["50 euro"]


def test_disguised_digits_and_capitals_are_read() -> None:
    reading = read("KLUS BIJ EEN DEUR, 𝟴𝟬𝟬 EURO", _JOB)

    assert list(by_text(reading, rewards(reading))) == ["800 euro"]


@given(SCRAPS)
def test_rewards_of_any_text_lie_in_it(text: str) -> None:
    reading = read(text, _JOB)

    assert all(0 <= one.start < one.end <= len(reading.text.text) for one in rewards(reading))
