from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.domain.decisions import DecisionRecord
from service.domain.evidence import EvidenceRecord
from service.domain.items import ItemRecord, ItemState
from service.domain.takedown.content import Notifier, RequestContent, read_content
from service.domain.takedown.delivery_channels import read_registry
from service.domain.takedown.judging import Judged, Phase
from service.domain.takedown.rules import failures
from service.domain.takedown.vocabulary import CaseCategory, RequestedAction, ThreatToLife
from service.request_errors import RequestInvalidError
from service.services.takedown.drafting import (
    Source,
    draft_content,
    edited,
    item_reference,
    withdrawn_statement,
)
from service.services.takedown.inputs import RequestEdit
from service.services.takedown.office import Office
from tests.support.takedown import ADDRESS, ANN, OFFER, REGISTRY
from tests.support.takedown_content import complete_document

NOW = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)
OFFICE = Office(Notifier(legal_name="Voorbeeld Meldpunt", email="m@meldpunt.example"), "AVG", read_registry(REGISTRY))
ITEM = ItemRecord(
    id=uuid4(),
    channel_id=uuid4(),
    channel_name="Buurtpraat",
    channel_address=None,
    platform="telegram",
    source_key="1",
    author_key=None,
    sent_at=NOW - timedelta(hours=1),
    captured_at=NOW - timedelta(minutes=30),
    edited_at=None,
    vanished_at=None,
    kind="text",
    text=OFFER,
    version=1,
    locator=ADDRESS.format(key="1"),
    state=ItemState.DECIDED,
    state_reason=None,
    lang="nl",
    recruitment=0.97,
    f4_sale=0.01,
    labels=("recruitment",),
    tier="linear",
    model_version="2026.11.1",
    priority="P1",
    priority_reason=(),
    role=None,
    visibility="public",
    verdict="confirm",
    decision_id=None,
    text_sha256="ab" * 32,
    explanation=({"label": "recruitment", "start": 15, "end": 30, "weight": 4.0},),
)
DECISION = DecisionRecord(
    id=uuid4(),
    item_id=ITEM.id,
    item_version=1,
    verdict="confirm",
    labels=("recruitment",),
    reason=None,
    note=None,
    threat_to_life="possible",
    saw_original=True,
    codebook_version="1.0",
    model_version="2026.11.1",
    priority="P1",
    decided_by=ANN.actor,
    decided_at=NOW,
    undoes=None,
)


def content_of(handle: str | None = None, labels: tuple[str, ...] = ("recruitment",), **item: object) -> RequestContent:
    source = Source(replace(ITEM, **item), replace(DECISION, labels=labels), [], handle)  # type: ignore[arg-type]  # as in the record
    return draft_content(source, OFFICE, NOW)


def change(content: RequestContent, **fields: object) -> RequestContent:
    return edited(content, RequestEdit(**fields), ANN.actor, NOW)  # type: ignore[arg-type]  # as in the record


def test_a_draft_holds_what_is_known_of_the_item() -> None:
    content = content_of(handle="user77")
    (item,) = content.items
    assert item.item_id == item_reference(ITEM)
    assert item.locator.canonical_url == ADDRESS.format(key="1")
    assert (item.locator.message_id, item.excerpt) == ("1", OFFER)
    assert item.author is not None
    assert item.author.handle == "user77"
    assert item.evidence[0].sha256 == ITEM.text_sha256
    assert content.delivery_channel == "telegram.email"
    assert content.safety.threat_to_life is ThreatToLife.POSSIBLE
    assert content.lawfulness.disclosure_basis == "AVG"
    assert content.detection.score == 0.97


def test_a_draft_of_a_plain_offer_lacks_nothing_but_what_people_say() -> None:
    content = change(content_of(), police_status="sent", police_channel="112")
    around = Judged(
        content,
        NOW,
        "P1",
        ANN.actor,
        saw_original=True,
        stored_hashes=frozenset({"ab" * 32}),
        captured_texts={item_reference(ITEM): OFFER},
    )
    assert failures(around, Phase.C) == []


def test_the_first_label_makes_the_case() -> None:
    content = content_of(labels=("f4_sale", "recruitment"))
    assert content.case_category is CaseCategory.F4_FIREWORK_SALE
    assert content.detection.score == 0.01


def test_stored_evidence_comes_along_and_the_text_only_once() -> None:
    shot = EvidenceRecord(uuid4(), ITEM.id, "screenshot", "image/png", 3, "cd" * 32, NOW, ANN.actor)
    text = replace(shot, id=uuid4(), kind="text", sha256="ab" * 32)
    source = Source(ITEM, DECISION, [shot, text], None)
    kept = draft_content(source, OFFICE, NOW).items[0].evidence
    assert [(each.kind, each.sha256) for each in kept] == [("screenshot", "cd" * 32), ("text", "ab" * 32)]


def test_quotes_are_whole_words_of_the_excerpt() -> None:
    explanation = content_of().allegation.explanation
    quote = explanation.split('"')[1]
    assert quote in OFFER
    assert all(word in OFFER.split() for word in quote.split())


def test_what_weighed_beyond_the_excerpt_is_not_quoted() -> None:
    far = ({"label": "recruitment", "start": 5_000, "end": 5_020, "weight": 9.0},)
    explanation = content_of(text="gewone woorden " * 400, explanation=far).allegation.explanation
    assert explanation.split('"')[1] in "gewone woorden " * 20


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x07"])
def test_an_address_with_characters_that_nobody_sees_is_left_for_a_person(hidden: str) -> None:
    (item,) = content_of(locator=f"https://t.me/buurtpraat_verzonnen/1{hidden}").items
    assert (item.locator.url, item.locator.canonical_url) == (None, None)


def test_an_address_too_long_to_look_duplicates_up_by_is_kept_without() -> None:
    address = "https://forum.example/" + "a" * 2_010
    content = change(content_of(platform="forum"), url=address)
    assert (content.items[0].locator.url, content.items[0].locator.canonical_url) == (address, None)


@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200),
    times=st.sampled_from([1, 60]),
    spans=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.floats(-1, 9)), max_size=5),
)
@example(text="\u0958", times=4_000, spans=[])  # one character that becomes two in NFC
@example(text="\u202e", times=4_000, spans=[])
def test_any_stored_text_can_be_drafted(text: str, times: int, spans: list[tuple[int, int, float]]) -> None:
    long = text * times
    ordered = [(min(span[:2]), max(span[:2]), span[2]) for span in spans]
    explanation = tuple({"label": "recruitment", "start": a, "end": b, "weight": w} for a, b, w in ordered)
    content = content_of(text=long, explanation=explanation)
    assert len(content.items[0].excerpt) <= 4_000


def test_an_edit_changes_what_it_names_and_nothing_else() -> None:
    before = content_of()
    after = change(before, additional_info="derde van boven", police_reference="PV-1", preserve_data=False)
    assert after.items[0].locator.additional_info == "derde van boven"
    assert after.safety.police_notification.reference == "PV-1"
    assert after.requested_action == (RequestedAction.REMOVE_CONTENT,)
    assert after.allegation == before.allegation
    assert change(before) == before


def test_a_new_address_is_read_anew() -> None:
    after = change(content_of(), url="https://t.me/s/ander_kanaal/77")
    assert after.items[0].locator.message_id == "77"
    assert after.items[0].locator.canonical_url == "https://t.me/ander_kanaal/77"
    assert change(after, url="https://t.me/+uitnodiging").items[0].locator.canonical_url is None


def test_who_told_the_police_and_when_is_noted_once() -> None:
    told = change(content_of(), police_status="sent", police_channel="112").safety.police_notification
    assert (told.by, told.sent_at) == (ANN.actor, NOW)
    content = change(content_of(), police_status="sent", police_channel="112")
    later = edited(content, RequestEdit(police_status="acknowledged"), "usr_later-0001", NOW + timedelta(hours=1))
    assert later.safety.police_notification.sent_at == NOW


def test_a_change_of_what_the_platform_reads_takes_the_statement_back() -> None:
    stated = read_content(complete_document())
    assert stated.bona_fide is not None
    assert change(stated, police_reference="PV-1").bona_fide is not None
    assert change(stated, explanation="anders").bona_fide is None
    assert change(stated, excerpt="anders").bona_fide is None
    assert withdrawn_statement(stated).bona_fide is None


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"language": "xx", "threat_to_life": "maybe"}, {"/allegation/language", "/safety/threat_to_life"}),
        ({"url": "https://t.me/a/1\u202e"}, {"/items/0/locator/url"}),
        ({"explanation": "x" * 5_001}, {"/allegation/explanation"}),
        ({"excerpt": "\0"}, {"/items/0/excerpt"}),
    ],
)
def test_every_field_that_does_not_fit_is_named_without_its_value(fields: dict[str, str], places: set[str]) -> None:
    with pytest.raises(RequestInvalidError) as raised:
        change(content_of(), **fields)
    assert {fault.where for fault in raised.value.faults} == places
    assert not any(value in fault.what for fault in raised.value.faults for value in fields.values())


def test_a_lone_surrogate_is_refused_too() -> None:
    with pytest.raises(RequestInvalidError):
        change(content_of(), additional_info="\ud800")
