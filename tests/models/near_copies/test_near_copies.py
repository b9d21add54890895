from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.near_copies import SHORTEST, differences, exact_key, likeness, near, sign
from models.near_copies.core import CLASS, MOST_WORDS, core_words, frame
from models.normalise import normalise

ADVERT = "Cobra's weer op voorraad in Verzonnenstad, 8 euro per stuk, ophalen vanavond na zessen, stuur een bericht"
COPIES = (
    ADVERT,
    ADVERT.upper(),
    ADVERT.replace("8 euro", "€ 12,50"),
    f"🔥🔥 {ADVERT} 💥 @verzonnen_winkel https://voorbeeld.example/lijst",
    f"Doorgestuurd van Vuurwerk Verzonnen\n{ADVERT}",
    f"Forwarded from: Marktplein\n\n{ADVERT}",
)


def signed(text: str) -> tuple[tuple[str, ...], bytes]:
    signature = sign(normalise(text))
    return signature.core, signature.core_key


def test_numbers_prices_emoji_handles_links_and_headers_are_no_part_of_the_core() -> None:
    assert len({signed(text) for text in COPIES}) == 1


@pytest.mark.parametrize(
    "disguised",
    [
        "C0bra's weer op v.o.o.r.r.a.a.d in Verzonnenstad, 8 euro per stuk, ophalen vanav0nd na zes, stuur een bericht",
        "Cbra's weer op voorraad in Verzonnenstd, 8 euro per stk, ophaln vanavond na zessen, stuur een bericht",
        "Cobra's weer op voor raad in Verzonnenstad, 8 euro per stuk, ophalenvanavond na zessen, stuur een bericht",
    ],
)
def test_a_text_in_disguise_is_near_and_shares_a_band(disguised: str) -> None:
    one, other = sign(normalise(ADVERT)), sign(normalise(disguised))
    assert near(one.core, other.core)
    assert set(one.bands) & set(other.bands)


@pytest.mark.parametrize(
    "look_alike",
    [
        "Taarten weer op voorraad in Verzonnenstad, 8 euro per stuk, bezorgen morgen voor twaalven, stuur een bericht",
        "Cobra's niet op voorraad in Verzonnenstad, 8 euro per stuk, ophalen vanavond na zessen, stuur geen bericht",
    ],
)
def test_a_text_that_says_something_else_in_the_same_words_is_not_near(look_alike: str) -> None:
    assert not near(sign(normalise(ADVERT)).core, sign(normalise(look_alike)).core)


def test_another_class_of_fireworks_is_another_text() -> None:
    one, other = (
        core_words(normalise(f"pakket met {kind} voor de liefhebber, ophalen in de stad")) for kind in ("F4", "F2")
    )
    assert not near(one, other)


def test_of_a_short_text_only_exact_copies_are_known() -> None:
    texts = [normalise(f"cobra {number} te koop") for number in (6, 8)]
    assert sign(texts[0]).core_key == exact_key(texts[0])
    assert len({sign(text).core_key for text in texts}) == 2
    assert all(sign(text).bands == () for text in texts)
    assert not near(sign(texts[0]).core, sign(texts[1]).core)


@pytest.mark.parametrize(
    "tail",
    ["tel_0000000000", "tel0000000000", "tel iemand@voorbeeld.example", "tel winkel.voorbeeld.com", "tel ab12cd34ef"],
)
def test_numbers_behind_letters_addresses_and_hosts_are_no_part_of_the_core(tail: str) -> None:
    assert core_words(normalise(f"{ADVERT} {tail}")) == (*core_words(normalise(ADVERT)), "tel")


def test_a_class_of_fireworks_stays_in_the_core() -> None:
    assert "f4" in core_words(normalise("pakket met F4 voor de liefhebber"))


@given(st.from_regex(r"([a-z]{0,3}[0-9]{0,3}[_ .@-]?){0,12}", fullmatch=True))
def test_no_word_of_a_core_but_a_class_holds_a_digit(text: str) -> None:
    held = [word for word in core_words(normalise(text)) if any(each.isdigit() for each in word)]
    assert all(CLASS.match(word) for word in held)


def test_texts_that_repeat_a_few_words_over_and_over_are_not_compared() -> None:
    one = tuple(["klus", "voor", "vanavond", "in", "de", "stad"] * 60)
    assert not near(one, (*one, "nog"))
    assert near(one[:60], (*one[:60], "nog"))


def test_a_header_in_the_line_of_the_text_stays() -> None:
    quoted = "Doorgestuurd: 'klus voor vannacht, 800 euro'. Kijk even mee in de telefoons van je kinderen"
    assert "kinderen" in core_words(normalise(quoted))
    assert "klus" in core_words(normalise(quoted))


def test_the_frame_of_a_word_outlives_its_spelling() -> None:
    assert len({frame(word) for word in ("vuurwerk", "vrwrk", "fuurwerk", "vuurrwerk")}) == 1


def test_of_a_long_text_no_more_than_the_beginning_is_compared() -> None:
    assert len(core_words(normalise("woord en nog een " * 10_000))) <= MOST_WORDS


@given(st.text(max_size=300))
def test_any_text_has_a_signature_and_is_like_itself(text: str) -> None:
    signature = sign(normalise(text))
    assert sign(normalise(text)) == signature
    assert likeness(signature.core, signature.core) == 1
    assert bool(signature.bands) <= (len(signature.core) >= SHORTEST)
    assert all(-(2**63) <= band < 2**63 for band in signature.bands)


@given(st.lists(st.sampled_from(ADVERT.split()), max_size=20), st.lists(st.sampled_from(ADVERT.split()), max_size=20))
def test_likeness_lies_between_0_and_1(one: list[str], other: list[str]) -> None:
    assert 0 <= likeness(one, other) <= 1


@given(st.text(max_size=200), st.text(max_size=200))
def test_differences_put_together_are_both_texts(earlier: str, text: str) -> None:
    found = differences(earlier, text)
    assert "".join(each.text for each in found if each.kind != "removed") == text
    assert "".join(each.text for each in found if each.kind != "added") == earlier


def test_bands_of_unrelated_texts_do_not_meet() -> None:
    texts = (
        ADVERT,
        "Wie rijdt er zaterdag mee naar de wedstrijd in de volgende stad, er is nog plek voor drie mensen in de auto",
        "Zoek iemand die vanavond een klus doet bij een voordeur, goed betaald, stuur me een bericht als je durft",
    )
    for one, other in combinations([set(sign(normalise(text)).bands) for text in texts], 2):
        assert not one & other
