from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.contacts import find_contacts
from tests.support.extracting import assert_spans_lie_within, reading, said


@pytest.mark.parametrize(
    ("lang", "text", "span", "platform"),
    [
        ("nl", "dm voor info", "dm", "unknown"),
        ("nl", "stuur pm", "pm", "unknown"),
        ("nl", "app me", "app me", "unknown"),
        ("nl", "via snap", "snap", "snapchat"),
        ("nl", "alleen via Signal", "Signal", "signal"),
        ("en", "hmu on telegram", "hmu", "unknown"),
        ("de", "schreib mir", "schreib mir", "unknown"),
        ("sv", "skriv till mig", "skriv till mig", "unknown"),
        ("fr", "les prix en mp", "mp", "unknown"),
        ("sv", "skriv antal", "skriv", "unknown"),
        ("nl", "app op tijd", "app", "unknown"),
    ],
)
def test_words_tell_how_to_reach_the_writer(lang: str, text: str, span: str, platform: str) -> None:
    assert (span, {"kind": "word", "platform": platform}) in said(find_contacts, reading(text, lang))


def test_a_handle_is_kept_letter_for_letter() -> None:
    assert said(find_contacts, reading("bericht naar @V0orbeeld_33.")) == [
        ("@V0orbeeld_33", {"kind": "handle", "platform": "unknown", "handle": "V0orbeeld_33"})
    ]


def test_a_handle_behind_a_platform_has_its_platform() -> None:
    found = said(find_contacts, reading("snap: voor.beeld_33"))
    assert ("voor.beeld_33", {"kind": "handle", "platform": "snapchat", "handle": "voor.beeld_33"}) in found


@pytest.mark.parametrize(
    ("text", "platform"),
    [("https://t.me/voorbeeld_44", "telegram"), ("wa.me/0000", "whatsapp"), ("www.voorbeeld.example", "unknown")],
)
def test_a_link_has_its_platform(text: str, platform: str) -> None:
    assert said(find_contacts, reading(f"kijk op {text}")) == [
        (text, {"kind": "link", "platform": platform, "link": text})
    ]


def test_a_phone_number_loses_its_spaces_only() -> None:
    assert said(find_contacts, reading("+31 6 0000 0000")) == [
        ("+31 6 0000 0000", {"kind": "phone", "platform": "unknown", "number": "+31600000000"})
    ]


@pytest.mark.parametrize(
    "text", ["1000 2000 3000", "schiet een snapshot", "een signaal", "500@", "€ 1000", "", "31-12-2026"]
)
def test_other_numbers_and_words_are_no_contacts(text: str) -> None:
    assert said(find_contacts, reading(text)) == []


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_contacts, reading(text, lang))


@given(st.from_regex(r"@[A-Za-z][A-Za-z0-9_]{3,20}", fullmatch=True))
def test_any_handle_between_words_comes_back_as_written(handle: str) -> None:
    handles = {value.get("handle") for _, value in said(find_contacts, reading(f"zie {handle} nu"))}
    assert not handles or handles <= {handle[1:], None}
