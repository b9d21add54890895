"""Which language a browser is answered in, and messages in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.locale.languages import LANGUAGES, Reader, gettext, in_words, ngettext, preferred, read_by
from service.locale.wording import worded

_DUTCH = Reader("nl")
_TAGS = st.sampled_from(["en", "nl", "nl-BE", "EN-us", "de", "fr-CA"])
_WEIGHTS = st.integers(min_value=0, max_value=1000)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("nl", "nl"),
        ("nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("NL-be", "nl"),
        ("en-GB,en;q=0.9,nl;q=0.8", "en"),
        ("de, nl;q=0.3", "nl"),
        ("en;q=0.2 , nl ; q=0.7", "nl"),
        ("nl;q=0", "en"),
        ("de,fr", "en"),
        ("*", "en"),
        ("nl;q=0.5,*;q=0.1", "nl"),
        ("nl;q=0.5,*", "en"),
        ("nl;q=7, en;q=0.1", "en"),
        ("nl;level=1", "en"),
        (";;,,q=1,nl-", "en"),
        ("nlx", "en"),
    ],
)
def test_a_header_asks_for_the_language_that_weighs_most(accept: str, language: str) -> None:
    assert preferred(accept, "en") == language


@given(st.text(max_size=200), st.sampled_from(sorted(LANGUAGES)))
def test_whatever_the_header_is_there_is_a_language(accept: str, otherwise: str) -> None:
    assert preferred(accept, otherwise) in LANGUAGES


@given(st.lists(st.tuples(_TAGS, _WEIGHTS), max_size=6), st.sampled_from(sorted(LANGUAGES)))
def test_no_language_that_lont_has_weighs_more_than_the_one_chosen(
    asked: list[tuple[str, int]], otherwise: str
) -> None:
    accept = ", ".join(f"{tag};q={weight / 1000:.3f}" for tag, weight in asked)
    served = [(tag[:2].lower(), weight) for tag, weight in asked if tag[:2].lower() in LANGUAGES and weight]
    best = max((weight for _, weight in served), default=0)
    first = next((tag for tag, weight in served if weight == best), otherwise)
    assert preferred(accept, otherwise) == first


def test_a_message_is_in_the_language_of_its_reader_and_english_to_nobody() -> None:
    assert gettext("Queue") == "Queue"
    with read_by(_DUTCH):
        assert gettext("Queue") == "Werkvoorraad"
        with read_by(Reader("en")):
            assert gettext("Queue") == "Queue"
        assert gettext("Queue") == "Werkvoorraad"
    assert gettext("Queue") == "Queue"


def test_no_words_stay_none() -> None:
    with read_by(_DUTCH):
        assert gettext("") == ""


@pytest.mark.parametrize(("number", "words"), [(0, "%(n)s berichten"), (1, "%(n)s bericht"), (2, "%(n)s berichten")])
def test_dutch_has_one_form_for_one_and_one_for_all_others(number: int, words: str) -> None:
    with read_by(_DUTCH):
        assert ngettext("%(n)s item", "%(n)s items", number) == words


def test_a_sentence_with_values_is_worded_anew_with_them() -> None:
    sentence = worded("The screenshot has more than {most} bytes.", most=1_048_576)
    assert sentence == "The screenshot has more than 1,048,576 bytes."
    assert in_words(sentence) == sentence
    with read_by(_DUTCH):
        assert in_words(sentence) == "De schermafdruk heeft meer dan 1.048.576 bytes."


def test_values_that_are_words_are_translated_too() -> None:
    sentence = worded("{detail} ({law})", detail=worded("There is no item {id}.", id="7"), law="DSA 16(1)")
    with read_by(_DUTCH):
        assert in_words(sentence) == "Er is geen bericht 7. (DSA 16(1))"


def test_a_value_with_braces_stays_as_it_is() -> None:
    with read_by(_DUTCH):
        assert in_words(worded("There is no item {id}.", id="{x}")) == "Er is geen bericht {x}."


def test_readers_at_the_same_time_do_not_meet() -> None:
    meet = Barrier(2)

    def read(language: str) -> list[str]:
        with read_by(Reader(language)):
            meet.wait()
            return [gettext("Queue") for _ in range(50)]

    with ThreadPoolExecutor(2) as threads:
        english, dutch = threads.map(read, ["en", "nl"])
    assert (set(english), set(dutch)) == ({"Queue"}, {"Werkvoorraad"})
