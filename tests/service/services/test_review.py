from __future__ import annotations

import pytest
from sqlalchemy import update

from service.domain.decisions import DecisionDraft, Verdict
from service.domain.items import ItemState
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import Decision
from service.services.decisions import DecisionConflictError
from service.services.takedown.errors import (
    IncompleteNoticeError,
    InvalidTransitionError,
    NotYoursToDoError,
    PreconditionRequiredError,
    VersionMismatchError,
)
from service.services.takedown.inputs import EventInput, RequestEdit
from tests.support.takedown import (
    ANN,
    BOB,
    CARL,
    CONFIRMATION,
    approved,
    confirm_item,
    confirmed_item,
    drafted,
    events_of,
    in_review,
    item_of,
    move,
    now_of,
    prepared,
    stored_item,
    undo,
)

CONFIRM = EventInput(RequestEvent.CONFIRM, **CONFIRMATION)


@pytest.fixture
def desk(context: ProcessContext) -> ProcessContext:
    return prepared(context)


def test_one_screen_saves_and_stands_up_for_a_draft(desk: ProcessContext) -> None:
    request = drafted(desk)
    edit = RequestEdit(additional_info="derde van boven")
    with desk.writing() as factory:
        done = factory.review().confirm_request(CARL, request.id, request.version, edit, CONFIRM)
    assert (done.state, done.version) == (RequestState.CONFIRMED, 4)
    assert [each.event for each in events_of(desk, done)] == ["create", "edit", "submit_for_review", "confirm"]
    assert done.content.items[0].locator.additional_info == "derde van boven"


def test_what_is_in_review_already_is_not_submitted_again(desk: ProcessContext) -> None:
    request = in_review(desk)
    with desk.writing() as factory:
        done = factory.review().confirm_request(ANN, request.id, request.version, RequestEdit(), CONFIRM)
    assert [each.event for each in events_of(desk, done)] == ["create", "submit_for_review", "confirm"]


def test_when_the_last_step_fails_none_happened(desk: ProcessContext) -> None:
    request = drafted(desk)
    edit = RequestEdit(additional_info="derde van boven")
    unsaid = EventInput(RequestEvent.CONFIRM)
    with pytest.raises(IncompleteNoticeError), desk.writing() as factory:
        factory.review().confirm_request(ANN, request.id, request.version, edit, unsaid)
    assert now_of(desk, request) == request
    assert len(events_of(desk, request)) == 1


def test_the_screen_is_for_analysts_on_the_version_they_saw(desk: ProcessContext) -> None:
    request = drafted(desk)
    for by, version, error in (
        (BOB, 1, NotYoursToDoError),
        (ANN, 7, VersionMismatchError),
        (ANN, None, PreconditionRequiredError),
    ):
        with desk.writing() as factory, pytest.raises(error):
            factory.review().confirm_request(by, request.id, version, RequestEdit(), CONFIRM)  # type: ignore[arg-type]  # as a caller without a version would


def test_what_is_approved_is_not_confirmed_again(desk: ProcessContext) -> None:
    request = approved(desk)
    with desk.writing() as factory, pytest.raises(InvalidTransitionError):
        factory.review().confirm_request(ANN, request.id, request.version, RequestEdit(), CONFIRM)


def test_undoing_a_confirmation_ends_its_draft_and_the_item_waits_again(desk: ProcessContext) -> None:
    request = drafted(desk)
    item_id = item_of(desk, request)
    assert undo(desk, item_id) == ("none", None)
    with desk.reading() as factory:
        assert factory.items().get(item_id)[0].state == ItemState.QUEUED
    assert now_of(desk, request).state is RequestState.REJECTED_INTERNAL


def test_undoing_says_of_an_approved_request_that_it_is_to_be_revoked(desk: ProcessContext) -> None:
    request = approved(desk)
    assert undo(desk, item_of(desk, request)) == ("revoke", f"tdr_{request.id}")
    after = move(desk, BOB, now_of(desk, request), RequestEvent.REVOKE, rationale="besluit is teruggedraaid")
    assert after.state is RequestState.WITHDRAWN


def test_undoing_says_of_the_approved_request_of_a_copy_that_it_is_to_be_revoked(desk: ProcessContext) -> None:
    request = approved(desk)
    source = confirmed_item(desk, key="2")
    with desk.reading() as factory:
        decision = factory.decisions().history(source)[-1]
    with desk.database.write() as session:  # as if the other item had taken the decision over
        copied = update(Decision).where(Decision.item_id == item_of(desk, request))
        session.execute(copied.values(inherited_from=decision.id))
    assert undo(desk, source) == ("revoke", f"tdr_{request.id}")
    with desk.reading() as factory:
        assert factory.items().get(item_of(desk, request))[0].state == ItemState.QUEUED


def test_undoing_what_is_no_confirmation_touches_no_request(desk: ProcessContext) -> None:
    item_id = stored_item(desk)
    with desk.writing() as factory:
        decision = factory.review().decide(ANN, DecisionDraft(item_id, 1, Verdict.UNSURE)).decision
    with desk.writing() as factory:
        undone = factory.review().undo(CARL, item_id, decision.id)
    assert (undone.proposals, undone.decision.undoes) == ((), decision.id)


def test_a_decision_is_undone_once(desk: ProcessContext) -> None:
    request = approved(desk)
    item_id = item_of(desk, request)
    with desk.reading() as factory:
        decision = factory.decisions().history(item_id)[-1]
    undo(desk, item_id)
    with desk.writing() as factory, pytest.raises(DecisionConflictError):
        factory.review().undo(CARL, item_id, decision.id)
    confirm_item(desk, item_id, CARL)
    with desk.writing() as factory, pytest.raises(DecisionConflictError):
        factory.review().undo(CARL, item_id, decision.id)
