"""Drafts the content of a takedown request from a confirmed item, and changes it as people edit."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from service.domain.decisions import DecisionRecord
from service.domain.escalations import EscalationRecord
from service.domain.evidence import EvidenceRecord
from service.domain.items import ItemRecord, Visibility
from service.domain.messages import Platform
from service.domain.takedown.content import (
    CaseCategory,
    Detection,
    EvidenceRef,
    Lawfulness,
    NoticeItem,
    NoticeLocator,
    PlatformPart,
    PoliceNotification,
    RequestContent,
    Safety,
    content_document,
    read_content,
)
from service.domain.takedown.locators import LocatorKind, LocatorReading, read_locator
from service.domain.takedown.proposals import proposal_for
from service.domain.takedown.texts import hides_something
from service.domain.takedown.vocabulary import (
    EvidenceKind,
    Language,
    PoliceChannel,
    PoliceStatus,
    RequestedAction,
    ThreatToLife,
)
from service.errors import Fault
from service.request_errors import RequestInvalidError
from service.services.takedown.inputs import RequestEdit
from service.services.takedown.office import Office

__all__ = ["CATEGORY_OF", "Source", "draft_content", "edited", "item_reference", "with_office", "withdrawn_statement"]

CATEGORY_OF = {
    "recruitment": CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT,
    "f4_sale": CaseCategory.F4_FIREWORK_SALE,
}
"""Which case a confirmed label makes; the first label of a decision counts."""
_LONGEST_EXCERPT = 4_000
_LONGEST_CANONICAL = 2_000
"""What the table of items takes; by a longer address no duplicate is found."""
_FRAGMENTS = 3
_LEAST_FRAGMENT = 12
_AROUND = 40
"""Characters shown on both sides of a marked word, so that a quote reads as words and not as a syllable."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a draft is made from."""

    item: ItemRecord
    decision: DecisionRecord
    """The one that holds, with at least one label."""
    evidence: Sequence[EvidenceRecord]
    handle: str | None
    """Plain handle of the author; needed to find the message where its address does not tell."""
    escalation: EscalationRecord | None = None
    """What was noted when it was escalated."""


def item_reference(item: ItemRecord) -> str:
    """Return the id of an item inside requests."""
    return f"itm_{item.id.hex}"


def draft_content(source: Source, office: Office, now: datetime) -> RequestContent:
    """Return the content of a new draft; what is not known stays empty and is named by the rules."""
    item = source.item
    category = CATEGORY_OF[source.decision.labels[0]]
    proposal = proposal_for(category, Language.NL, _fragments(item))
    channels = office.channels_of(item.platform)
    return RequestContent(
        case_category=category,
        delivery_channel=channels[0].id if channels else None,
        platform=PlatformPart(slug=Platform(item.platform), visibility=Visibility(item.visibility)),
        items=(_notice_item(source, now),),
        allegation=proposal.allegation,
        requested_action=proposal.requested_action,
        notifier=office.notifier,
        detection=_detection(item, source.decision.labels[0]),
        safety=_safety(source, category),
        lawfulness=Lawfulness(disclosure_basis=office.disclosure_basis),
    )


def edited(content: RequestContent, edit: RequestEdit, actor: str, now: datetime) -> RequestContent:
    """Return the content with an edit applied.

    A change of what the platform reads takes back the statement of good faith.

    Raises
    ------
    RequestInvalidError
        With every value that does not fit its field.
    """
    document = content_document(content)
    for name, change in _CHANGES.items():
        value = getattr(edit, name)
        if value is not None:
            change(document, value)
    if edit.police_status in {PoliceStatus.SENT, PoliceStatus.ACKNOWLEDGED}:
        told = document["safety"]["police_notification"]
        told["by"], told["sent_at"] = actor, told["sent_at"] or now.isoformat()
    _settle_locators(document)
    if any(document[part] != content_document(content)[part] for part in ("items", "allegation")):
        document["bona_fide"] = None
    return _checked(document)


def withdrawn_statement(content: RequestContent) -> RequestContent:
    """Return the content without its statement of good faith, for a request that goes back to review."""
    return content.model_copy(update={"bona_fide": None})


def with_office(content: RequestContent, office: Office) -> RequestContent:
    """Return the content with what the operator states now, so that a draft does not keep an old name or none."""
    lawfulness = content.lawfulness.model_copy(update={"disclosure_basis": office.disclosure_basis})
    return content.model_copy(update={"notifier": office.notifier, "lawfulness": lawfulness})


def _notice_item(source: Source, now: datetime) -> NoticeItem:
    item = source.item
    reading = read_locator(Platform(item.platform), item.locator)
    locator = NoticeLocator(
        # A file may hold an address with characters that nobody sees; a person then looks the message up.
        url=None if any(map(hides_something, item.locator or "")) else item.locator,
        canonical_url=_canonical(reading),
        message_id=reading.message_id,
        container_name=reading.container_name,
    )
    return NoticeItem.model_validate(
        {
            "item_id": item_reference(item),
            "locator": locator,
            "author": {"handle": source.handle} if source.handle else None,
            "content_language": item.lang,
            # Normalised first: some characters become two, and a cut between two could change what they become.
            "excerpt": unicodedata.normalize("NFC", item.text or "")[:_LONGEST_EXCERPT],
            "posted_at": item.sent_at,
            "first_observed_at": min(item.captured_at, now),
            "evidence": _evidence(source),
        }
    )


def _canonical(reading: LocatorReading) -> str | None:
    exact = reading.kind in {LocatorKind.EXACT, LocatorKind.PRIVATE_EXACT}
    short = len(reading.canonical_url or "") <= _LONGEST_CANONICAL
    return reading.canonical_url if exact and short else None


def _evidence(source: Source) -> tuple[EvidenceRef, ...]:
    kept = [
        EvidenceRef(
            evidence_id=str(each.id), kind=EvidenceKind(each.kind), sha256=each.sha256, captured_at=each.captured_at
        )
        for each in source.evidence
    ]
    item = source.item
    if item.text_sha256 is not None and not any(each.sha256 == item.text_sha256 for each in kept):
        stored = EvidenceRef(
            evidence_id=str(item.id), kind=EvidenceKind.TEXT, sha256=item.text_sha256, captured_at=item.captured_at
        )
        kept.insert(0, stored)  # the text of the item itself, hashed when it came in
    return tuple(kept)


def _fragments(item: ItemRecord) -> list[str]:
    """Return the pieces of the text that made the score, widened to whole words; without any, its beginning."""
    text = (item.text or "")[:_LONGEST_EXCERPT]
    spans = [span for span in item.explanation if _number(span, "weight") > 0 and _number(span, "end") <= len(text)]
    ordered = sorted(spans, key=lambda span: -_number(span, "weight"))
    pieces: list[tuple[int, int]] = []
    for span in ordered:
        start, end = _widened(text, int(_number(span, "start")), int(_number(span, "end")))
        if all(end <= first or last <= start for first, last in pieces) and len(pieces) < _FRAGMENTS:
            pieces.append((start, end))
    found = [text[start:end].strip() for start, end in sorted(pieces)]
    return [piece for piece in found if len(piece) >= _LEAST_FRAGMENT] or [text[: 3 * _AROUND].strip()]


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - _AROUND // 2), min(len(text), end + _AROUND // 2)
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    return first, last


def _number(span: dict[str, object], name: str) -> float:
    value = span.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _detection(item: ItemRecord, label: str) -> Detection:
    score = item.recruitment if label == "recruitment" else item.f4_sale
    return Detection(
        automated_detection="No" if score is None else "Yes", model_version=item.model_version, score=score
    )


def _safety(source: Source, category: CaseCategory) -> Safety:
    judged = ThreatToLife(source.decision.threat_to_life) if source.decision.threat_to_life else None
    if judged is None and category is CaseCategory.F4_FIREWORK_SALE:
        judged = ThreatToLife.NONE
    return Safety(threat_to_life=judged, police_notification=_police(source.escalation))


def _police(escalation: EscalationRecord | None) -> PoliceNotification:
    if escalation is None or escalation.facts.police_told_at is None:
        return PoliceNotification()
    facts = escalation.facts
    return PoliceNotification(
        status=PoliceStatus.SENT,
        channel=None if facts.police_channel is None else PoliceChannel(facts.police_channel),
        sent_at=facts.police_told_at,
        reference=facts.police_reference,
        by=escalation.changed_by,
    )


def _checked(document: dict[str, Any]) -> RequestContent:
    try:
        return read_content(document)
    except ValidationError as error:
        faults = [
            Fault("/" + "/".join(map(str, fault["loc"])), f"{fault['msg']}.", fault["type"])
            for fault in error.errors(include_url=False, include_input=False)
        ]
    raise RequestInvalidError("The draft was not changed.", "Mend what `faults` names.", faults=faults)


def _settle_locators(document: dict[str, Any]) -> None:
    """Read each address anew, so that what duplicates are found by is never a leftover of another address."""
    platform = Platform(document["platform"]["slug"])
    for item in document["items"]:
        reading = read_locator(platform, item["locator"]["url"])
        item["locator"] |= {
            "canonical_url": _canonical(reading),
            "message_id": reading.message_id,
            "container_name": reading.container_name,
        }


def _set(*path: str) -> Callable[[dict[str, Any], Any], None]:
    def change(document: dict[str, Any], value: object) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def _set_excerpt(document: dict[str, Any], value: str) -> None:
    if document["items"]:
        document["items"][0]["excerpt"] = value


def _set_locator(name: str, empty: str | None) -> Callable[[dict[str, Any], Any], None]:
    def change(document: dict[str, Any], value: object) -> None:
        if document["items"]:
            document["items"][0]["locator"][name] = value or empty

    return change


def _set_preservation(document: dict[str, Any], value: bool) -> None:  # called by the table below
    actions = [each for each in document["requested_action"] if each != RequestedAction.PRESERVE_DATA]
    document["requested_action"] = [*actions, RequestedAction.PRESERVE_DATA] if value else actions


_CHANGES: dict[str, Callable[[dict[str, Any], Any], None]] = {
    "explanation": _set("allegation", "explanation"),
    "language": _set("allegation", "language"),
    "firework_class_basis": _set("allegation", "firework_class_basis"),
    "url": _set_locator("url", None),
    "additional_info": _set_locator("additional_info", ""),
    "excerpt": _set_excerpt,
    "delivery_channel": _set("delivery_channel"),
    "preserve_data": _set_preservation,
    "threat_to_life": _set("safety", "threat_to_life"),
    "police_status": _set("safety", "police_notification", "status"),
    "police_channel": _set("safety", "police_notification", "channel"),
    "police_reference": _set("safety", "police_notification", "reference"),
}
