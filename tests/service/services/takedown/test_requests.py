from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import TERMINAL, TRANSITIONS, RequestEvent, RequestState, Transition, find
from service.errors import LontError
from service.factory import ProcessContext
from service.schema import AuditEntry
from service.services.takedown.errors import (
    DuplicateRequestError,
    IncompleteNoticeError,
    InvalidTransitionError,
    NotYoursToDoError,
    PreconditionRequiredError,
    RequestNotFoundError,
    VersionMismatchError,
)
from service.services.takedown.guards import OFFERED
from service.services.takedown.inputs import EventInput, RequestEdit
from tests.support.takedown import (
    ADDRESS,
    ANN,
    AUDITOR,
    BOB,
    CARL,
    CONFIRMATION,
    FIELDS,
    LEA,
    PATHS,
    TELEGRAM,
    TIKTOK,
    WHY,
    age_answers,
    age_attestation,
    approved,
    asked_for,
    attempts_of,
    brought_to,
    change_attempts,
    confirmed,
    confirmed_item,
    drafted,
    events_of,
    in_review,
    item_of,
    looked_in_vain,
    move,
    now_of,
    prepared,
    submitted,
    undo,
)

EVERYBODY = (ANN, BOB, LEA, AUDITOR, TELEGRAM, TIKTOK)
STATES = sorted(PATHS)


def may(caller: Caller, transition: Transition) -> bool:
    return bool(caller.roles & (transition.roles | transition.by_hand)) and caller is not TIKTOK


BY_PEOPLE = [
    each
    for each in TRANSITIONS
    if each.event in OFFERED and each.source in PATHS and any(may(caller, each) for caller in EVERYBODY)
]


def brought_before(context: ProcessContext, transition: Transition) -> RequestRecord:
    request = brought_to(context, transition.source)
    if transition.event is RequestEvent.STILL_LIVE:
        age_answers(context, request)
    if transition.event is RequestEvent.CONTENT_GONE:
        request = looked_in_vain(context, request)
    if (transition.source, transition.event) == (RequestState.DELIVERY_FAILED, RequestEvent.ACK):
        change_attempts(context, request, outcome="unknown")
    return request


def refused(context: ProcessContext, by: Caller, request: RequestRecord, event: RequestEvent) -> LontError:
    with pytest.raises(LontError) as raised:
        move(context, by, request, event, **FIELDS.get(event, {}))
    return raised.value


def create(context: ProcessContext, by: Caller = ANN, key: str = "1", **edit: object) -> RequestRecord:
    with context.writing() as factory:
        return factory.takedown().create(by, confirmed_item(context, key=key), RequestEdit(**edit))  # type: ignore[arg-type]  # as in the record


def edit(context: ProcessContext, by: Caller, request: RequestRecord, **changes: object) -> RequestRecord:
    with context.writing() as factory:
        wanted = RequestEdit(**changes)  # type: ignore[arg-type]  # as in the record
        return factory.takedown().edit(by, request.id, request.version, wanted)


def attest(context: ProcessContext, by: Caller, request: RequestRecord) -> RequestRecord:
    with context.writing() as factory:
        return factory.takedown().attest(by, request.id, request.version)


def test_a_request_lives_from_draft_to_closed_by_hand(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.CLOSED)
    events = events_of(desk, request)
    assert [each.seq for each in events] == list(range(1, len(events) + 1))
    assert [each.event for each in events] == ["create", *(event for event, _ in PATHS[RequestState.CLOSED])]
    assert [each.actor for each in events] == [ANN.actor, *(by.actor for _, by in PATHS[RequestState.CLOSED])]
    assert [before.target for before in events[:-1]] == [after.source for after in events[1:]]
    assert request.version == len(events)
    assert now_of(desk, request) == request


@pytest.mark.parametrize("transition", BY_PEOPLE, ids=lambda each: f"{each.source}-{each.event}")
def test_each_event_is_for_its_people_in_its_state_on_the_version_they_saw(
    sqlite_desk: ProcessContext, transition: Transition
) -> None:
    request = brought_before(sqlite_desk, transition)
    right = next(caller for caller in EVERYBODY if may(caller, transition))
    for wrong in (caller for caller in EVERYBODY if not may(caller, transition)):
        error = refused(sqlite_desk, wrong, request, transition.event)
        assert isinstance(error, NotYoursToDoError | RequestNotFoundError)
        assert isinstance(error, RequestNotFoundError) <= (AccessRole.PLATFORM in wrong.roles)
    wanted = EventInput(transition.event, **FIELDS.get(transition.event, {}))
    for version, expected in ((request.version - 1, VersionMismatchError), (None, PreconditionRequiredError)):
        with sqlite_desk.writing() as factory, pytest.raises(expected):
            factory.takedown().apply(right, request.id, version, wanted)
    assert now_of(sqlite_desk, request) == request
    after = move(sqlite_desk, right, request, transition.event, **FIELDS.get(transition.event, {}))
    assert after.state is transition.target
    assert after.version == request.version + 1


@pytest.mark.parametrize("state", STATES)
def test_what_does_not_fit_the_state_is_refused_whoever_asks(sqlite_desk: ProcessContext, state: RequestState) -> None:
    request = brought_to(sqlite_desk, state)
    strange = [event for event in RequestEvent if find(state, event) is None or event not in OFFERED]
    for event in strange:
        for caller in (ANN, BOB, LEA):
            assert isinstance(refused(sqlite_desk, caller, request, event), InvalidTransitionError)
    assert now_of(sqlite_desk, request) == request


NEEDING_WORDS = [each for each in BY_PEOPLE if FIELDS.get(each.event)]


@pytest.mark.parametrize("transition", NEEDING_WORDS, ids=lambda each: f"{each.source}-{each.event}")
def test_what_must_be_said_with_an_event_is_asked_for(sqlite_desk: ProcessContext, transition: Transition) -> None:
    request = brought_before(sqlite_desk, transition)
    right = next(caller for caller in EVERYBODY if may(caller, transition))
    with pytest.raises(LontError) as raised:
        move(sqlite_desk, right, request, transition.event)
    assert raised.value.status == 422
    assert raised.value.faults
    assert now_of(sqlite_desk, request) == request


@pytest.mark.parametrize("rationale", ["", "  ", "ja", "x" * 4_001, "met een \0 erin", "los \ud800 teken"])
def test_a_reason_is_a_few_words_that_can_be_kept(desk: ProcessContext, rationale: str) -> None:
    request = drafted(desk)
    with pytest.raises(LontError) as raised:
        move(desk, ANN, request, RequestEvent.DISCARD, rationale=rationale)
    assert raised.value.status == 422
    assert [fault.where for fault in raised.value.faults] == ["rationale"]


def test_who_looks_for_a_request_that_is_not_there_is_told_so_before_anything_else(desk: ProcessContext) -> None:
    with desk.writing() as factory, pytest.raises(RequestNotFoundError):
        factory.takedown().apply(ANN, uuid4(), None, EventInput(RequestEvent.APPROVE))


@pytest.mark.parametrize("by", [BOB, LEA, AUDITOR, TELEGRAM], ids=lambda by: by.name)
def test_only_analysts_edit(desk: ProcessContext, by: Caller) -> None:
    request = drafted(desk)
    with pytest.raises(NotYoursToDoError):
        edit(desk, by, request, additional_info="anders")


def test_one_open_request_for_the_same_address(desk: ProcessContext) -> None:
    drafted(desk, key="1")
    other = drafted(desk, key="2")
    with pytest.raises(DuplicateRequestError):
        edit(desk, ANN, other, url=ADDRESS.format(key="1"))
    assert now_of(desk, other) == other


def test_a_delivery_channel_is_one_of_the_platform(desk: ProcessContext) -> None:
    request = drafted(desk)
    for strange in ("tiktok.email", "telegram.unknown", ""):
        with pytest.raises(LontError) as raised:
            edit(desk, ANN, request, delivery_channel=strange)
        assert [fault.where for fault in raised.value.faults] == ["/delivery_channel"]


def test_a_request_without_a_way_to_its_platform_goes_no_further(desk: ProcessContext) -> None:
    (desk.settings.home / "none.toml").write_text("")
    prepared(desk, delivery_channels=desk.settings.home / "none.toml")
    request = in_review(desk)
    assert request.content.delivery_channel is None
    with desk.writing() as factory:
        assert [each.code for each in factory.takedown().view(ANN, request.id).failures] == ["TD-603"]
    with pytest.raises(IncompleteNoticeError) as raised:
        move(desk, ANN, request, RequestEvent.CONFIRM, **CONFIRMATION)
    assert [each.code for each in raised.value.failures] == ["TD-603"]


def test_an_edit_takes_the_statement_back_and_ends_with_the_review(desk: ProcessContext) -> None:
    request = move(desk, BOB, confirmed(desk), RequestEvent.SEND_BACK, rationale=WHY)
    assert request.content.bona_fide is None
    after = edit(desk, CARL, request, additional_info="het derde bericht van boven")
    assert after.version == request.version + 1
    assert after.edited_at > request.edited_at
    assert edit(desk, CARL, after, additional_info="het derde bericht van boven") == after
    with pytest.raises(VersionMismatchError):
        edit(desk, CARL, request, additional_info="te laat")
    done = move(desk, CARL, after, RequestEvent.CONFIRM, **CONFIRMATION)
    with pytest.raises(InvalidTransitionError):
        edit(desk, CARL, done, additional_info="nog later")


def test_somebody_else_than_its_author_can_stand_up_for_a_request(desk: ProcessContext) -> None:
    request = confirmed(desk, by=CARL)
    assert request.content.bona_fide is not None
    assert request.content.bona_fide.confirmed_by == CARL.actor
    assert move(desk, BOB, request, RequestEvent.APPROVE).state is RequestState.APPROVED


def test_an_attestation_is_no_edit_and_wakes_an_approved_request(desk: ProcessContext) -> None:
    request = approved(desk)
    age_attestation(desk, request, 120)
    before = asked_for(desk)
    after = attest(desk, BOB, request)
    assert (after.state, after.version, after.edited_at) == (request.state, request.version + 1, request.edited_at)
    assert asked_for(desk) == [*before, str(request.id)]
    with pytest.raises(NotYoursToDoError):
        attest(desk, LEA, after)
    with pytest.raises(VersionMismatchError):
        attest(desk, ANN, request)


@pytest.mark.parametrize("state", sorted(TERMINAL))
def test_what_has_ended_needs_no_attestation(desk: ProcessContext, state: RequestState) -> None:
    with pytest.raises(InvalidTransitionError):
        attest(desk, ANN, brought_to(desk, state))


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.IN_REVIEW, RequestState.CONFIRMED])
def test_what_nobody_approved_ends_with_the_decision(desk: ProcessContext, state: RequestState) -> None:
    request = brought_to(desk, state)
    assert undo(desk, item_of(desk, request)) == ("none", None)
    assert now_of(desk, request).state is RequestState.REJECTED_INTERNAL
    events = events_of(desk, request)
    assert [each.seq for each in events] == list(range(1, len(events) + 1))
    assert now_of(desk, request).version == len(events)


@pytest.mark.parametrize(
    ("state", "proposal"),
    [
        (RequestState.APPROVED, "revoke"),
        (RequestState.SUBMITTED, "withdraw"),
        (RequestState.VERIFIED_REMOVED, "withdraw"),
        (RequestState.WITHDRAWN, "none"),
        (RequestState.CLOSED, "none"),
    ],
)
def test_of_what_was_approved_an_approver_is_told(desk: ProcessContext, state: RequestState, proposal: str) -> None:
    request = brought_to(desk, state)
    named = None if proposal == "none" else f"tdr_{request.id}"
    assert undo(desk, item_of(desk, request)) == (proposal, named)
    assert now_of(desk, request) == request


def test_a_platform_cannot_tell_what_was_not_sent_from_what_is_not_there(desk: ProcessContext) -> None:
    request = approved(desk)
    for caller, known in ((TELEGRAM, request), (TIKTOK, submitted_elsewhere(desk))):
        with desk.writing() as factory, pytest.raises(RequestNotFoundError) as unsent:
            factory.takedown().apply(caller, known.id, None, EventInput(RequestEvent.ACK))
        with desk.writing() as factory, pytest.raises(RequestNotFoundError) as unknown:
            factory.takedown().apply(caller, uuid4(), None, EventInput(RequestEvent.ACK))
        assert str(unsent.value) == str(unknown.value)
        with desk.writing() as factory, pytest.raises(RequestNotFoundError):
            factory.takedown().view(caller, known.id)


def submitted_elsewhere(context: ProcessContext) -> RequestRecord:
    return submitted(context, key="2")


def test_a_view_is_logged_and_tells_what_is_missing_and_what_may_be_done(desk: ProcessContext) -> None:
    request = in_review(desk)
    with desk.writing() as factory:
        view = factory.takedown().view(ANN, request.id)
    assert view.allowed == (RequestEvent.REJECT, RequestEvent.CONTENT_GONE, RequestEvent.CONFIRM)
    assert (view.failures, view.by_hand, view.attempts) == ([], False, [])
    with desk.database.read() as session:
        acts = session.execute(select(AuditEntry.action, AuditEntry.actor).order_by(AuditEntry.id.desc())).first()
    assert acts == (AuditAction.CONSULT, ANN.actor)


def test_what_a_person_handed_over_is_logged_as_disclosed(desk: ProcessContext) -> None:
    request = submitted(desk)
    with desk.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.DISCLOSE)).one()
    attempt = attempts_of(desk, request)[0]
    assert (entry.actor, entry.recipient) == (ANN.actor, attempt.address)
    assert entry.details["payload_sha256"] == attempt.payload_sha256
    assert (attempt.outcome, attempt.detail) == ("accepted", "by hand, ticket TG-1")


def test_counts_by_state_and_requests_of_an_item(desk: ProcessContext) -> None:
    first, second = drafted(desk, key="1"), drafted(desk, key="2")
    second = move(desk, ANN, second, RequestEvent.DISCARD, rationale=WHY)
    with desk.reading() as factory:
        service = factory.takedown()
        assert service.count_by_state() == {"draft": 1, "rejected_internal": 1}
        assert service.of_item(item_of(desk, first)) == [first]
