"""What is shared, in each format: read back by the libraries of those who get it, and held back where it leaks."""

from __future__ import annotations

import csv
import io
import json
import warnings
from datetime import UTC, datetime
from typing import Any

import pytest
import stix2
from pymisp import MISPEvent, MISPObject

from service.domain.takedown.content import read_content
from service.domain.takedown.misp import misp_event
from service.domain.takedown.shared import SharedNotice, shared_leaks, shared_of
from service.domain.takedown.shared_files import CSV_COLUMNS, shared_csv, shared_json
from service.domain.takedown.stix import stix_bundle
from service.domain.tlp import Tlp
from tests.support.takedown_content import ANALYST, EXCERPT, HASH, NOW, changed, complete_document

_ID = "tdr_019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f"
_INTERNAL = changed(
    changed(complete_document(), "/safety/police_notification", {"status": "sent", "reference": "PL0600-2026118"}),
    "/detection",
    {"model_version": "2026.11.1-x", "score": 0.9741, "threshold": 0.9123},
)
_PEOPLE = frozenset({ANALYST, "j.voorbeeld"})
_WRITERS = (misp_event, stix_bundle, shared_csv, shared_json)
_TEXTS = (
    "/allegation/explanation",
    "/allegation/legal_grounds/0/law",
    "/allegation/legal_grounds/0/law_id",
    "/allegation/legal_grounds/0/provision",
    "/notifier/legal_name",
    "/notifier/email",
    "/bona_fide/text",
    "/items/0/excerpt",
    "/items/0/locator/additional_info",
    "/items/0/locator/url",
    "/items/0/locator/message_id",
    "/items/0/locator/container_name",
    "/items/0/author/handle",
)
_AT_THE_PLATFORM = frozenset({"/notifier/email", *_TEXTS[-4:]})
"""Where a number may be the address of something, and is looked at no further."""


def _shared(document: dict[str, Any] = _INTERNAL, tlp: Tlp = Tlp.AMBER_STRICT) -> SharedNotice:
    return shared_of(_ID, read_content(document), datetime(2026, 11, 21, 21, 1, tzinfo=UTC), NOW, tlp)


def _planted(pointer: str, words: str) -> dict[str, Any]:
    before = "Een verklaring die lang genoeg is om bewaard te worden:" if pointer == "/bona_fide/text" else "Zie"
    return changed(_INTERNAL, pointer, f"{before} {words} en verder")


def _found(document: dict[str, Any]) -> list[str]:
    return [pointer for pointer, _ in shared_leaks(_shared(document), read_content(document), _PEOPLE)]


def test_a_clean_notice_passes() -> None:
    assert _found(_INTERNAL) == []


@pytest.mark.parametrize("pointer", _TEXTS)
@pytest.mark.parametrize(
    "words",
    [ANALYST, "usr_9d4e2b8c", "J.Voorbeeld", "0.9741", "0,974", "2026.11.1-x", "PL0600-2026118", "score: 0.97"],
)
def test_people_scores_models_and_police_references_are_found_in_every_text(pointer: str, words: str) -> None:
    place = pointer.rpartition("/")[0] if "legal_grounds" in pointer else pointer
    assert _found(_planted(pointer, words)) == [place]


@pytest.mark.parametrize("pointer", _TEXTS)
@pytest.mark.parametrize("words", ["+31 6 00 00 00 00", "06-00000000", "Verzonnenlaan 7"])
def test_phones_and_homes_are_found_wherever_they_are_no_address_at_the_platform(pointer: str, words: str) -> None:
    place = pointer.rpartition("/")[0] if "legal_grounds" in pointer else pointer
    assert _found(_planted(pointer, words)) == ([] if pointer in _AT_THE_PLATFORM else [place])


@pytest.mark.parametrize("write", _WRITERS)
def test_nothing_internal_stands_in_any_format(write: Any) -> None:  # noqa: ANN401  # a writer
    text = write(_shared())
    for secret in (ANALYST, "0.9741", "0.9123", "2026.11.1-x", "PL0600-2026118", "threat_to_life", "AVG 6(1)(f)", "P1"):
        assert secret not in text
    for told in (EXCERPT, _ID, "https://t.me/voorbeeldkanaal/4821", HASH):
        assert told in text


def test_misp_takes_the_event_and_its_objects_strictly() -> None:
    event = MISPEvent(strict_validation=False)
    event.from_json(misp_event(_shared()))
    assert {tag.name for tag in event.tags} == {
        "tlp:amber+strict",
        'takedown:category="explosive_attack_recruitment"',
    }
    assert int(event.distribution) == 0
    assert [each.name for each in event.objects] == ["chat-message", "user-account"]
    for each in event.objects:
        strict = MISPObject(each.name, strict=True)
        assert (each.template_uuid, str(each.template_version)) == (strict.template_uuid, str(strict.template_version))
        for attribute in each.attributes:
            made = strict.add_attribute(attribute.object_relation, value=attribute.value)
            assert made is not None
            assert made.type == attribute.type
            assert attribute.to_ids is False
        assert strict.to_json()  # raises where a required attribute is missing


@pytest.mark.parametrize("tlp", list(Tlp))
def test_stix_reads_the_bundle_back(tlp: Tlp) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        bundle = stix2.parse(stix_bundle(_shared(tlp=tlp)), allow_custom=True)
    kinds = [each["type"] for each in bundle.objects]
    assert sorted(kinds) == sorted(
        [
            *("marking-definition", "identity", "extension-definition", "x-chat-post", "url", "user-account"),
            *("observed-data", "note", "grouping"),
        ]
    )
    ids = {each["id"] for each in bundle.objects}
    for each in bundle.objects:
        assert set(each.get("object_refs", [])) <= ids
        assert set(each.get("object_marking_refs", [])) <= ids
    grouping = next(each for each in bundle.objects if each["type"] == "grouping")
    assert grouping["external_references"][0]["external_id"] == _ID
    marking = next(each for each in bundle.objects if each["type"] == "marking-definition")
    assert (marking["id"], marking["name"]) == (grouping["object_marking_refs"][0], f"TLP:{tlp.value.upper()}")


def test_the_same_request_gives_the_same_ids_so_that_a_second_import_updates_the_first() -> None:
    assert stix_bundle(_shared()) == stix_bundle(_shared())
    assert misp_event(_shared()) == misp_event(_shared())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "'"])
def test_no_cell_can_be_taken_for_a_formula(sign: str) -> None:
    document = changed(_INTERNAL, "/items/0/excerpt", f"{sign}HYPERLINK(1)")
    document = changed(document, "/items/0/author/handle", "@verzonnen")
    (row,) = csv.DictReader(io.StringIO(shared_csv(_shared(document)), newline=""))
    assert row["excerpt"] == f"'{sign}HYPERLINK(1)"
    assert row["author_handle"] == "'@verzonnen"
    assert tuple(row) == CSV_COLUMNS
    assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_json_holds_the_whitelist_and_nothing_else() -> None:
    told = json.loads(shared_json(_shared()))
    assert (told["tlp"], told["platform"], told["items"][0]["captures"][0]["sha256"]) == (
        "TLP:AMBER+STRICT",
        "telegram",
        HASH,
    )
    assert set(told) == {
        *("format", "tlp", "platform", "request_id", "case_category", "language", "items", "dsa_category"),
        *("dsa_category_addition", "dsa_keywords", "legal_grounds", "explanation", "requested_action"),
        *("territorial_scope", "notifier_name", "notifier_email", "bona_fide_text"),
    }


def test_a_post_of_unknown_time_number_and_author_is_shared_too() -> None:
    document = changed(_INTERNAL, "/items/0/author", None)
    document = changed(changed(document, "/items/0/posted_at", None), "/items/0/locator/message_id", None)
    document = changed(
        changed(document, "/bona_fide", None), "/items/0/excerpt", "\U0001f4a5 \u0645\u0631\u062d\u0628\u0627"
    )
    for write in _WRITERS:
        assert "\U0001f4a5" in write(_shared(document))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        stix2.parse(stix_bundle(_shared(document)), allow_custom=True)
    event = MISPEvent()
    event.from_json(misp_event(_shared(document)))
    assert "when it was posted is unknown" in event.objects[0].comment
