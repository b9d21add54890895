from __future__ import annotations

import json
from typing import Any

import pytest

from service.demo.takedown import sound_requests
from service.domain.takedown.wire_reading import MAX_BYTES, read_file

SOUND = sound_requests()["recruitment"]


def edited(**changes: Any) -> bytes:  # noqa: ANN401  # any JSON
    return json.dumps(SOUND | changes).encode()


def test_a_sound_request_is_read_whole() -> None:
    file, faults = read_file(edited())
    assert file is not None
    assert faults == ()
    assert file.document()["items"][0]["item_id"] == "itm_1"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "one JSON text"),
        (b"", "one JSON text"),
        (b"[]", "one JSON object"),
        (b'"words"', "one JSON object"),
        (b"\xff{}", "UTF-8"),
        (edited()[:-1] + b', "state": "draft"}', "stands twice"),
        (edited().replace(b'"slug": "telegram"', b'"slug": "telegram", "slug": "tiktok"'), "stands twice"),
        (edited().replace(b"0.974", b"NaN"), "NaN"),
        (b"[" * 100_000, "one JSON text"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "one JSON text"),
        (edited() + b" " * MAX_BYTES, "1 MiB"),
    ],
)
def test_what_two_readers_could_take_in_two_ways_is_refused(content: bytes, told: str) -> None:
    file, faults = read_file(content)
    assert file is None
    assert [each.code for each in faults] == ["TD-101"]
    assert told in faults[0].detail


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"extra": 1}, "TD-101", "/extra"),
        ({"version": "5"}, "TD-101", "/version"),
        ({"version": 0}, "TD-101", "/version"),
        ({"id": "tdr_1"}, "TD-101", "/id"),
        ({"priority": "P9"}, "TD-103", "/priority"),
        ({"instrument": "removal_order"}, "TD-103", "/instrument"),
        ({"requested_action": ["remove_content", "remove_content"]}, "TD-101", "/requested_action"),
        ({"items": SOUND["items"] * 2}, "TD-101", "/items"),
        (
            {"items": [dict(SOUND["items"][0], first_observed_at="2026-11-21T20:31:40")]},
            "TD-102",
            "/items/0/first_observed_at",
        ),
        ({"items": [dict(SOUND["items"][0], posted_at=1_700_000_000)]}, "TD-102", "/items/0/posted_at"),
        ({"items": [dict(SOUND["items"][0], posted_at="9999-12-31T23:59:59-10:00")]}, "TD-102", "/items/0/posted_at"),
        ({"items": [dict(SOUND["items"][0], author={"handle": "a\u202eb"})]}, "TD-104", "/items/0/author/handle"),
    ],
)
def test_a_fault_of_form_is_told_by_its_rule_and_place(changes: dict[str, Any], code: str, pointer: str) -> None:
    _, faults = read_file(edited(**changes))
    assert [(each.code, each.pointer) for each in faults] == [(code, pointer)]


def test_a_dead_code_is_told_with_the_living_one() -> None:
    allegation = SOUND["allegation"] | {"dsa_category": "STATEMENT_CATEGORY_UNSAFE_AND_ILLEGAL_PRODUCTS"}
    _, faults = read_file(edited(allegation=allegation))
    assert "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS" in faults[0].detail


def test_hidden_characters_stay_in_an_excerpt() -> None:
    item = SOUND["items"][0] | {"excerpt": "stuur\u200b pb"}
    file, faults = read_file(edited(items=[item]))
    assert faults == ()
    assert file is not None
    assert file.items[0].excerpt == "stuur\u200b pb"
