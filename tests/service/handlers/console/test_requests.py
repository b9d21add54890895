"""Takedown requests on pages: the draft beside its item, four eyes, web forms by hand, and the life of one."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.services.takedown.inputs import RequestEdit
from tests.support.api import Api
from tests.support.pages import Form, read_page, sent, taken, with_action
from tests.support.people import noted
from tests.support.takedown import (
    ANN,
    BOB,
    CONFIRMATION,
    WHY,
    asked_for,
    brought_to,
    confirmed,
    drafted,
    forget_contents,
    item_of,
    looked_in_vain,
    move,
    now_of,
)

_STATEMENTS = {"saw_original": "true", "still_online": "true", "bona_fide": "true"}
_COMPLETE = {"threat_to_life": "none"}
_TYPED = {
    "explanation": 'Een eigen uitleg met <b>tekens</b> & "aanhalingstekens".\n\nTweede alinea.',
    "excerpt": "gezocht: 2 man voor knal",
    "additional_info": "derde bericht van boven",
    "police_reference": "PL0900-2026",
}


@pytest.fixture
def approver(desk: Api) -> TestClient:
    return desk.person(AccessRole.APPROVER, name="bob")


def _draft(desk: Api, browser: TestClient, request: RequestRecord) -> Form:
    return with_action(browser.get(f"/items/{item_of(desk.context, request)}").text, "/draft")


def _forms(browser: TestClient, request: RequestRecord) -> list[Form]:
    return read_page(browser.get(_address(request)).text).forms


def _address(request: RequestRecord) -> str:
    return f"/requests/{public_id(request.id)}"


def test_a_draft_that_is_not_whole_shows_its_faults_beside_their_fields(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    form = _draft(desk, analyst, request)
    page = sent(analyst, form, act="confirm", url="https://elders.example/1", explanation="kort", excerpt="x").text
    for name, code in (
        ("url", "TD-20"),
        ("explanation", "TD-301"),
        ("bona_fide", "TD-304"),
        ("saw_original", "TD-401"),
    ):
        control = page[page.index(f'name="{name}"') :]
        beside = control[: control.index("</div></div>")]
        assert 'class="fault refused"' in beside, name
        assert code in beside, name
    assert now_of(desk.context, request).state in {RequestState.DRAFT, RequestState.IN_REVIEW}


def test_what_was_typed_survives_a_refused_confirmation(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    answer = sent(analyst, _draft(desk, analyst, request), act="confirm", **_TYPED)
    assert answer.status_code == 422
    fields = with_action(answer.text, "/draft").fields
    assert {name: fields[name] for name in _TYPED} == _TYPED
    assert now_of(desk.context, request).content.allegation.explanation == _TYPED["explanation"]


def test_what_was_typed_survives_an_edit_that_is_refused_itself(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    hidden = _TYPED | {"additional_info": "x", "url": "https://t.me/\u202eabc", "delivery_channel": "tiktok.email"}
    answer = sent(analyst, _draft(desk, analyst, request), act="save", **hidden)
    assert answer.status_code == 422
    fields = with_action(answer.text, "/draft").fields
    assert fields["explanation"] == _TYPED["explanation"]
    assert now_of(desk.context, request).version == 1


def test_who_saves_over_the_work_of_another_is_told_and_loses_nothing(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    form = _draft(desk, analyst, request)
    other = desk.person()
    sent(other, _draft(desk, other, request), act="save", explanation="van een ander")
    answer = sent(analyst, form, act="save", **_TYPED)
    assert answer.status_code in {409, 412}
    editor, mine = (form for form in read_page(answer.text).forms if form.action.endswith("/draft"))
    if "act" in editor.fields:
        editor, mine = mine, editor
    assert editor.fields["explanation"] == "van een ander"
    assert "What you typed, which is not saved" in answer.text
    assert "Tweede alinea." in answer.text
    assert taken(analyst, mine) == f"/items/{item_of(desk.context, request)}#next-step"
    assert now_of(desk.context, request).content.allegation.explanation == _TYPED["explanation"]


def test_a_conflict_shows_each_field_that_differs_as_stored_and_as_typed(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    form = _draft(desk, analyst, request)
    other = desk.person()
    sent(other, _draft(desk, other, request), act="save", explanation="van een ander", police_status="sent")
    page = sent(analyst, form, act="save", additional_info="derde van boven").text
    conflict = page[page.index('<dl class="conflict-fields">') :]
    conflict = conflict[: conflict.index("</dl>")]
    for words in ("van een ander", "derde van boven", "Police", "told", "need not be told"):
        assert words in conflict, words
    assert "Exact location" not in conflict


def test_a_conflict_with_somebody_who_confirmed_it_offers_no_saving(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    form = _draft(desk, analyst, request)
    for event, fields in ((RequestEvent.SUBMIT_FOR_REVIEW, {}), (RequestEvent.CONFIRM, CONFIRMATION)):
        request = move(desk.context, ANN, request, event, **fields)
    page = sent(analyst, form, act="save", **_TYPED).text
    assert "Tweede alinea." in page
    assert "It can be edited no more." in page
    assert not any(each.fields.get("act") == "save" for each in read_page(page).forms)


def test_what_is_missing_is_listed_first_and_leads_to_its_field(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context, url="https://t.me/buurtpraat_verzonnen", explanation="kort")
    page = analyst.get(f"/items/{item_of(desk.context, request)}").text
    listed = page[page.index('<nav class="missing"') :]
    listed = listed[: listed.index("</nav>")]
    assert "4 things are missing or wrong" in listed
    for field in ("url", "explanation"):
        assert f'href="#field-{field}"' in listed
        control = page[page.index(f'id="field-{field}"') :]
        assert control.startswith(f'id="field-{field}" aria-describedby="faults-{field}"')
        assert f'<div id="faults-{field}"' in control
    assert page.index('<nav class="missing"') < page.index('name="explanation"')


def test_a_whole_draft_says_that_nothing_is_missing(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context, threat_to_life="none")
    page = analyst.get(f"/items/{item_of(desk.context, request)}").text
    assert '<nav class="missing"' not in page
    assert "Nothing is missing" in page


def test_the_approver_sees_what_changed_since_somebody_first_stood_up_for_it(desk: Api, approver: TestClient) -> None:
    request = confirmed(desk.context)
    page = approver.get(_address(request)).text
    assert "Nothing was changed since somebody stood up for it." in page
    request = move(desk.context, BOB, request, RequestEvent.SEND_BACK, rationale=WHY)
    with desk.context.writing() as factory:
        edit = RequestEdit(additional_info="derde van boven", police_status="sent")
        request = factory.takedown().edit(ANN, request.id, request.version, edit)
    request = move(desk.context, ANN, request, RequestEvent.CONFIRM, **CONFIRMATION)
    page = approver.get(_address(request)).text
    assert "2 fields were changed since somebody first stood up for it" in page
    assert "<ins>derde van boven</ins>" in page
    assert "<del>need not be told</del> → <ins>told</ins>" in page


def test_a_request_from_before_contents_were_kept_has_no_changes_to_show(desk: Api, approver: TestClient) -> None:
    request = confirmed(desk.context)
    forget_contents(desk.context, request)
    page = approver.get(_address(request))
    assert page.status_code == 200
    assert "What people changed" not in page.text


def test_a_mail_is_shown_with_its_head_and_its_bytes_as_they_leave(desk: Api, approver: TestClient) -> None:
    request = confirmed(desk.context)
    page = approver.get(_address(request)).text
    for words in ("As it would leave now", "notices@telegram.example", f"Message-ID: &lt;{public_id(request.id)}@"):
        assert words in page, words
    request = confirmed(desk.context, key="2", delivery_channel="telegram.form")
    page = approver.get(_address(request)).text
    assert "A person pastes this text" in page
    assert "The very bytes" not in page


def test_a_saved_draft_stays_a_draft(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    follow = taken(analyst, _draft(desk, analyst, request), act="save", **_TYPED)
    assert follow == f"/items/{item_of(desk.context, request)}#next-step"
    assert now_of(desk.context, request).state is RequestState.DRAFT
    assert _draft(desk, analyst, request).fields["excerpt"] == _TYPED["excerpt"]


def test_a_whole_draft_is_confirmed_and_waits_for_somebody_else(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    page = sent(analyst, _draft(desk, analyst, request), act="confirm", **(_STATEMENTS | _COMPLETE)).text
    assert now_of(desk.context, request).state is RequestState.CONFIRMED
    assert "waits for somebody else to approve it" in page
    assert "/draft" not in page


def test_the_approver_approves_and_it_leaves(desk: Api, analyst: TestClient, approver: TestClient) -> None:
    request = confirmed(desk.context)
    assert public_id(request.id)[-12:] in approver.get("/requests/list?show=approval").text
    page = approver.get(_address(request)).text
    assert "What leaves, word for word" in page
    assert not any(form.action.endswith("/draft") for form in read_page(page).forms)
    (approve,) = (form for form in read_page(page).forms if form.fields.get("event") == "approve")
    assert taken(approver, approve, still_online="true") == _address(request)
    assert now_of(desk.context, request).state is RequestState.APPROVED
    assert asked_for(desk.context) == [str(request.id)]
    assert not any(form.fields.get("event") == "approve" for form in _forms(analyst, request))


def test_nobody_approves_what_they_confirmed(desk: Api) -> None:
    both = desk.person(AccessRole.ANALYST, AccessRole.APPROVER)
    request = drafted(desk.context)
    sent(both, _draft(desk, both, request), act="confirm", **(_STATEMENTS | _COMPLETE))
    page = both.get(_address(request)).text
    assert "somebody else has to approve it" in page
    assert not any(form.fields.get("event") == "approve" for form in read_page(page).forms)
    version = str(now_of(desk.context, request).version)
    refused = both.post(f"{_address(request)}/events", data={"event": "approve", "version": version})
    assert refused.status_code == 403
    assert now_of(desk.context, request).state is RequestState.CONFIRMED


def test_an_analyst_cannot_approve_at_all(desk: Api, analyst: TestClient) -> None:
    request = confirmed(desk.context)
    data = {"event": "approve", "version": str(request.version), "still_online": "true"}
    assert analyst.post(f"{_address(request)}/events", data=data).status_code == 403
    assert now_of(desk.context, request).state is RequestState.CONFIRMED


def test_an_approval_of_an_older_version_is_refused(desk: Api, approver: TestClient) -> None:
    request = confirmed(desk.context)
    data = {"event": "approve", "version": "1", "still_online": "true"}
    answer = approver.post(f"{_address(request)}/events", data=data)
    assert answer.status_code in {409, 412}
    assert "You saw version 1" in answer.text


def test_a_web_form_is_filled_in_by_hand(desk: Api, analyst: TestClient) -> None:
    request = brought_to(desk.context, RequestState.APPROVED)
    page = analyst.get(_address(request)).text
    assert "https://telegram.org/dsa-report" in page
    answer = sent(analyst, with_action(page, "/by-hand"), still_online="true", ticket="TG-77")
    assert now_of(desk.context, request).state is RequestState.SUBMITTED
    assert "TG-77" in answer.text


def test_a_web_form_that_refuses_leaves_a_failed_attempt_with_its_words(desk: Api, analyst: TestClient) -> None:
    request = brought_to(desk.context, RequestState.APPROVED)
    form = with_action(analyst.get(_address(request)).text, "/by-hand")
    answer = sent(analyst, form, still_online="true", act="refused", rationale="asks for a police number")
    assert now_of(desk.context, request).state is RequestState.DELIVERY_FAILED
    assert "asks for a police number" in answer.text


def test_what_was_approved_waits_for_somebody_who_sees_it_online(desk: Api, analyst: TestClient) -> None:
    request = move(desk.context, BOB, confirmed(desk.context), RequestEvent.APPROVE)
    assert not any(each.action.endswith("/attest") for each in _forms(desk.person(AccessRole.LEGAL), request))
    form = with_action(analyst.get(_address(request)).text, "/attest")
    before = len(asked_for(desk.context))
    assert sent(analyst, form).status_code == 200
    assert len(asked_for(desk.context)) == before + 1


@pytest.mark.parametrize(
    ("state", "role", "event", "fields", "after"),
    [
        (RequestState.DRAFT, AccessRole.ANALYST, "discard", {"rationale": WHY}, RequestState.REJECTED_INTERNAL),
        (RequestState.CONFIRMED, AccessRole.APPROVER, "send_back", {"rationale": WHY}, RequestState.IN_REVIEW),
        (RequestState.APPROVED, AccessRole.LEGAL, "revoke", {"rationale": WHY}, RequestState.WITHDRAWN),
        (RequestState.SUBMITTED, AccessRole.ANALYST, "ack", {"ticket": "T-1"}, RequestState.ACKNOWLEDGED),
        (RequestState.ACKNOWLEDGED, AccessRole.ANALYST, "ask_info", {"rationale": WHY}, RequestState.INFO_REQUESTED),
        (
            *(RequestState.INFO_REQUESTED, AccessRole.ANALYST, "answer"),
            *({"rationale": WHY, "bona_fide": "true"}, RequestState.ACKNOWLEDGED),
        ),
        (
            *(RequestState.ACKNOWLEDGED, AccessRole.ANALYST, "decision_action"),
            *({"decision": "removed"}, RequestState.ACTIONED),
        ),
        (RequestState.SUBMITTED, AccessRole.ANALYST, "decision_none", {}, RequestState.DECLINED),
        (RequestState.DECLINED, AccessRole.APPROVER, "accept", {"rationale": WHY}, RequestState.CLOSED),
        (RequestState.ACTIONED, AccessRole.ANALYST, "verify", {"gone": "true"}, RequestState.VERIFIED_REMOVED),
        (RequestState.VERIFIED_REMOVED, AccessRole.APPROVER, "close", {"rationale": WHY}, RequestState.CLOSED),
        (RequestState.DELIVERY_FAILED, AccessRole.APPROVER, "give_up", {"rationale": WHY}, RequestState.CLOSED),
        (
            *(RequestState.DELIVERY_FAILED, AccessRole.APPROVER, "switch_channel"),
            *({"delivery_channel": "telegram.second"}, RequestState.APPROVED),
        ),
        (RequestState.DELIVERY_FAILED, AccessRole.ANALYST, "retry", {"still_online": "true"}, RequestState.SUBMITTING),
        (RequestState.DECLINED, AccessRole.LEGAL, "complain", {"rationale": WHY}, RequestState.COMPLAINT_FILED),
        (
            *(RequestState.DECLINED, AccessRole.LEGAL, "dispute"),
            *({"rationale": WHY, "body": "Voorbeeldcommissie"}, RequestState.DISPUTE_FILED),
        ),
        (
            *(RequestState.COMPLAINT_FILED, AccessRole.ANALYST, "reversed"),
            *({"rationale": WHY, "decision": "removed"}, RequestState.ACTIONED),
        ),
        (RequestState.COMPLAINT_FILED, AccessRole.ANALYST, "upheld", {"rationale": WHY}, RequestState.DECLINED),
        (RequestState.DISPUTE_FILED, AccessRole.LEGAL, "decided", {"rationale": WHY}, RequestState.CLOSED),
        (RequestState.CLOSED, AccessRole.ANALYST, "reinstated", {"rationale": WHY}, RequestState.REINSTATED),
        (RequestState.OVERDUE, AccessRole.ANALYST, "content_gone", {"gone": "true"}, RequestState.VERIFIED_REMOVED),
    ],
)
def test_the_page_offers_each_step_to_those_who_may_do_it(
    *, desk: Api, state: RequestState, role: AccessRole, event: str, fields: dict[str, str], after: RequestState
) -> None:
    request = brought_to(desk.context, state)
    if event == "content_gone":
        request = looked_in_vain(desk.context, request)
    browser = desk.person(role)
    (form,) = (each for each in _forms(browser, request) if each.fields.get("event") == event)
    answer = sent(browser, form, **fields)
    assert answer.status_code == 200, answer.text
    assert now_of(desk.context, request).state is after
    if "rationale" in fields:
        assert WHY in answer.text
    onlooker = desk.person(AccessRole.AUDITOR)
    offered = [each.action for each in _forms(onlooker, request) if not each.action.endswith(("/author", "/export"))]
    assert offered == ["/sign-out", "/language"]


@pytest.mark.parametrize("state", list(RequestState))
def test_every_state_has_a_page_and_its_words(desk: Api, analyst: TestClient, state: RequestState) -> None:
    request = brought_to(desk.context, state)
    for browser in (analyst, desk.person(AccessRole.APPROVER)):
        answer = browser.get(_address(request))
        assert answer.status_code == 200
        assert answer.text.count('<li><span class="meta"><time') >= now_of(desk.context, request).version
    assert analyst.get("/requests/list?show=all").text.count("<tr>") == 2


def test_each_look_at_a_request_is_a_row_in_the_log(desk: Api, approver: TestClient) -> None:
    request = confirmed(desk.context)
    approver.get(_address(request))
    entry = noted(desk.context)[-1]
    assert (entry.action, entry.object_kind, entry.object_id) == (
        "consult",
        "takedown_request",
        public_id(request.id),
    )


def test_the_list_counts_and_shows_its_groups(desk: Api, approver: TestClient) -> None:
    assert "No requests here" in approver.get("/requests/list").text
    request = confirmed(desk.context)
    for show, count in (("approval", 1), ("sending", 0), ("open", 1), ("all", 1)):
        page = approver.get(f"/requests/list?show={show}").text
        assert page.count(f'href="{_address(request)}"') == count


@pytest.mark.parametrize(
    "path",
    [
        "/requests/list?show=x",
        "/requests/list?before=x",
        "/requests/x",
        "/requests/tdr_019a5d2e7c1b7f3a9d4e2b8c6a1f0e37",
        "/requests/tdr_%00",
    ],
)
def test_what_is_not_there_is_told(analyst: TestClient, path: str) -> None:
    assert analyst.get(path).status_code in {404, 422}
    if not path.startswith("/requests/list"):
        for end in ("events", "draft", "attest", "by-hand"):
            assert analyst.post(f"{path}/{end}", data={"version": "1", "event": "ack"}).status_code in {404, 422}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"version": "0", "event": "approve"},
        {"version": "1", "event": "fly"},
        {"version": "1" * 30, "event": "ack"},
        {"version": "1", "event": "approve", "unknown": "x"},
        {"version": "1", "event": "discard", "rationale": "x" * 4_001},
    ],
)
def test_a_form_that_no_page_holds_is_refused(desk: Api, analyst: TestClient, fields: dict[str, str]) -> None:
    request = drafted(desk.context)
    assert analyst.post(f"{_address(request)}/events", data=fields).status_code in {409, 412, 415, 422}
    assert now_of(desk.context, request).version == 1


_REASON = "Verzoek van de rechtbank, brief 12"


def test_the_author_of_a_request_that_is_open_is_named_and_each_view_is_logged(desk: Api, analyst: TestClient) -> None:
    request = drafted(desk.context)
    assert "user77" in analyst.get(_address(request)).text
    last = noted(desk.context)[-1]
    assert (last.action, last.object_id, last.justification) == ("consult", public_id(request.id), None)


def test_the_author_of_a_request_that_is_over_is_named_for_a_logged_reason_only(desk: Api, analyst: TestClient) -> None:
    request = brought_to(desk.context, RequestState.CLOSED)
    address = _address(request)
    assert "user77" not in analyst.get(address).text
    assert "user77" not in analyst.get(f"/items/{item_of(desk.context, request)}").text
    form = with_action(analyst.get(address).text, "/author")
    refused = sent(analyst, form, kind="authority", reason="kort")
    assert (refused.status_code, "user77" in refused.text) == (422, False)
    page = sent(analyst, form, kind="authority", reason=_REASON)
    assert (page.status_code, "user77" in page.text) == (200, True)
    last = noted(desk.context)[-1]
    assert (last.action, last.object_id, last.justification) == ("consult", public_id(request.id), _REASON)
    assert last.details == {"kind": "authority", "shown": "author"}
    assert "user77" not in analyst.get(address).text


@pytest.mark.parametrize(("state", "is_named"), [(RequestState.DRAFT, True), (RequestState.CLOSED, False)])
def test_a_key_reads_no_author_of_a_request_that_is_over(*, desk: Api, state: RequestState, is_named: bool) -> None:
    request = brought_to(desk.context, state)
    key = desk.person_key(AccessRole.ANALYST)
    answer = desk.client.get(f"/v1/takedown-requests/{public_id(request.id)}", headers=key)
    assert (answer.status_code, "user77" in answer.text) == (200, is_named)


def test_a_request_is_taken_out_as_a_file_for_a_reason(desk: Api, analyst: TestClient) -> None:
    request = brought_to(desk.context, RequestState.CLOSED)
    form = with_action(analyst.get(_address(request)).text, "/export")
    why = {"reason": "asked for in letter 2026-118", "recipient": "Openbaar Ministerie", "purpose": "authority"}
    for name, media_type in (("dossier", "application/zip"), ("stix", "application/stix+json;version=2.1")):
        answer = sent(analyst, form, format=name, **why)
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
        assert answer.headers["content-disposition"].startswith("attachment")
    newest = [each for each in noted(desk.context) if each.action == "disclose"][-1]
    assert (newest.justification, newest.recipient, newest.details["format"]) == (
        why["reason"],
        why["recipient"],
        "stix",
    )
    refused = sent(analyst, form, format="dossier", **(why | {"reason": "aaaaaaaaaaaa"}))
    assert (refused.status_code, "A reason has 10 to 500 characters." in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("outcome", "more", "after"),
    [
        ("geo_blocked", {"territory": "nl, BE"}, RequestState.ACTIONED),
        ("not_illegal", {"ground": "manifestly_unfounded"}, RequestState.DECLINED),
        ("need_information", {"reason": WHY}, RequestState.INFO_REQUESTED),
    ],
)
def test_a_mail_of_the_platform_is_entered_item_by_item(
    desk: Api, analyst: TestClient, outcome: str, more: dict[str, str], after: RequestState
) -> None:
    request = brought_to(desk.context, RequestState.SUBMITTED)
    form = with_action(analyst.get(_address(request)).text, "/answers")
    assert form.fields["item"] == str(item_of(desk.context, request))
    answer = sent(analyst, form, outcome=outcome, reference="TG-118-1", via="letter", **more)
    assert answer.status_code == 200, answer.text
    assert now_of(desk.context, request).state is after
    assert "TG-118-1" in answer.text
    assert ("NL, BE" in answer.text) is (outcome == "geo_blocked")


def test_what_is_missing_in_an_answer_of_the_platform_is_told(desk: Api, analyst: TestClient) -> None:
    request = brought_to(desk.context, RequestState.SUBMITTED)
    form = with_action(analyst.get(_address(request)).text, "/answers")
    answer = sent(analyst, form, outcome="geo_blocked")
    assert answer.status_code == 422
    assert "Name the states in which it is blocked" in answer.text
    assert now_of(desk.context, request).version == request.version
    for role in (AccessRole.APPROVER, AccessRole.AUDITOR):
        assert not any(each.action.endswith("/answers") for each in _forms(desk.person(role), request))


def test_what_was_put_back_is_entered_as_such(desk: Api, analyst: TestClient) -> None:
    request = brought_to(desk.context, RequestState.VERIFIED_REMOVED)
    form = with_action(analyst.get(_address(request)).text, "/answers")
    assert sent(analyst, form, outcome="restored", reason=WHY).status_code == 200
    assert now_of(desk.context, request).state is RequestState.REINSTATED
