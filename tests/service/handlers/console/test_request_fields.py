"""The fields of a request as pages name them: every pointer of a rule has its place, every code its words."""

from __future__ import annotations

import pytest

from service.domain.takedown.vocabulary import ClassBasis, PoliceStatus, ThreatToLife
from service.handlers.console.forms import RequestForm
from service.handlers.console.request_fields import FIELD_WORDS, form_changes, place_of, value_in_words


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("/items/0/locator/url", "url"),
        ("/items/3/locator/canonical_url", "url"),
        ("/items/0/locator/additional_info", "additional_info"),
        ("/items/0/excerpt", "excerpt"),
        ("/items/0/evidence/2/sha256", "evidence"),
        ("/items/0/posted_at", "evidence"),
        ("/items", "saw_original"),
        ("/allegation/explanation", "explanation"),
        ("/allegation/legal_grounds/1/text_checked_on", "legal_grounds"),
        ("/allegation/dsa_keywords/0", "categories"),
        ("/delivery_channel", "delivery_channel"),
        ("/safety/police_notification/status", "police_status"),
        ("/safety/deconfliction/status", "deconfliction"),
        ("/notifier/email", "notifier"),
        ("/bona_fide", "bona_fide"),
        ("/lawfulness/disclosure_basis", "lawfulness"),
        ("/platform/visibility", "other"),
        ("", "other"),
    ],
)
def test_each_place_of_the_content_is_shown_at_one_field(pointer: str, field: str) -> None:
    assert place_of(pointer) == field
    assert field in FIELD_WORDS


@pytest.mark.parametrize(
    ("field", "codes"),
    [("threat_to_life", ThreatToLife), ("police_status", PoliceStatus), ("firework_class_basis", ClassBasis)],
)
def test_codes_are_told_in_words(field: str, codes: type[ThreatToLife | PoliceStatus | ClassBasis]) -> None:
    for code in codes:
        words = value_in_words(field, code)
        assert words
        assert "_" not in words


def test_two_forms_differ_in_the_fields_that_do_and_not_in_their_versions() -> None:
    stored = RequestForm(version=3, explanation="een zin", police_status=PoliceStatus.REQUIRED)
    typed = RequestForm(
        version=2, explanation="een andere zin", police_status=PoliceStatus.REQUIRED, preserve_data=True
    )
    found = form_changes(stored, typed)
    assert [(each.title, each.before, each.after) for each in found] == [
        ("Why it is illegal", "een zin", "een andere zin"),
        ("Keep the data", "no", "yes"),
    ]
