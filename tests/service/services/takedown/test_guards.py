from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from service.domain.access import AccessRole, Caller
from service.domain.takedown.content import content_document
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import LontError
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.schema import DeliveryAttempt
from service.services.accounts import actor_of
from service.services.takedown.attempts import MOST_ATTEMPTS
from service.services.takedown.errors import IncompleteNoticeError, NotYoursToDoError
from service.services.takedown.guards import DecisionUndoneError
from service.services.takedown.inputs import EventInput, RequestEdit
from tests.support.people import make_person
from tests.support.takedown import (
    ANN,
    BOB,
    CARL,
    CONFIRMATION,
    EVE,
    FIELDS,
    LEA,
    TELEGRAM,
    WHY,
    age_answers,
    age_attestation,
    age_last_event,
    approved,
    attempts_of,
    brought_to,
    change_item,
    change_row,
    confirm_item,
    confirmed,
    confirmed_item,
    drafted,
    events_of,
    in_review,
    item_of,
    looked_in_vain,
    move,
    now_of,
    person,
    submitted,
    undo,
)

E = RequestEvent


def create_by(context: ProcessContext, by: Caller, decided_by: Caller = ANN, key: str = "1") -> RequestRecord:
    item_id = confirmed_item(context, decided_by, key)
    with context.writing() as factory:
        return factory.takedown().create(by, item_id, RequestEdit())


def stood_up_for(context: ProcessContext, by: Caller, request: RequestRecord) -> RequestRecord:
    if request.state is RequestState.DRAFT:
        request = move(context, ANN, request, E.SUBMIT_FOR_REVIEW)
    return move(context, by, request, E.CONFIRM, **CONFIRMATION)


def edited_by_eve(context: ProcessContext) -> RequestRecord:
    request = in_review(context)
    with context.writing() as factory:
        changed = factory.takedown().edit(EVE, request.id, request.version, RequestEdit(additional_info="derde"))
    return stood_up_for(context, ANN, changed)


def sent_into_review_by_eve(context: ProcessContext) -> RequestRecord:
    return stood_up_for(context, ANN, move(context, EVE, drafted(context), E.SUBMIT_FOR_REVIEW))


def once_confirmed_by_eve(context: ProcessContext) -> RequestRecord:
    back = move(context, BOB, confirmed(context, by=EVE), E.SEND_BACK, rationale=WHY)
    return stood_up_for(context, ANN, back)


OWN = {
    "decided its item": lambda context: stood_up_for(context, ANN, create_by(context, ANN, decided_by=EVE)),
    "created it": lambda context: stood_up_for(context, ANN, create_by(context, EVE)),
    "edited it": edited_by_eve,
    "sent it into review": sent_into_review_by_eve,
    "confirmed it": lambda context: confirmed(context, by=EVE),
    "confirmed it before it was sent back": once_confirmed_by_eve,
}


@pytest.mark.parametrize("what", OWN)
def test_who_had_a_hand_in_a_request_cannot_approve_it(desk: ProcessContext, what: str) -> None:
    request = OWN[what](desk)
    with pytest.raises(NotYoursToDoError) as raised:
        move(desk, EVE, request, E.APPROVE, still_online=True)
    assert {fault.code for fault in raised.value.faults} == {"TD-401"}
    assert now_of(desk, request) == request
    assert move(desk, BOB, request, E.APPROVE).state is RequestState.APPROVED


def test_a_person_stays_the_same_person_with_a_key(desk: ProcessContext) -> None:
    account = make_person(desk, "eve", AccessRole.ANALYST, AccessRole.APPROVER)
    with desk.writing() as factory:
        scopes = sorted(EVE.scopes - {"alert"})
        _, secret = factory.keys().create("script", scopes, account_id=account.id)
        with_key = factory.keys().caller(secret)
    in_browser = replace(EVE, actor=actor_of(account.id), account_id=account.id)
    assert with_key.actor == in_browser.actor
    for key, author, approver in (("1", in_browser, with_key), ("2", with_key, in_browser)):
        request = stood_up_for(desk, ANN, create_by(desk, author, key=key))
        with pytest.raises(NotYoursToDoError):
            move(desk, approver, request, E.APPROVE)


@pytest.mark.parametrize("missing", ["saw_original", "bona_fide"])
def test_who_confirms_saw_the_original_and_states_good_faith(desk: ProcessContext, missing: str) -> None:
    request = in_review(desk)
    with pytest.raises(IncompleteNoticeError) as raised:
        move(desk, ANN, request, E.CONFIRM, **CONFIRMATION | {missing: False})
    expected = {"saw_original": "TD-401", "bona_fide": "TD-304"}[missing]
    assert [each.code for each in raised.value.failures] == [expected]


def test_everything_that_is_missing_is_named_at_once(desk: ProcessContext) -> None:
    request = in_review(desk, explanation="te kort", url="https://t.me/+uitnodiging")
    with pytest.raises(IncompleteNoticeError) as raised:
        move(desk, ANN, request, E.CONFIRM)
    assert {"TD-201", "TD-301", "TD-304", "TD-401"} <= {each.code for each in raised.value.failures}


@pytest.mark.parametrize("event", [E.CONFIRM, E.APPROVE, E.DISPATCH, E.RETRY])
def test_nothing_goes_on_once_its_item_is_not_confirmed_any_more(desk: ProcessContext, event: E) -> None:
    states = {
        E.CONFIRM: RequestState.IN_REVIEW,
        E.APPROVE: RequestState.CONFIRMED,
        E.DISPATCH: RequestState.APPROVED,
        E.RETRY: RequestState.DELIVERY_FAILED,
    }
    request = brought_to(desk, states[event])
    # As when the platform's text changed: the decision falls and nobody undid it.
    change_item(desk, item_of(desk, request), decision_id=None, verdict=None)
    by = BOB if event is E.APPROVE else ANN
    with pytest.raises(DecisionUndoneError):
        move(desk, by, request, event, **FIELDS.get(event, {}))
    assert now_of(desk, request) == request


def test_another_confirmation_of_the_item_is_not_the_one_that_was_approved(desk: ProcessContext) -> None:
    request = approved(desk, delivery_channel="telegram.form")
    item_id = item_of(desk, request)
    undo(desk, item_id)
    confirm_item(desk, item_id, CARL, labels=("f4_sale",))
    with pytest.raises(DecisionUndoneError):
        move(desk, ANN, request, E.DISPATCH, still_online=True)


def test_nothing_leaves_that_nobody_has_just_seen(desk: ProcessContext) -> None:
    request = approved(desk, delivery_channel="telegram.form")
    age_attestation(desk, request, 61)
    with pytest.raises(IncompleteNoticeError) as raised:
        move(desk, ANN, request, E.DISPATCH)
    assert [each.code for each in raised.value.failures] == ["TD-601"]
    assert attempts_of(desk, request) == []
    assert move(desk, ANN, request, E.DISPATCH, still_online=True).state is RequestState.SUBMITTING


def test_with_an_imminent_threat_the_police_know_first(desk: ProcessContext) -> None:
    request = in_review(desk, threat_to_life="imminent", police_status="required", police_channel="112")
    with pytest.raises(IncompleteNoticeError) as raised:
        move(desk, ANN, request, E.CONFIRM, **CONFIRMATION)
    assert [each.code for each in raised.value.failures] == ["TD-502"]


def test_a_receipt_ends_the_doubt_after_an_unknown_outcome_only(desk: ProcessContext) -> None:
    failed = brought_to(desk, RequestState.DELIVERY_FAILED)
    with pytest.raises(RequestInvalidError) as raised:
        move(desk, ANN, failed, E.ACK)
    assert raised.value.stable_code == "not_sent"
    with desk.database.write() as session:
        session.execute(update(DeliveryAttempt).values(outcome="unknown"))
    known = move(desk, ANN, failed, E.ACK)
    assert known.state is RequestState.ACKNOWLEDGED
    platform = Caller("org_telegram", "desk", frozenset(), frozenset({AccessRole.PLATFORM}), platform=known.platform)
    assert move(desk, platform, known, E.DECISION_ACTION, decision="removed").state is RequestState.ACTIONED


def test_going_out_by_hand_leaves_an_attempt_with_what_to_paste(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.SUBMITTING)
    (attempt,) = attempts_of(desk, request)
    assert (attempt.attempt, attempt.transport, attempt.message_id) == (1, "webform_manual", None)
    assert (attempt.sent_by, attempt.outcome) == (ANN.actor, None)
    assert attempt.opened_at is not None
    assert str(request.id) in attempt.payload.decode()


def test_a_form_that_was_refused_is_tried_five_times_and_then_another_way(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.DELIVERY_FAILED)
    for made in range(1, MOST_ATTEMPTS):
        request = move(desk, ANN, request, E.RETRY)
        assert events_of(desk, request)[-1].details == {"attempt": made + 1}
        request = move(desk, ANN, request, E.FAIL, rationale=WHY)
    with pytest.raises(RequestInvalidError) as raised:
        move(desk, ANN, request, E.RETRY)
    assert raised.value.stable_code == "attempts_spent"
    request = move(desk, BOB, request, E.SWITCH_CHANNEL, delivery_channel="telegram.second")
    request = move(desk, BOB, move_to_failed(desk, request), E.RETRY)
    assert [each.attempt for each in attempts_of(desk, request)] == list(range(1, MOST_ATTEMPTS + 2))


def move_to_failed(context: ProcessContext, request: RequestRecord) -> RequestRecord:
    change_row(context, request, state=RequestState.DELIVERY_FAILED)
    return now_of(context, request)


@pytest.mark.parametrize("channel", [None, "telegram.form", "tiktok.email", "telegram.unknown"])
def test_another_way_is_another_one_to_the_same_platform(desk: ProcessContext, channel: str | None) -> None:
    request = brought_to(desk, RequestState.DELIVERY_FAILED)
    with pytest.raises(RequestInvalidError) as raised:
        move(desk, BOB, request, E.SWITCH_CHANNEL, delivery_channel=channel)
    assert [fault.where for fault in raised.value.faults] == ["delivery_channel"]


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (E.DECISION_ACTION, {}),
        (E.DECISION_ACTION, {"decision": "exploded"}),
        (E.DECISION_ACTION, {"decision": "no_action"}),
        (E.DECISION_ACTION, {"decision": "removed", "ground": "because"}),
        (E.DECISION_NONE, {"decision": "removed"}),
    ],
)
def test_a_platforms_decision_is_in_known_words(desk: ProcessContext, event: E, fields: dict[str, str]) -> None:
    request = submitted(desk)
    with pytest.raises(RequestInvalidError) as raised:
        move(desk, TELEGRAM, request, event, **fields)
    assert raised.value.faults
    assert now_of(desk, request) == request


def test_a_platforms_decision_is_kept_for_each_item(desk: ProcessContext) -> None:
    request = submitted(desk)
    item_id = item_of(desk, request)
    with pytest.raises(RequestInvalidError):
        move(desk, TELEGRAM, request, E.DECISION_ACTION, answers={request.id: "removed"}, decision="removed")
    request = move(desk, TELEGRAM, request, E.DECISION_ACTION, answers={item_id: "access_disabled"}, ticket="T-7")
    with desk.reading() as factory:
        (item,) = factory.takedown_desk().requests.items(request.id)
    assert item.answer == "access_disabled"
    assert item.answered_at is not None
    expected = {"answers": ["access_disabled"], "ground": "not_stated", "ticket": "T-7"}
    assert events_of(desk, request)[-1].details == expected


def test_still_online_is_said_a_day_after_the_decision(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.ACTIONED)
    with pytest.raises(LontError) as raised:
        move(desk, ANN, request, E.STILL_LIVE, still_online=True)
    assert [fault.code for fault in raised.value.faults] == ["too_early"]
    age_answers(desk, request)
    assert move(desk, ANN, request, E.STILL_LIVE, still_online=True).state is RequestState.OVERDUE


def test_an_answer_to_the_platform_states_good_faith_anew(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.INFO_REQUESTED)
    with pytest.raises(RequestInvalidError):
        move(desk, CARL, request, E.ANSWER, rationale=WHY)
    after = move(desk, CARL, request, E.ANSWER, rationale=WHY, bona_fide=True)
    assert after.content.bona_fide is not None
    assert after.content.bona_fide.confirmed_by == CARL.actor


def test_a_draft_without_evidence_is_nothing_to_review(desk: ProcessContext) -> None:
    request = drafted(desk)
    document = content_document(request.content)
    document["items"][0] |= {"evidence": [], "excerpt": " "}
    change_row(desk, request, content=document)
    with pytest.raises(RequestInvalidError) as raised:
        move(desk, ANN, request, E.SUBMIT_FOR_REVIEW)
    assert [fault.where for fault in raised.value.faults] == ["/items/0"]


def test_evidence_that_was_changed_in_the_store_stops_a_request(desk: ProcessContext) -> None:
    request = confirmed(desk)
    change_item(desk, item_of(desk, request), text="iets heel anders")
    with pytest.raises(IncompleteNoticeError) as raised:
        move(desk, BOB, request, E.APPROVE)
    assert {"TD-203", "TD-208"} <= {each.code for each in raised.value.failures}


def test_a_notice_that_no_mail_can_carry_is_not_confirmed(desk: ProcessContext) -> None:
    desk.__dict__.pop("office", None)
    desk.settings = desk.settings.model_copy(update={"notifier_name": "=?utf-8?q?twee=0D=0Aregels?="})
    request = in_review(desk)
    with pytest.raises(LontError) as raised:
        move(desk, ANN, request, E.CONFIRM, **CONFIRMATION)
    assert raised.value.status == 422
    assert now_of(desk, request) == request


def test_a_caller_without_any_role_may_do_nothing(desk: ProcessContext) -> None:
    request = confirmed(desk)
    nobody = person("nobody")
    with pytest.raises(NotYoursToDoError):
        move(desk, nobody, request, E.APPROVE)
    with desk.writing() as factory, pytest.raises(NotYoursToDoError):
        factory.takedown().apply(nobody, request.id, request.version, EventInput(E.SEND_BACK, rationale=WHY))


def test_one_look_that_finds_nothing_moves_nothing(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.IN_REVIEW)
    after = move(desk, ANN, request, E.CONTENT_GONE, gone=True)
    assert (after.state, after.version) == (request.state, request.version + 1)
    assert events_of(desk, after)[-1].event == "saw_gone"


def test_the_second_look_comes_five_minutes_after_the_first(desk: ProcessContext) -> None:
    request = move(desk, ANN, brought_to(desk, RequestState.IN_REVIEW), E.CONTENT_GONE, gone=True)
    age_last_event(desk, request, timedelta(minutes=4, seconds=50))
    with pytest.raises(RequestInvalidError) as raised:
        move(desk, CARL, request, E.CONTENT_GONE, gone=True)
    assert [fault.code for fault in raised.value.faults] == ["too_early"]
    age_last_event(desk, request, timedelta(seconds=10))
    after = move(desk, CARL, request, E.CONTENT_GONE, gone=True)
    assert after.state is RequestState.MOOT
    assert events_of(desk, after)[-1].details == {"credited": False, "checks": 2}


def test_who_saw_it_online_in_between_makes_the_first_look_count_no_more(sqlite_desk: ProcessContext) -> None:
    request = looked_in_vain(sqlite_desk, brought_to(sqlite_desk, RequestState.SUBMITTED))
    with sqlite_desk.writing() as factory:
        request = factory.takedown().attest(ANN, request.id, request.version)
    request = move(sqlite_desk, ANN, request, E.CONTENT_GONE, gone=True)
    assert request.state is RequestState.SUBMITTED


def test_what_vanished_by_itself_is_counted_apart_from_what_a_platform_took_down(sqlite_desk: ProcessContext) -> None:
    brought_to(sqlite_desk, RequestState.VERIFIED_REMOVED)
    with sqlite_desk.reading() as factory:
        assert factory.takedown().count_gone() == {"decided": 1, "undecided": 0, "before": 0, "after": 0}


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (RequestState.IN_REVIEW, "before"),
        (RequestState.CONFIRMED, "before"),
        (RequestState.SUBMITTED, "after"),
        (RequestState.ACKNOWLEDGED, "after"),
        (RequestState.OVERDUE, "undecided"),
    ],
)
def test_what_vanished_by_itself_is_never_credited(sqlite_desk: ProcessContext, state: RequestState, kind: str) -> None:
    request = looked_in_vain(sqlite_desk, brought_to(sqlite_desk, state))
    after = move(sqlite_desk, ANN, request, E.CONTENT_GONE, gone=True)
    assert after.state is (RequestState.VERIFIED_REMOVED if kind == "undecided" else RequestState.MOOT)
    with sqlite_desk.reading() as factory:
        counted = factory.takedown().count_gone()
    assert counted == dict.fromkeys(("decided", "undecided", "before", "after"), 0) | {kind: 1}


def test_a_complaint_is_made_within_six_months_and_once(sqlite_desk: ProcessContext) -> None:
    request = brought_to(sqlite_desk, RequestState.DECLINED)
    age_last_event(sqlite_desk, request, timedelta(days=185))
    with pytest.raises(RequestInvalidError) as raised:
        move(sqlite_desk, LEA, request, E.COMPLAIN, rationale=WHY)
    assert raised.value.stable_code == "too_late"
    age_last_event(sqlite_desk, request, timedelta(days=-10))
    request = move(sqlite_desk, LEA, request, E.COMPLAIN, rationale=WHY)
    request = move(sqlite_desk, ANN, request, E.UPHELD, rationale=WHY)
    with pytest.raises(RequestInvalidError) as raised:
        move(sqlite_desk, LEA, request, E.COMPLAIN, rationale=WHY)
    assert raised.value.stable_code == "complaint_used"
    disputed = move(sqlite_desk, LEA, request, E.DISPUTE, rationale=WHY, body="Voorbeeldcommissie")
    assert events_of(sqlite_desk, disputed)[-1].details == {"body": "Voorbeeldcommissie"}


def test_a_granted_complaint_is_a_decision_of_the_platform(sqlite_desk: ProcessContext) -> None:
    request = brought_to(sqlite_desk, RequestState.COMPLAINT_FILED)
    with pytest.raises(RequestInvalidError):
        move(sqlite_desk, ANN, request, E.REVERSED, rationale=WHY)
    request = move(sqlite_desk, ANN, request, E.REVERSED, rationale=WHY, decision="removed")
    assert request.state is RequestState.ACTIONED
    with sqlite_desk.reading() as factory:
        assert [each.answer for each in factory.takedown_desk().requests.items(request.id)] == ["removed"]


def test_what_was_never_removed_cannot_be_back(sqlite_desk: ProcessContext) -> None:
    declined = brought_to(sqlite_desk, RequestState.DECLINED)
    request = move(sqlite_desk, BOB, declined, E.ACCEPT, rationale=WHY)
    with pytest.raises(RequestInvalidError) as raised:
        move(sqlite_desk, ANN, request, E.REINSTATED, rationale=WHY)
    assert raised.value.stable_code == "never_removed"
