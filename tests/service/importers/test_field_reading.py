"""Single fields: their types and bounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importers.field_reading import (
    MAX_TEXT,
    channel_name,
    key_of,
    locator_of,
    made_channel_id,
    name_of,
    poll_text,
    text_of,
)
from service.importers.refusing import PieceRefusedError


@pytest.mark.parametrize(
    ("reader", "value", "code"),
    [
        (text_of, 5, "field_type"),
        (text_of, ["x"], "field_type"),
        (text_of, "x" * (MAX_TEXT + 1), "text_too_long"),
        (text_of, "a\0b", "nul_byte"),
        (text_of, "a\ud83d", "lone_surrogate"),
        (name_of, {}, "field_type"),
        (name_of, True, "field_type"),
        (name_of, 1.5, "field_type"),
        (name_of, "x" * 301, "too_long"),
        (name_of, "\ud83d", "lone_surrogate"),
        (key_of, "x" * 201, "too_long"),
        (key_of, 10**300, "too_long"),
        (locator_of, "javascript:alert(1)", "locator_invalid"),
        (locator_of, "t.me/buurt/1", "locator_invalid"),
        (locator_of, "https://example.org/" + "x" * 2_000, "too_long"),
    ],
    ids=lambda value: getattr(value, "__name__", repr(value)[:30]),
)
def test_what_is_no_such_field_is_refused_with_its_reason(
    reader: Callable[[object, str], object], value: object, code: str
) -> None:
    with pytest.raises(PieceRefusedError) as refused:
        reader(value, "field")
    assert refused.value.stable_code == code


def test_absent_and_empty_names_are_none_and_numbers_their_digits() -> None:
    assert [name_of(value, "from") for value in (None, "", "  ", " Noor ", 12)] == [None, None, None, "Noor", "12"]
    assert key_of(10**199, "id") == "1" + "0" * 199


def test_a_text_stays_exactly_as_it_is() -> None:
    assert text_of("  \u200eé\r\n😀 ", "text") == "  \u200eé\r\n😀 "
    assert text_of("x" * MAX_TEXT, "text") == "x" * MAX_TEXT
    assert text_of(None, "text") == ""


def test_a_locator_is_a_whole_address_or_nothing() -> None:
    assert locator_of("HTTPS://example.org/1", "locator") == "HTTPS://example.org/1"
    assert locator_of("", "locator") is None


@pytest.mark.parametrize("value", [None, "", " ", "a\0", "\ud83d", [], 1.5, True], ids=repr)
def test_what_is_no_usable_channel_name_is_none(value: object) -> None:
    assert channel_name(value) is None


def test_a_long_channel_name_is_shortened_and_a_number_is_a_name() -> None:
    assert channel_name("x" * 500) == "x" * 300
    assert channel_name(12) == "12"


def test_a_made_channel_id_is_the_same_for_the_same_name_in_other_writing() -> None:
    assert made_channel_id("Café") == made_channel_id("CAFE\u0301")
    assert made_channel_id("Buurt") != made_channel_id("Straat")


def test_a_poll_is_its_question_and_a_line_for_each_option() -> None:
    assert poll_text("Wie komt?", ["Ik", "Jij"]) == "Wie komt?\n- Ik\n- Jij"


@given(st.one_of(st.text(st.characters()), st.integers(), st.floats(), st.none(), st.lists(st.text())))
def test_a_name_that_is_taken_can_be_stored(value: object) -> None:
    try:
        name = name_of(value, "from")
    except PieceRefusedError:
        return
    assert name is None or (1 <= len(name) <= 300 and "\0" not in name and name.encode())
