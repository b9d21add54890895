from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.domain.takedown.content import RequestContent, content_document, read_content
from service.domain.takedown.proposals import proposal_for
from service.domain.takedown.vocabulary import CaseCategory, Language
from tests.support.takedown_content import changed, complete_document

DOCUMENT = complete_document()
BARE_ITEM = {"item_id": "itm_" + "1" * 32, "first_observed_at": "2026-11-21T20:31:40+01:00"}


def test_content_survives_the_database_unchanged() -> None:
    content = read_content(DOCUMENT)
    assert read_content(json.loads(json.dumps(content_document(content)))) == content


@pytest.mark.parametrize("category", CaseCategory)
def test_a_draft_may_be_incomplete(category: CaseCategory) -> None:
    content = read_content(
        {
            "case_category": category,
            "platform": {"slug": "telegram"},
            "items": [BARE_ITEM],
            "allegation": proposal_for(category, Language.EN).allegation.model_dump(mode="json"),
        }
    )
    assert content.bona_fide is None
    assert content.safety.threat_to_life is None
    assert content.items[0].locator.url is None


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/items/0/item_id", "itm_"),
        ("/items/0/item_id", "itm_" + "a" * 33),
        ("/items/0/locator/url", "https://t.me/\u202ekanaal/1"),
        ("/items/0/locator/url", "https://t.me/kanaal/1\n"),
        ("/items/0/locator/url", "https://t.me/" + "a" * 2048),
        ("/items/0/locator/canonical_url", "https://t.me/\u200bkanaal"),
        ("/items/0/locator/container_name", "@kan\u2066aal"),
        ("/items/0/author/handle", "@iem\u0000and"),
        ("/items/0/author/handle", "@\u200fiemand"),
        ("/items/0/author/handle", ""),
        ("/items/0/excerpt", "x" * 4001),
        ("/items/0/excerpt", "nul \u0000"),
        ("/items/0/excerpt", "half \ud800"),
        ("/items/0/posted_at", "2026-11-21T20:14:09"),
        ("/items/0/posted_at", 1_795_000_000),
        ("/items/0/evidence/0/sha256", "AB" * 32),
        ("/items/0/content_types", ["CONTENT_TYPE_TEXT", "CONTENT_TYPE_TEXT"]),
        ("/items", [BARE_ITEM, BARE_ITEM]),
        ("/items", [{**BARE_ITEM, "item_id": f"itm_{number:032x}"} for number in range(101)]),
        ("/allegation/explanation", "x" * 5001),
        ("/allegation/explanation", "stil \u202e om"),
        ("/allegation/dsa_category", "STATEMENT_CATEGORY_UNSAFE_AND_ILLEGAL_PRODUCTS"),
        ("/allegation/territorial_scope", ["US"]),
        ("/allegation/language", "fr"),
        ("/notifier/legal_name", 7),
        ("/detection/score", 1.2),
        ("/detection/score", "0.5"),
        ("/detection/automated_detection", True),
        ("/bona_fide/text", "te kort"),
        ("/bona_fide/confirmed_by", "Jan de Vries"),
        ("/safety/threat_to_life", "maybe"),
        ("/instrument", "removal_order"),
        ("/onbekend", "veld"),
        ("/items/0/onbekend", "veld"),
    ],
)
def test_what_does_not_fit_is_refused_and_not_repeated(pointer: str, value: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_content(changed_raw(pointer, value))
    assert str(value) not in str(refusal.value) or len(str(value)) < 5


def changed_raw(pointer: str, value: object) -> dict[str, Any]:
    document: dict[str, Any] = changed(DOCUMENT, "/items/0/author", {"handle": "@iemand"})
    *path, last = pointer.strip("/").split("/")
    place: Any = document
    for step in path:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[last] = value
    return document


def test_text_comes_into_one_form() -> None:
    document = changed(DOCUMENT, "/notifier/legal_name", "Cafe\u0301")
    document = changed(document, "/allegation/explanation", "een\r\ntwee")
    content = read_content(document)
    assert content.notifier.legal_name == "Café"
    assert content.allegation.explanation == "een\ntwee"


def test_an_excerpt_keeps_what_hides_in_it() -> None:
    document = changed(DOCUMENT, "/items/0/excerpt", "kna\u200bl \u202e om")
    assert read_content(document).items[0].excerpt == "kna\u200bl \u202e om"


def test_content_cannot_be_changed_in_place() -> None:
    content = read_content(DOCUMENT)
    with pytest.raises(ValidationError):
        content.allegation = read_content(DOCUMENT).allegation  # type: ignore[misc]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    max_leaves=5,
)


@given(
    st.sampled_from(["platform", "items", "allegation", "notifier", "safety", "bona_fide", "requested_action"]),
    JSON_VALUES,
)
def test_no_json_raises_anything_but_a_refusal(field: str, value: object) -> None:
    try:
        content = read_content({**DOCUMENT, field: value})
    except ValidationError:
        return
    assert isinstance(content, RequestContent)
