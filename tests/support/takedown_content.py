"""Takedown requests for tests: complete ones, and what the rules need to know around them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from service.domain.messages import Platform
from service.domain.takedown.content import RequestContent, content_document, read_content
from service.domain.takedown.judging import Judged
from service.domain.takedown.locators import read_locator
from service.domain.takedown.proposals import proposal_for
from service.domain.takedown.vocabulary import CaseCategory, ClassBasis, Language

__all__ = ["ANALYST", "APPROVER", "EXCERPT", "HASH", "ITEM", "NOW", "changed", "complete_document", "judged"]

NOW = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)
ANALYST = "usr_analyst-0017"
APPROVER = "usr_approver-0004"
ITEM = "itm_" + "0a" * 16
HASH = "ab" * 32
EXCERPT = "Gezocht: twee man voor een knal bij een voordeur, materiaal ligt klaar, stuur een bericht"


def _item(platform: Platform, url: str) -> dict[str, Any]:
    reading = read_locator(platform, url)
    return {
        "item_id": ITEM,
        "locator": {
            "url": url,
            "canonical_url": reading.canonical_url,
            "message_id": reading.message_id,
            "container_name": reading.container_name,
        },
        "author": {"handle": "@voorbeeld_aanbieder"},
        "excerpt": EXCERPT,
        "posted_at": "2026-11-21T20:14:09Z",
        "first_observed_at": "2026-11-21T20:31:40Z",
        "last_verified_live_at": (NOW - timedelta(minutes=5)).isoformat(),
        "evidence": [
            {"evidence_id": "ev_1", "kind": "text", "sha256": HASH, "captured_at": "2026-11-21T20:33:02Z"},
        ],
    }


def complete_document(
    category: CaseCategory = CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT, language: Language = Language.NL
) -> dict[str, Any]:
    """Return the content of a request that passes every rule, as JSON values."""
    basis = ClassBasis.SELLER_CLAIM if category is CaseCategory.F4_FIREWORK_SALE else None
    proposal = proposal_for(category, language, ["een knal bij een voordeur", "materiaal ligt klaar"], basis)
    return {
        "case_category": category.value,
        "delivery_channel": "telegram.email",
        "platform": {"slug": "telegram", "surface": "public_channel", "visibility": "public"},
        "items": [_item(Platform.TELEGRAM, "https://t.me/voorbeeldkanaal/4821")],
        "allegation": proposal.allegation.model_dump(mode="json"),
        "requested_action": list(proposal.requested_action),
        "notifier": {
            "kind": "private_entity",
            "legal_name": "Voorbeeld Meldpunt",
            "email": "meldingen@meldpunt.example",
        },
        "bona_fide": {
            "text_id": proposal.bona_fide.text_id,
            "text": proposal.bona_fide.text,
            "confirmed_by": ANALYST,
            "confirmed_at": "2026-11-21T21:00:10Z",
        },
        "detection": {"model_version": "2026.11.1", "score": 0.9741, "threshold": 0.9},
        "safety": {"threat_to_life": "none"},
        "lawfulness": {"disclosure_basis": "AVG 6(1)(f)"},
    }


def changed(document: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    """Return a copy of a document with another value at a JSON Pointer."""
    copy = content_document(read_content(document))
    *path, last = pointer.strip("/").split("/")
    place: Any = copy
    for step in path:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return copy


def judged(document: dict[str, Any], **circumstances: Any) -> Judged:  # noqa: ANN401 - whatever the dataclass takes
    """Return a document with circumstances in which every rule holds, some of them replaced."""
    content: RequestContent = read_content(document)
    given = {
        "now": NOW,
        "priority": "P1",
        "actor": APPROVER,
        "confirmed_by": frozenset({ANALYST}),
        "saw_original": True,
        "last_edit_at": NOW - timedelta(minutes=10),
        "stored_hashes": frozenset({HASH}),
        "captured_texts": {ITEM: f"Ey. {EXCERPT}!"},
    }
    return Judged(content=content, **{**given, **circumstances})
