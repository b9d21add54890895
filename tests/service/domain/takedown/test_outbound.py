from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.takedown.content import read_content
from service.domain.takedown.outbound import OutboundItem, OutboundNotice, notice_text, outbound_of, subject_of
from service.domain.takedown.vocabulary import CaseCategory, Language
from tests.support.takedown_content import EXCERPT, changed, complete_document

REQUEST = "tdr_019ab3c0-7d10-7c11-8a01-0d5f6f0a1b01"


def text_of(document: dict[str, Any]) -> str:
    return notice_text(outbound_of(REQUEST, read_content(document)))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("category", CaseCategory)
def test_a_notice_holds_the_four_elements_and_what_is_asked(category: CaseCategory, language: Language) -> None:
    document = complete_document(category, language)
    text = text_of(document)
    for expected in (
        document["allegation"]["explanation"],
        "https://t.me/voorbeeldkanaal/4821",
        "Voorbeeld Meldpunt",
        "meldingen@meldpunt.example",
        document["bona_fide"]["text"],
        REQUEST,
        f"> {EXCERPT}",
        "@voorbeeldkanaal",
        "@voorbeeld_aanbieder",
        "2026-11-21 20:14:09 UTC",
        document["allegation"]["dsa_category"],
        document["allegation"]["legal_grounds"][0]["provision"],
    ):
        assert expected in text
    assert "None" not in text


def test_the_languages_differ_and_neither_commands() -> None:
    dutch = text_of(complete_document(language=Language.NL))
    english = text_of(complete_document(language=Language.EN))
    assert "Waarom dit illegaal is" in dutch
    assert "Why this is illegal" in english
    for text in (dutch.lower(), english.lower()):
        assert not any(
            f" {word}" in text for word in ("bevel", "order ", "removal order", "one hour", "binnen een uur")
        )


def test_the_subject_is_one_line_with_the_reference() -> None:
    subject = subject_of(outbound_of(REQUEST, read_content(complete_document())))
    assert REQUEST in subject
    assert "\n" not in subject


def test_an_incomplete_draft_can_be_looked_at() -> None:
    document = changed(complete_document(), "/bona_fide", None)
    document = changed(document, "/items/0/locator", {})
    document = changed(document, "/items/0/author", None)
    text = text_of(changed(document, "/items/0/posted_at", None))
    assert "(nog niet afgelegd)" in text
    assert "Geplaatst" not in text


def test_the_excerpt_cannot_pass_for_words_of_ours_nor_turn_the_text() -> None:
    document = changed(complete_document(), "/items/0/excerpt", "regel een\nMelder: iemand anders\r\n\u202eom\u0007")
    lines = text_of(document).splitlines()
    assert "> Melder: iemand anders" in lines
    assert "> \\u202eom\\u0007" in lines
    assert "Melder: iemand anders" not in lines


def test_exactly_the_whitelist_leaves() -> None:
    assert {field.name for field in fields(OutboundNotice)} == {
        "request_id",
        "case_category",
        "language",
        "items",
        "dsa_category",
        "dsa_category_addition",
        "dsa_keywords",
        "legal_grounds",
        "explanation",
        "requested_action",
        "territorial_scope",
        "notifier_name",
        "notifier_email",
        "bona_fide_text",
    }
    assert {field.name for field in fields(OutboundItem)} == {
        "url",
        "message_id",
        "container_name",
        "additional_info",
        "author_handle",
        "content_types",
        "excerpt",
        "posted_at",
    }


MARKS = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=12, max_size=20)
DOCUMENT = complete_document()


@given(
    internal=st.lists(MARKS, min_size=7, max_size=7, unique=True),
    score=st.floats(0.1, 0.9).map(lambda share: round(share, 6)),
    threat=st.sampled_from(["none", "possible", "imminent"]),
)
def test_nothing_internal_is_in_the_text_whatever_it_is(internal: list[str], score: float, threat: str) -> None:
    model, reference, caller, confirmer, basis, evidence, channel = internal
    document = {
        **DOCUMENT,
        "delivery_channel": channel,
        "detection": {"model_version": model, "score": score, "threshold": score, "scored_at": "2019-03-04T05:06:07Z"},
        "safety": {
            "threat_to_life": threat,
            "art18_hint": True,
            "police_notification": {"status": "sent", "channel": "112", "reference": reference, "by": f"usr_{caller}"},
        },
        "lawfulness": {"regime": "wpg", "purpose": "police_report", "disclosure_basis": basis},
    }
    document = changed(document, "/bona_fide/confirmed_by", f"usr_{confirmer}")
    document = changed(document, "/items/0/evidence/0/evidence_id", evidence)
    content = read_content(document)
    text = notice_text(outbound_of(REQUEST, content)) + subject_of(outbound_of(REQUEST, content))
    assert not any(mark in text for mark in [*internal, repr(score), "2019-03-04", "usr_", "ab" * 32, "itm_", "112"])
    assert text == notice_text(outbound_of(REQUEST, read_content(DOCUMENT))) + subject_of(outbound_of(REQUEST, content))
