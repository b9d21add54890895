"""What platforms say of single items, and where their answers together bring a request."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from service.domain.access import Caller
from service.domain.takedown.content import content_document
from service.domain.takedown.outcomes import AnswerVia, DecisionGround, ItemAnswer, ItemOutcome
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.schema import TakedownItem
from service.services.takedown.errors import InvalidTransitionError, NotYoursToDoError, VersionMismatchError
from service.services.takedown.inputs import ItemsInput
from tests.support.takedown import (
    ANN,
    AUDITOR,
    BOB,
    FIELDS,
    TELEGRAM,
    age_answers,
    brought_to,
    change_row,
    confirmed_item,
    events_of,
    move,
    now_of,
)

A, E, O, S = ItemAnswer, RequestEvent, ItemOutcome, RequestState  # noqa: E741  # read as words below
WHY = "In de app gezien."


def of_three(context: ProcessContext, state: RequestState = S.SUBMITTED) -> tuple[RequestRecord, list[UUID]]:
    """Bring a request of three items to a state in which its platform answers; return it with its items."""
    request = brought_to(context, state)
    more = [confirmed_item(context, key=key) for key in ("2", "3")]
    first = request.content.items[0]
    items = (first, *(first.model_copy(update={"item_id": f"itm_{each.hex}"}) for each in more))
    change_row(context, request, content=content_document(request.content.model_copy(update={"items": items})))
    rows = [{"request_id": request.id, "place": at, "item_id": each} for at, each in enumerate(more, start=1)]
    with context.database.write() as session:
        session.execute(insert(TakedownItem), rows)
    return now_of(context, request), [UUID(hex=each.item_id.removeprefix("itm_")) for each in items]


def answered(
    context: ProcessContext,
    request: RequestRecord,
    said: dict[UUID, ItemAnswer],
    by: Caller = TELEGRAM,
    **more: Any,  # noqa: ANN401  # of the dataclass
) -> RequestRecord:
    with context.writing() as factory:
        return factory.item_answers().answer_items(by, request.id, request.version, ItemsInput(said, **more))


def kept(context: ProcessContext, request: RequestRecord) -> list[str | None]:
    with context.reading() as factory:
        return [each.answer for each in factory.takedown_desk().requests.items(request.id)]


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACKNOWLEDGED, S.OVERDUE])
@pytest.mark.parametrize(
    ("outcomes", "target"),
    [
        ((O.REMOVED, O.REMOVED, O.REMOVED), S.ACTIONED),
        ((O.REMOVED, O.NOT_ILLEGAL, O.NOT_FOUND), S.ACTIONED),
        ((O.GEO_BLOCKED, O.NO_ACTION, O.NO_ACTION), S.ACTIONED),
        ((O.ALREADY_GONE, O.NOT_FOUND, O.NOT_FOUND), S.ACTIONED),
        ((O.NOT_ILLEGAL, O.NO_ACTION, O.NOT_ILLEGAL), S.DECLINED),
        ((O.REMOVED, O.NEED_INFORMATION, O.NOT_ILLEGAL), S.INFO_REQUESTED),
        ((O.NEED_INFORMATION,), S.INFO_REQUESTED),
        ((O.REMOVED, O.NOT_ILLEGAL), S.ACKNOWLEDGED),
        ((O.NOT_ILLEGAL,), S.ACKNOWLEDGED),
    ],
)
def test_mixed_answers_bring_a_request_to_where_they_lead_together(
    sqlite_desk: ProcessContext, state: RequestState, outcomes: tuple[ItemOutcome, ...], target: RequestState
) -> None:
    request, ids = of_three(sqlite_desk, state)
    said = {
        item_id: A(outcome, reason=WHY, territory=("NL",) if outcome is O.GEO_BLOCKED else ())
        for item_id, outcome in zip(ids, outcomes, strict=False)
    }
    after = answered(sqlite_desk, request, said)
    assert after.state is target
    assert kept(sqlite_desk, request)[: len(outcomes)] == list(outcomes)
    assert after.version == len(events_of(sqlite_desk, request))


def test_items_answered_one_by_one_decide_with_the_last(desk: ProcessContext) -> None:
    request, ids = of_three(desk)
    reply = A(O.GEO_BLOCKED, "Alleen hier.", "TG-1", DecisionGround.ILLEGAL_CONTENT, territory=("NL", "BE"))
    request = answered(desk, request, {ids[0]: reply}, ticket="TG-118", via=AnswerVia.KEY)
    assert request.state is S.ACKNOWLEDGED
    request = answered(desk, request, {ids[1]: A(O.NEED_INFORMATION, reason="Welke foto?")})
    assert request.state is S.INFO_REQUESTED
    request = move(desk, ANN, request, E.ANSWER, **FIELDS[E.ANSWER])
    request = answered(desk, request, {ids[2]: A(O.NOT_ILLEGAL)})
    assert request.state is S.ACKNOWLEDGED
    request = answered(desk, request, {ids[1]: A(O.NOT_FOUND)})
    assert request.state is S.ACTIONED
    assert kept(desk, request) == ["geo_blocked", "not_found", "not_illegal"]
    events = events_of(desk, request)[-7:]
    assert [each.event for each in events] == [
        *("ack", "answer_items", "ask_info", "answer", "answer_items", "decision_action")
    ] or [each.event for each in events][1:] == [
        *("ack", "answer_items", "ask_info", "answer", "answer_items", "decision_action")
    ]
    assert events[-1].details["answers"] == ["geo_blocked", "not_found", "not_illegal"]
    assert events[-5].details["ticket"] == "TG-118"
    with desk.reading() as factory:
        first = factory.takedown_desk().requests.items(request.id)[0]
    assert first.details == reply.details


def test_a_question_of_one_item_is_asked_in_its_words(desk: ProcessContext) -> None:
    request, ids = of_three(desk)
    asked = {ids[0]: A(O.NEED_INFORMATION, reason="Welke foto?"), ids[1]: A(O.NEED_INFORMATION, reason="Welke dag?")}
    request = answered(desk, request, asked)
    assert events_of(desk, request)[-1].rationale == "Welke foto?\nWelke dag?"
    with desk.writing() as factory:
        seen = factory.answering().view(TELEGRAM, request.id)
    assert [(each["by"], each["text"]) for each in seen.messages] == [("platform", "Welke foto?\nWelke dag?")]


def test_an_analyst_enters_what_a_mail_says(desk: ProcessContext) -> None:
    request, ids = of_three(desk)
    said = {each: A(O.NOT_ILLEGAL, reason=WHY, ground=DecisionGround.MANIFESTLY_UNFOUNDED) for each in ids}
    request = answered(desk, request, said, ANN, via=AnswerVia.EMAIL)
    last = events_of(desk, request)[-1]
    assert (request.state, last.actor, last.details["via"]) == (S.DECLINED, ANN.actor, "email")
    assert last.details["ground"] == "manifestly_unfounded"
    with desk.reading() as factory:
        (figures,) = factory.platforms().accuracy(1)
    assert (figures.not_illegal.k, figures.declined.k, figures.unfounded.k) == (1, 1, 1)


def test_what_was_put_back_on_appeal_comes_back(desk: ProcessContext) -> None:
    request, ids = of_three(desk)
    request = answered(desk, request, {ids[0]: A(O.REMOVED), ids[1]: A(O.NOT_ILLEGAL), ids[2]: A(O.NOT_FOUND)})
    with pytest.raises(RequestInvalidError) as caught:
        answered(desk, request, {ids[1]: A(O.RESTORED, reason=WHY)})
    assert [(each.where, each.code) for each in caught.value.faults] == [("items.0.outcome", "never_removed")]
    request = answered(desk, request, {ids[0]: A(O.RESTORED, reason="Bezwaar toegewezen.")})
    assert request.state is S.REINSTATED
    assert kept(desk, request)[0] == "restored"
    with desk.reading() as factory:
        (figures,) = factory.platforms().accuracy(1)
    assert (figures.restored.k, figures.not_found.k, figures.restored.n) == (1, 1, 1)


def test_nothing_is_kept_of_answers_that_are_not_whole(desk: ProcessContext) -> None:
    request, ids = of_three(desk)
    with pytest.raises(RequestInvalidError) as caught:
        answered(
            desk,
            request,
            {
                ids[0]: A(O.GEO_BLOCKED),
                ids[1]: A(O.NEED_INFORMATION),
                uuid4(): A(O.REMOVED, ground=DecisionGround.MANIFESTLY_UNFOUNDED),
                ids[2]: A(O.RESTORED, reason=WHY),
            },
        )
    assert {(each.where, each.code) for each in caught.value.faults} == {
        ("items.0.territory", "missing"),
        ("items.1.reason", "missing"),
        ("items.2.item_id", "unknown"),
        ("items.2.ground", "unfitting"),
        ("items.3.outcome", "never_removed"),
        ("items", "mixed"),
    }
    with pytest.raises(RequestInvalidError):
        answered(desk, request, {})
    assert kept(desk, request) == [None] * 3
    assert now_of(desk, request).version == request.version


@pytest.mark.parametrize("state", [S.DRAFT, S.APPROVED, S.INFO_REQUESTED, S.ACTIONED, S.DECLINED, S.CLOSED])
def test_an_answer_that_does_not_fit_the_state_is_refused(sqlite_desk: ProcessContext, state: RequestState) -> None:
    request = brought_to(sqlite_desk, state)
    item_id = UUID(hex=request.content.items[0].item_id.removeprefix("itm_"))
    with pytest.raises(InvalidTransitionError):
        answered(sqlite_desk, request, {item_id: A(O.REMOVED)}, ANN)
    assert now_of(sqlite_desk, request).version == request.version


def test_only_the_platform_and_analysts_answer_and_only_the_version_that_they_saw(sqlite_desk: ProcessContext) -> None:
    request = brought_to(sqlite_desk, S.SUBMITTED)
    said = {UUID(hex=request.content.items[0].item_id.removeprefix("itm_")): A(O.REMOVED)}
    for nobody in (BOB, AUDITOR):
        with pytest.raises(NotYoursToDoError):
            answered(sqlite_desk, request, said, nobody)
    answered(sqlite_desk, request, said)
    with pytest.raises(VersionMismatchError):
        answered(sqlite_desk, request, said)


def test_what_nobody_acted_on_is_not_credited_and_may_be_seen_online_at_once(desk: ProcessContext) -> None:
    request = brought_to(desk, S.SUBMITTED)
    item_id = UUID(hex=request.content.items[0].item_id.removeprefix("itm_"))
    request = answered(desk, request, {item_id: A(O.NOT_FOUND)})
    still = move(desk, ANN, request, E.STILL_LIVE, **FIELDS[E.STILL_LIVE])
    assert still.state is S.OVERDUE
    request = answered(desk, still, {item_id: A(O.ALREADY_GONE)})
    request = move(desk, ANN, request, E.VERIFY, **FIELDS[E.VERIFY])
    with desk.reading() as factory:
        assert factory.takedown().count_gone() == {"decided": 0, "undecided": 0, "before": 0, "after": 1}


def test_what_a_platform_removed_is_credited_and_has_a_day(desk: ProcessContext) -> None:
    request = brought_to(desk, S.SUBMITTED)
    item_id = UUID(hex=request.content.items[0].item_id.removeprefix("itm_"))
    request = answered(desk, request, {item_id: A(O.REMOVED)})
    with pytest.raises(RequestInvalidError):
        move(desk, ANN, request, E.STILL_LIVE, **FIELDS[E.STILL_LIVE])
    age_answers(desk, request)
    request = move(desk, ANN, request, E.VERIFY, **FIELDS[E.VERIFY])
    with desk.reading() as factory:
        assert factory.takedown().count_gone()["decided"] == 1
