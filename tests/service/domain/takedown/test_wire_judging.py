from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.demo.takedown import BrokenRequest, broken_requests, sound_requests
from service.domain.takedown.judging import Phase
from service.domain.takedown.rules import RULES
from service.domain.takedown.wire_judging import judge_file

BROKEN = broken_requests()
SOUND = sound_requests()
NEEDS_THE_STORE = {"TD-308", "TD-602", "TD-603", "TD-604"}


def encoded(document: object) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("name", SOUND)
def test_a_sound_request_passes_every_phase_and_says_what_was_not_checked(name: str, phase: Phase) -> None:
    report = judge_file(encoded(SOUND[name]), phase)
    assert report.failures == ()
    left = {code for code, _ in report.not_checked}
    assert left == {
        rule.code for rule in RULES if rule.unseen and tuple(Phase).index(rule.phase) <= tuple(Phase).index(phase)
    }


@pytest.mark.parametrize("broken", BROKEN, ids=lambda each: each.file_name)
def test_a_broken_request_fails_by_its_rules_and_by_no_other(broken: BrokenRequest) -> None:
    report = judge_file(encoded(broken.document), Phase(broken.phase))
    assert {each.code for each in report.failures} == set(broken.codes)
    assert all(each.detail and each.legal_ref for each in report.failures)


def test_every_rule_that_a_file_can_break_has_a_broken_request() -> None:
    shown = {code for each in BROKEN for code in each.codes}
    assert shown == {rule.code for rule in RULES} - NEEDS_THE_STORE


def test_a_file_is_judged_as_of_the_greatest_time_in_it() -> None:
    report = judge_file(encoded(SOUND["recruitment"]), Phase.D)
    assert report.judged_at is not None
    assert report.judged_at.isoformat() == "2026-11-21T21:03:30+00:00"


def test_faults_of_form_and_of_content_are_told_at_once() -> None:
    document = json.loads(encoded(SOUND["recruitment"]))
    document["score"] = 0.9
    document["allegation"]["explanation"] = "kort"
    document["allegation"]["dsa_keywords"] = ["KEYWORD_NEW"]
    del document["bona_fide"]
    report = judge_file(encoded(document), Phase.A)
    assert [each.code for each in report.failures] == ["TD-101", "TD-103", "TD-301", "TD-301", "TD-301", "TD-304"]


def test_a_failure_never_repeats_what_stands_in_the_file() -> None:
    document = json.loads(encoded(SOUND["recruitment"]))
    document["priority"] = document["tlp"] = document["items"][0]["posted_at"] = "geheimewoorden"
    report = judge_file(encoded(document), Phase.A)
    assert {each.code for each in report.failures} == {"TD-102", "TD-103"}
    assert not any("geheimewoorden" in each.detail for each in report.failures)


def test_a_notice_in_french_is_judged_like_any_other() -> None:
    document = json.loads(encoded(SOUND["firework_sale"]))
    document["allegation"]["language"] = "fr"
    assert judge_file(encoded(document), Phase.A).holds


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda each: st.lists(each, max_size=3),
)


@given(st.sampled_from(sorted(SOUND["recruitment"])), _JSON, st.sampled_from(Phase))
def test_no_value_in_no_place_makes_judging_raise(field: str, value: object, phase: Phase) -> None:
    judge_file(encoded(SOUND["recruitment"] | {field: value}), phase)


@given(
    st.sampled_from(
        [
            ("items", 0, "locator", "url"),
            ("items", 0, "excerpt"),
            ("allegation", "explanation"),
            ("lawfulness", "disclosure_basis"),
            ("items", 0, "author", "handle"),
            ("notifier", "email"),
        ]
    ),
    st.text(max_size=60),
    st.sampled_from(Phase),
)
def test_no_text_makes_judging_raise(path: tuple[str | int, ...], value: str, phase: Phase) -> None:
    document = json.loads(encoded(SOUND["recruitment"]))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    judge_file(encoded(document), phase)
