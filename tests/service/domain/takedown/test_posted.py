from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from service.domain.takedown.content import read_content
from service.domain.takedown.notice_words import WORDS
from service.domain.takedown.posted import NoticeType, posted_bytes, posted_notice
from service.domain.takedown.vocabulary import CaseCategory, Language
from tests.support.takedown_content import changed, complete_document

REQUEST = "tdr_019ab3c0-7d10-7c11-8a01-0d5f6f0a1b01"
OF_CODES = {"item_id", "case_category", "content_types", "requested_action", "role", "language", "posted_at"}
"""Fields that the text says in words."""


def posted(document: dict[str, Any]) -> dict[str, Any]:
    return posted_notice(REQUEST, read_content(document))


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401  # JSON
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, name)
    elif value is not None:
        yield name, str(value)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("category", CaseCategory)
def test_whatever_is_posted_stands_in_the_text_as_well(category: CaseCategory, language: Language) -> None:
    data = posted(complete_document(category, language))
    text, words = data.pop("text"), WORDS[language]
    assert data.pop("subject").endswith(f"({REQUEST})")
    for name, value in leaves(data):
        assert name in OF_CODES or value.strip() in text, name
    assert words.cases[category] in text
    assert all(words.actions[each] in text for each in data["requested_action"])
    assert "2026-11-21 20:14:09" in text
    assert data["items"][0]["posted_at"] == "2026-11-21T20:14:09+00:00"


def test_the_ids_of_items_are_those_by_which_a_platform_answers() -> None:
    (item,) = posted(complete_document())["items"]
    assert item["item_id"] == "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a"


def test_nothing_of_detection_safety_or_evidence_is_posted() -> None:
    document = changed(complete_document(), "/safety/threat_to_life", "possible")
    told = json.dumps(posted(document))
    for inner in ("detection", "safety", "threat", "police", "evidence", "sha256", "priority", "score", "usr_"):
        assert inner not in told


def test_the_bytes_are_the_same_each_time_and_say_what_they_are() -> None:
    data = posted(complete_document())
    at = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=1)))
    body = posted_bytes(NoticeType.NOTICE, at, data)
    assert body == posted_bytes(NoticeType.NOTICE, there, posted(complete_document()))
    assert json.loads(body) == {"type": "takedown.notice", "timestamp": "2026-11-21T21:05:00Z", "data": data}
