from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.contacts import find_contacts
from service.domain.contacts import Contact, ContactKind, contacts_said
from tests.support.extracting import reading


def read(text: str, platform: str = "telegram", lang: str = "nl") -> list[Contact]:
    """Return the contacts of a text, as its entities have them."""
    message = reading(text, lang)
    entities: list[dict[str, Any]] = []
    for found in find_contacts(message):
        start, end = message.text.to_original(found.start, found.end)
        entities.append({"type": found.type, "start": start, "end": end, "value": found.value})
    return [contact for contact, _ in contacts_said(entities, platform, lang)]


HANDLE = Contact(ContactKind.HANDLE, "telegram", "voorbeeld_lont")


@pytest.mark.parametrize(
    "text",
    [
        "stuur @voorbeeld_lont",
        "stuur @Voorbeeld_LONT",
        "tg: voorbeeld_lont",
        "kijk op t.me/voorbeeld_lont",
        "https://t.me/Voorbeeld_Lont/17",
        "https://www.telegram.me/s/voorbeeld_lont/",
    ],
)
def test_spellings_of_one_handle_are_one_contact(text: str) -> None:
    assert set(read(text)) == {HANDLE}


def test_a_handle_is_one_where_it_was_posted_unless_the_message_names_another_platform() -> None:
    assert set(read("stuur @voorbeeld_lont", "snapchat")) == {Contact(ContactKind.HANDLE, "snapchat", "voorbeeld_lont")}
    assert set(read("stuur me op telegram @voorbeeld_lont", "snapchat")) == {HANDLE}
    assert set(read("snap: voorbeeld_lont")) == {Contact(ContactKind.HANDLE, "snapchat", "voorbeeld_lont")}


@pytest.mark.parametrize("text", ["dm me", "stuur pb of app me", "add me op snap", "alleen telegram", "t.me/", "@"])
def test_words_for_a_chat_and_names_of_platforms_are_no_contacts(text: str) -> None:
    assert [contact for contact in read(text) if contact.kind == ContactKind.HANDLE] == []


@pytest.mark.parametrize(
    "text", ["06-00000000", "+31 6 00000000", "0031600000000", "+31(0)600000000", "wa.me/31600000000"]
)
def test_spellings_of_one_phone_number_are_one_contact(text: str) -> None:
    assert set(read(f"bel {text}")) == {Contact(ContactKind.PHONE, "", "+31600000000")}


def test_a_number_without_a_country_is_of_the_country_of_the_language() -> None:
    assert read("ring 0700000000", lang="sv") == [Contact(ContactKind.PHONE, "", "+46700000000")]
    assert read("ring 0700000000", lang="nl") == [Contact(ContactKind.PHONE, "", "0700000000")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://voorbeeld.example/lijst/", "www.voorbeeld.example/lijst", True),
        ("https://VOORBEELD.example/lijst#boven", "http://voorbeeld.example/lijst", True),
        ("https://voorbeeld.example/lijst/1", "https://voorbeeld.example/lijst/2", False),
        ("t.me/+AbCdVerzonnen", "https://t.me/+AbCdVerzonnen", True),
        ("t.me/+AbCdVerzonnen", "t.me/+abcdverzonnen", False),
        ("t.me/joinchat/AbCd", "t.me/joinchat/EfGh", False),
        ("Iemand@voorbeeld.example", "iemand@VOORBEELD.example", True),
    ],
)
def test_links_are_the_same_where_they_lead_to_the_same(one: str, other: str, same: bool) -> None:
    (first,), (second,) = set(read(one)), set(read(other))
    assert {first.kind, second.kind} == {ContactKind.LINK}
    assert (first == second) == same


def test_two_queries_of_one_address_are_two_links() -> None:
    links = [{"kind": "link", "link": f"https://voorbeeld.example/lijst?nr={number}"} for number in (1, 2)]
    said = contacts_said([{"type": "contact", "start": 0, "end": 1, "value": each} for each in links], "telegram", "nl")
    assert len({contact.value for contact, _ in said}) == 2


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["handle", "phone", "link", "word", "new_kind"]),
                "platform": st.sampled_from(["telegram", "unknown"]),
                "handle": st.text(max_size=40),
                "number": st.text(max_size=40),
                "link": st.text(max_size=80) | st.sampled_from(["http://[", "https://t.me/%ff", "//", "mailto:"]),
            }
        ),
        max_size=4,
    ),
    st.sampled_from(["nl", "xx", None]),
)
def test_whatever_was_read_makes_a_contact_or_none(values: list[dict[str, Any]], lang: str | None) -> None:
    entities = [{"type": "contact", "start": 0, "end": 1, "value": each} for each in values]
    for contact, text in contacts_said(entities, "telegram", lang):
        assert contact.value
        assert text
        again = [{"type": "contact", "start": 0, "end": 1, "value": {"kind": "handle", "handle": contact.value}}]
        if contact.kind == ContactKind.HANDLE:
            assert [each.value for each, _ in contacts_said(again, "telegram", lang)] == [contact.value]
