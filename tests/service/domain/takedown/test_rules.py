from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import Platform
from service.domain.takedown.delivery_channels import Audience, DeliveryChannel, Transport
from service.domain.takedown.judging import Fault
from service.domain.takedown.rules import ARTICLE_16_2_POINTERS, RULES, Phase, failures
from service.domain.takedown.vocabulary import CaseCategory, Language
from tests.support.takedown_content import ANALYST, HASH, ITEM, NOW, changed, complete_document, judged

RECRUITMENT = complete_document()
FIREWORK = complete_document(CaseCategory.F4_FIREWORK_SALE)
LONG = "x" * 200
GOOD = RECRUITMENT["allegation"]["explanation"]
F4_TEXT = FIREWORK["allegation"]["explanation"]
WHATSAPP = "https://whatsapp.com/channel/0029VaVoorbeeld"

CHANNEL = DeliveryChannel(
    "telegram.email",
    Platform.TELEGRAM,
    Transport.EMAIL,
    "notices@telegram.example",
    ("nl", "en"),
    Audience.PUBLIC,
    date(2026, 8, 23),
)

CONTENT_CASES: list[tuple[str, Phase, str, object, str]] = [
    ("TD-201", Phase.C, "/items/0/locator/url", None, "/items/0/locator/url"),
    ("TD-201", Phase.C, "/items/0/locator/url", "https://t.me/+AbCdEf", "/items/0/locator/url"),
    ("TD-201", Phase.C, "/items/0/locator/url", "https://t.me/voorbeeldkanaal", "/items/0/locator/url"),
    ("TD-201", Phase.C, "/items/0/locator/url", "http://t.me/voorbeeldkanaal/4821", "/items/0/locator/url"),
    ("TD-201", Phase.C, "/items", [], "/items/0/locator/url"),
    ("TD-202", Phase.C, "/items/0/locator/url", "https://bit.ly/abc", "/items/0/locator/url"),
    ("TD-202", Phase.C, "/items/0/locator/url", "https://forum.example/a", "/items/0/locator/url"),
    (
        "TD-202",
        Phase.C,
        "/items/0/locator/canonical_url",
        "https://t.me/anderkanaal/1",
        "/items/0/locator/canonical_url",
    ),
    ("TD-203", Phase.C, "/items/0/excerpt", "", "/items/0/excerpt"),
    ("TD-203", Phase.C, "/items/0/excerpt", "iets dat er niet staat", "/items/0/excerpt"),
    ("TD-208", Phase.C, "/items/0/evidence", [], "/items/0/evidence"),
    ("TD-208", Phase.C, "/items/0/evidence/0/sha256", "cd" * 32, "/items/0/evidence/0/sha256"),
    ("TD-208", Phase.C, "/items/0/evidence/0/captured_at", "2026-11-22T00:00:00Z", "/items/0/evidence/0/captured_at"),
    ("TD-301", Phase.C, "/allegation/explanation", "", "/allegation/explanation"),
    (
        "TD-301",
        Phase.C,
        "/allegation/explanation",
        'Te kort: "materiaal ligt klaar" (art. 133)',
        "/allegation/explanation",
    ),
    ("TD-301", Phase.C, "/allegation/explanation", f"Geen citaat, art. 133 {LONG}", "/allegation/explanation"),
    (
        "TD-301",
        Phase.C,
        "/allegation/explanation",
        f'"twee man" is te kort, art. 133 {LONG}',
        "/allegation/explanation",
    ),
    (
        "TD-301",
        Phase.C,
        "/allegation/explanation",
        f'"materiaal ligt klaar", geen wet {LONG}',
        "/allegation/explanation",
    ),
    (
        "TD-301",
        Phase.C,
        "/allegation/explanation",
        f'"materiaal ligt klaar" 133 euro {LONG}',
        "/allegation/explanation",
    ),
    ("TD-301", Phase.C, "/allegation/explanation", f"{GOOD} [Vul aan: iets]", "/allegation/explanation"),
    ("TD-302", Phase.C, "/allegation/legal_grounds", [], "/allegation/legal_grounds"),
    ("TD-302", Phase.C, "/allegation/territorial_scope", ["BE"], "/allegation/legal_grounds"),
    ("TD-303", Phase.A, "/notifier/legal_name", " ", "/notifier/legal_name"),
    ("TD-303", Phase.A, "/notifier/email", "", "/notifier/email"),
    ("TD-303", Phase.A, "/notifier/email", "meldpunt", "/notifier/email"),
    ("TD-303", Phase.A, "/notifier/email", "no-reply@meldpunt.example", "/notifier/email"),
    ("TD-304", Phase.A, "/bona_fide", None, "/bona_fide"),
    ("TD-304", Phase.A, "/bona_fide/confirmed_by", "usr_iemand-anders", "/bona_fide"),
    ("TD-304", Phase.A, "/bona_fide/confirmed_at", "2026-11-21T20:54:00Z", "/bona_fide"),
    ("TD-304", Phase.A, "/bona_fide/confirmed_at", "2026-11-21T22:00:00Z", "/bona_fide"),
    ("TD-307", Phase.A, "/platform/visibility", "private", "/platform/visibility"),
    ("TD-307", Phase.A, "/platform/surface", "direct_message", "/platform/surface"),
    ("TD-307", Phase.A, "/items/0/locator/url", "https://t.me/c/123456/7", "/items/0/locator/url"),
    ("TD-310", Phase.C, "/allegation/explanation", f"{GOOD} Gezien door usr_analyst-0017.", "/allegation/explanation"),
    ("TD-310", Phase.C, "/allegation/explanation", f"{GOOD} Score: 0,97.", "/allegation/explanation"),
    ("TD-310", Phase.C, "/allegation/explanation", f"{GOOD} (0.974)", "/allegation/explanation"),
    ("TD-310", Phase.C, "/allegation/explanation", f"{GOOD} (2026.11.1)", "/allegation/explanation"),
    ("TD-310", Phase.C, "/allegation/explanation", f"{GOOD} Bel 06-00 00 00 00.", "/allegation/explanation"),
    (
        "TD-310",
        Phase.C,
        "/items/0/locator/additional_info",
        "Bij Verzonnenstraat 12.",
        "/items/0/locator/additional_info",
    ),
    ("TD-501", Phase.C, "/safety/threat_to_life", None, "/safety/threat_to_life"),
    ("TD-501", Phase.C, "/safety/threat_to_life", "possible", "/safety/police_notification/status"),
    (
        "TD-502",
        Phase.A,
        "/safety",
        {"threat_to_life": "imminent", "police_notification": {"status": "required"}},
        "/safety/police_notification/status",
    ),
    ("TD-102", Phase.S, "/items/0/posted_at", "2026-11-21T22:00:00Z", "/items/0/posted_at"),
    ("TD-102", Phase.S, "/items/0/posted_at", "2026-11-21T20:40:00Z", "/items/0/posted_at"),
    ("TD-102", Phase.S, "/items/0/last_verified_live_at", "2026-11-21T20:20:00Z", "/items/0/last_verified_live_at"),
    ("TD-202", Phase.C, "/platform", {"slug": "classifieds", "site": "marktplaats"}, "/items/0/locator/url"),
    (
        "TD-204",
        Phase.C,
        "/allegation/dsa_keywords",
        ["KEYWORD_COORDINATED_HARM", "KEYWORD_UNSAFE_PRODUCTS"],
        "/allegation/dsa_keywords/1",
    ),
    ("TD-205", Phase.C, "/allegation/dsa_category", "STATEMENT_CATEGORY_SELF_HARM", "/allegation/dsa_category"),
    ("TD-205", Phase.C, "/allegation/dsa_keywords", ["KEYWORD_OTHER"], "/allegation/dsa_keywords"),
    (
        "TD-205",
        Phase.C,
        "/allegation/dsa_keywords",
        ["KEYWORD_COORDINATED_HARM", "KEYWORD_TERRORIST_CONTENT"],
        "/allegation/dsa_keywords",
    ),
    (
        "TD-302",
        Phase.C,
        "/allegation/legal_grounds/0/text_checked_on",
        "2025-11-20",
        "/allegation/legal_grounds/0/text_checked_on",
    ),
    ("TD-305", Phase.A, "/instrument", "dsa_art16_trusted_flagger", "/notifier/trusted_flagger"),
    ("TD-306", Phase.A, "/instrument", "order_referral_125p_sv", "/instrument"),
    ("TD-306", Phase.A, "/instrument", "preservation_referral", "/instrument"),
    ("TD-309", Phase.A, "/instrument", "terms_report", "/instrument"),
    ("TD-503", Phase.A, "/safety/deconfliction", {"status": "hold"}, "/safety/deconfliction/status"),
    ("TD-503", Phase.A, "/safety/deconfliction", {"status": "pending"}, "/safety/deconfliction/status"),
    ("TD-503", Phase.A, "/safety/deconfliction", {"status": "not_needed"}, "/safety/deconfliction/status"),
    ("TD-601", Phase.D, "/items/0/last_verified_live_at", None, "/items/0/last_verified_live_at"),
    ("TD-601", Phase.D, "/items/0/last_verified_live_at", "2026-11-21T20:04:59Z", "/items/0/last_verified_live_at"),
    ("TD-601", Phase.D, "/items/0/last_verified_live_at", "2026-11-21T21:08:00Z", "/items/0/last_verified_live_at"),
    ("TD-701", Phase.A, "/lawfulness/disclosure_basis", "  ", "/lawfulness/disclosure_basis"),
    ("TD-701", Phase.A, "/lawfulness/regime", "wpg", "/lawfulness/wpg_article"),
    ("TD-701", Phase.A, "/lawfulness/regime", "wpg", "/lawfulness/source_and_method"),
    ("TD-702", Phase.S, "/lawfulness/delete_after", "2028-01-01T00:00:00Z", "/lawfulness/delete_after"),
    ("TD-702", Phase.S, "/lawfulness/legal_hold", True, "/preservation/authority_ref"),
    ("TD-703", Phase.A, "/lawfulness/recipient_country", "US", "/lawfulness/disclosure_basis"),
]

CIRCUMSTANCES: list[tuple[str, Phase, dict[str, Any]]] = [
    ("TD-203", Phase.C, {"captured_texts": {}}),
    ("TD-208", Phase.C, {"stored_hashes": frozenset()}),
    ("TD-304", Phase.A, {"last_edit_at": NOW}),
    ("TD-401", Phase.C, {"saw_original": False}),
    ("TD-401", Phase.A, {"actor": ANALYST}),
    ("TD-401", Phase.A, {"approved_by": ANALYST}),
    ("TD-401", Phase.A, {"confirmed_by": frozenset()}),
    ("TD-101", Phase.S, {"faults": (Fault("TD-101", "/x", "No field of that name. Take it out."),)}),
    ("TD-103", Phase.S, {"faults": (Fault("TD-103", "/state", "Expected another word."),)}),
    ("TD-104", Phase.S, {"faults": (Fault("TD-104", "/items/0/author/handle", "Hidden."),)}),
    ("TD-208", Phase.C, {"first_confirmed_at": NOW - timedelta(hours=2)}),
    ("TD-308", Phase.A, {"channels": (replace(CHANNEL, languages=("en",)),)}),
    ("TD-402", Phase.A, {"reviewers": frozenset({"svc_model-0001"})}),
    ("TD-603", Phase.C, {"channels": ()}),
    ("TD-603", Phase.D, {"channels": (replace(CHANNEL, verified_on=date(2026, 8, 22)),)}),
    ("TD-603", Phase.D, {"channels": (replace(CHANNEL, audience=Audience.LAW_ENFORCEMENT),)}),
    ("TD-604", Phase.D, {"attempts": ((HASH, "cd" * 32),)}),
    ("TD-601", Phase.D, {"now": NOW + timedelta(minutes=11), "priority": "P0"}),
    ("TD-602", Phase.D, {"open_duplicate": "tdr_eerder"}),
]


def found(document: dict[str, Any], phase: Phase, **circumstances: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    return [(failure.code, failure.pointer) for failure in failures(judged(document, **circumstances), phase)]


def told_before(code: str, document: dict[str, Any], phase: Phase, **circumstances: Any) -> bool:  # noqa: ANN401
    if phase is Phase.S:
        return False
    earlier = tuple(Phase)[tuple(Phase).index(phase) - 1]
    return code in {each for each, _ in found(document, earlier, **circumstances)}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("category", CaseCategory)
def test_a_complete_request_passes_every_phase(category: CaseCategory, language: Language) -> None:
    subject = judged(complete_document(category, language), channels=(CHANNEL,), attempts=((HASH, HASH),))
    assert failures(subject, Phase.D) == []


@pytest.mark.parametrize(("code", "phase", "pointer", "value", "shown_at"), CONTENT_CASES)
def test_a_rule_fails_on_its_fault_beside_its_field(
    code: str, phase: Phase, pointer: str, value: object, shown_at: str
) -> None:
    document = changed(RECRUITMENT, pointer, value)
    assert (code, shown_at) in found(document, phase)
    assert not told_before(code, document, phase)


@pytest.mark.parametrize(("code", "phase", "circumstances"), CIRCUMSTANCES)
def test_a_rule_fails_on_its_circumstances(code: str, phase: Phase, circumstances: dict[str, Any]) -> None:
    assert code in {each for each, _ in found(RECRUITMENT, phase, **circumstances)}
    assert not told_before(code, RECRUITMENT, phase, **circumstances)


def test_each_rule_of_the_table_is_seen_failing() -> None:
    tested = {code for code, *_ in CONTENT_CASES} | {code for code, *_ in CIRCUMSTANCES} | {"TD-206", "TD-207"}
    assert tested == {rule.code for rule in RULES}


@pytest.mark.parametrize(
    ("basis", "explanation", "passes"),
    [
        (None, F4_TEXT, False),
        ("label_seen", f"{F4_TEXT} Dit is F4.", True),
        ("seller_claim", f"{F4_TEXT} Dit is F4.", False),
        ("inferred", f"{F4_TEXT} Het artikel valt in categorie 4.", False),
        ("unknown", f"{F4_TEXT} The article is F-4.", False),
        ("seller_claim", f'{F4_TEXT} Er staat "dit is F4".', True),
        ("seller_claim", f"{F4_TEXT} De aanbieder noemt het F4.", True),
        ("inferred", f"{F4_TEXT} It is probably category F4.", True),
    ],
)
def test_what_is_only_claimed_is_not_put_as_a_fact(basis: str | None, explanation: str, passes: bool) -> None:
    document = changed(FIREWORK, "/allegation/firework_class_basis", basis)
    document = changed(document, "/allegation/explanation", explanation)
    assert ("TD-206" not in {code for code, _ in found(document, Phase.C)}) == passes


@pytest.mark.parametrize(("minutes", "passes"), [(0, True), (5, True), (-4, True), (6, False), (-5, False)])
def test_the_time_of_posting_agrees_with_the_id(minutes: int, passes: bool) -> None:
    # The sample id that Discord documents; it carries 2016-04-30 11:18:25.796 UTC.
    url = "https://discord.com/channels/111111111111111111/222222222222222222/175928847299117063"
    posted = datetime(2016, 4, 30, 11, 18, 25, tzinfo=UTC) + timedelta(minutes=minutes)
    document = changed(RECRUITMENT, "/platform/slug", "discord")
    document = changed(document, "/items/0/locator", {"url": url})
    document = changed(document, "/items/0/posted_at", posted.isoformat())
    assert failures(judged(document), Phase.C) == [] or not passes
    assert ("TD-207" not in {code for code, _ in found(document, Phase.C)}) == passes


def test_a_whole_channel_needs_words_to_find_the_message_in_it() -> None:
    document = changed(RECRUITMENT, "/platform/slug", "whatsapp")
    document = changed(document, "/items/0/locator", {"url": WHATSAPP})
    assert ("TD-201", "/items/0/locator/additional_info") in found(document, Phase.C)
    document = changed(document, "/items/0/locator/additional_info", "Het derde bericht van 21 november 2026.")
    assert failures(judged(document), Phase.C) == []


def test_a_profile_is_a_location_where_the_profile_is_the_content() -> None:
    document = changed(RECRUITMENT, "/items/0/locator", {"url": "https://t.me/voorbeeldkanaal"})
    assert "TD-201" in {code for code, _ in found(document, Phase.C)}
    document = changed(document, "/platform/surface", "profile")
    assert failures(judged(document), Phase.C) == []


def test_with_an_imminent_threat_the_police_come_first_and_then_the_platform() -> None:
    told = {
        "threat_to_life": "imminent",
        "police_notification": {"status": "sent", "by": ANALYST, "reference": "REF-1"},
    }
    assert failures(judged(changed(RECRUITMENT, "/safety", told), priority="P0"), Phase.D) == []


AWARD = {"awarding_dsc": "ACM", "designated_area": "violence", "decision_ref": "ACM-1"}
LAWFUL_WPG = {
    "regime": "wpg",
    "wpg_article": "9",
    "wpg_purpose_recorded_at": "2026-11-28T20:31:40Z",
    "source_and_method": "Openbaar kanaal, gelezen zonder account.",
    "disclosure_basis": "Wpg 20 en 17a",
    "recipient_country": "US",
}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/safety/deconfliction", {"status": "clear"}),
        ("/safety/deconfliction", {"status": "not_needed", "reference": "REF-1"}),
        ("/lawfulness", LAWFUL_WPG),
        ("/lawfulness/delete_after", "2027-12-20T00:00:00Z"),
        ("/items/0/posted_at_source", "unknown"),
        ("/allegation/legal_grounds/0/text_checked_on", "2025-11-21"),
        ("/allegation/dsa_keywords", ["KEYWORD_INCITEMENT_VIOLENCE_HATRED", "KEYWORD_OTHER"]),
    ],
)
def test_what_the_rules_ask_for_lets_it_pass(pointer: str, value: object) -> None:
    assert failures(judged(changed(RECRUITMENT, pointer, value), channels=(CHANNEL,)), Phase.D) == []


def test_a_trusted_flagger_with_an_award_files_with_an_online_platform() -> None:
    document = changed(RECRUITMENT, "/instrument", "dsa_art16_trusted_flagger")
    document = changed(document, "/notifier/kind", "trusted_flagger")
    document = changed(document, "/notifier/trusted_flagger", AWARD)
    assert failures(judged(document), Phase.D) == []
    assert found(changed(document, "/platform/surface", "website"), Phase.A) == [("TD-305", "/platform/surface")]


def test_terrorist_content_is_named_in_a_referral_that_the_law_department_saw_and_stays_here() -> None:
    document = changed(RECRUITMENT, "/instrument", "order_referral_tco")
    document = changed(document, "/allegation/dsa_keywords", ["KEYWORD_COORDINATED_HARM", "KEYWORD_TERRORIST_CONTENT"])
    document["allegation"]["dsa_category_addition"] = ["STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY"]
    assert "TD-205" in {code for code, _ in found(document, Phase.C)}
    assert found(document, Phase.A, legal_review=True) == [("TD-306", "/instrument")]


def test_translated_excerpts_let_a_notice_pass_in_a_language_the_channel_does_not_take() -> None:
    english = (replace(CHANNEL, languages=("en",)),)
    translated = changed(RECRUITMENT, "/items/0/translation", "Wanted: two men for a bang at a front door")
    assert found(translated, Phase.A, channels=english) == []
    assert found(RECRUITMENT, Phase.A, channels=(replace(english[0], verified_on=None),)) == []


def test_a_legal_hold_with_its_reference_keeps_a_request_longer() -> None:
    document = changed(RECRUITMENT, "/lawfulness", {"disclosure_basis": "AVG 6(1)(f)", "legal_hold": True})
    document = changed(document, "/lawfulness/delete_after", "2031-01-01T00:00:00Z")
    document = changed(document, "/preservation", {"by_authority": True, "authority_ref": "REF-9"})
    assert found(document, Phase.S) == []


def test_a_firework_sale_needs_no_judgement_of_threat() -> None:
    document = changed(FIREWORK, "/safety/threat_to_life", None)
    assert failures(judged(document), Phase.D) == []


def test_who_confirmed_may_fill_in_the_form_once_another_approved() -> None:
    circumstances = {"actor": ANALYST, "approved_by": "usr_approver-0004"}
    assert failures(judged(RECRUITMENT, **circumstances), Phase.D) == []


def test_a_date_is_no_phone_number_and_a_phone_number_may_be_the_name_one_posts_under() -> None:
    document = changed(RECRUITMENT, "/items/0/author/handle", "+31600000000")
    document = changed(document, "/allegation/explanation", f"{GOOD} Gezien op 21-11-2026 20:14 en 06-11-2026 22:10.")
    assert failures(judged(document), Phase.D) == []


def test_all_faults_are_told_at_once_in_order_of_code_and_without_the_text() -> None:
    document = changed(RECRUITMENT, "/items/0/excerpt", "verboden woorden hier")
    document = changed(document, "/items/0/locator/url", "https://t.me/joinchat/geheimecode")
    document = changed(document, "/allegation/explanation", "kort")
    document = changed(document, "/notifier/email", "kapot-adres")
    document = changed(document, "/notifier/legal_name", "")
    document = changed(document, "/bona_fide", None)
    told = failures(judged(document, actor=ANALYST), Phase.D)
    codes = [failure.code for failure in told]
    assert codes == sorted(codes)
    assert {failure.pointer for failure in told} >= set(ARTICLE_16_2_POINTERS)
    assert all(failure.legal_ref for failure in told)
    said = " ".join(failure.detail for failure in told)
    assert not any(word in said for word in ("verboden woorden", "geheimecode", "kapot-adres"))


@given(st.sampled_from([case[:4] for case in CONTENT_CASES]), st.sampled_from(CIRCUMSTANCES))
def test_phases_add_up(case: tuple[str, Phase, str, object], around: tuple[str, Phase, dict[str, Any]]) -> None:
    subject = judged(changed(RECRUITMENT, case[2], case[3]), **around[2])
    told = [failures(subject, phase) for phase in Phase]
    assert all(set(earlier) <= set(later) for earlier, later in pairwise(told))


@given(st.text(max_size=300), st.text(max_size=100))
def test_no_text_makes_a_rule_raise(explanation: str, excerpt: str) -> None:
    printable = "".join(each for each in explanation if each.isprintable())
    kept = excerpt.replace("\x00", "")
    document = changed(RECRUITMENT, "/allegation/explanation", printable)
    document = changed(document, "/items/0/excerpt", kept)
    failures(judged(document, stored_hashes=frozenset({HASH}), captured_texts={ITEM: kept}), Phase.D)
