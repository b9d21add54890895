from __future__ import annotations

from uuid import uuid4

import pytest

from service.domain.access import Caller
from service.domain.takedown.records import RequestFilter, RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import LontError
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.takedown.answering import SENT, ReceivedNotice, received_notice, received_page
from service.services.takedown.errors import (
    NotYoursToDoError,
    PreconditionRequiredError,
    RequestNotFoundError,
    VersionMismatchError,
)
from service.services.takedown.inputs import EventInput
from tests.support.takedown import (
    ANN,
    BOB,
    PATHS,
    TELEGRAM,
    TIKTOK,
    WHY,
    approved,
    brought_to,
    item_of,
    move,
    now_of,
    submitted,
)

E = RequestEvent


def answer(
    context: ProcessContext, request: RequestRecord, wanted: EventInput, by: Caller = TELEGRAM, behind: int = 0
) -> ReceivedNotice:
    with context.writing() as factory:
        return factory.answering().answer(by, request.id, request.version - behind, wanted)


def page(context: ProcessContext, platform: str, limit: int = 10, before: RequestRecord | None = None) -> list[str]:
    with context.reading() as factory:
        store = factory.takedown_desk().requests
        found = received_page(store, RequestFilter(platform=platform), None if before is None else before.id, limit)
    return [each.id for each in found]


@pytest.mark.parametrize("state", sorted(PATHS))
def test_a_platform_sees_what_was_handed_to_it_and_nothing_before(
    sqlite_desk: ProcessContext, state: RequestState
) -> None:
    request = brought_to(sqlite_desk, state)
    handed_over = E.ACCEPTED in {event for event, _ in PATHS[state]}
    with sqlite_desk.reading() as factory:
        store = factory.takedown_desk().requests
        assert (received_notice(store, "telegram", request.id) is not None) is handed_over
        assert received_notice(store, "tiktok", request.id) is None
    assert page(sqlite_desk, "telegram") == ([public_id(request.id)] if handed_over else [])
    assert page(sqlite_desk, "tiktok") == []
    assert handed_over <= (state in SENT)


def test_what_was_given_up_was_never_handed_over(desk: ProcessContext) -> None:
    request = move(desk, BOB, brought_to(desk, RequestState.DELIVERY_FAILED), E.GIVE_UP, rationale=WHY)
    assert request.state in SENT
    assert page(desk, "telegram") == []


def test_pages_pass_over_what_was_not_sent(desk: ProcessContext) -> None:
    sent = [submitted(desk, key="1"), submitted(desk, key="4")]
    for key in ("2", "3", "5"):
        move(desk, BOB, approved(desk, key=key), E.REVOKE, rationale=WHY)
    newest_first = [public_id(each.id) for each in reversed(sent)]
    assert page(desk, "telegram") == newest_first
    assert page(desk, "telegram", limit=1) == newest_first[:1]
    assert page(desk, "telegram", before=sent[1]) == newest_first[1:]


def test_a_received_notice_holds_nothing_of_ours(desk: ProcessContext) -> None:
    request = submitted(desk)
    with desk.reading() as factory:
        found = received_notice(factory.takedown_desk().requests, "telegram", request.id)
    assert found is not None
    shown = repr(found)
    assert not any(secret in shown for secret in (ANN.actor, BOB.actor, "usr_", "2026.11.1", "detection", "AVG"))
    assert found.allowed == (E.ACK, E.DECISION_ACTION, E.DECISION_NONE)


def test_question_answer_and_decision(desk: ProcessContext) -> None:
    request = submitted(desk)
    answer(desk, request, EventInput(E.ACK, ticket="TG-9"))
    answer(desk, now_of(desk, request), EventInput(E.ASK_INFO, rationale="Welk bericht precies?"))
    ours = "Het bericht van 12.00 uur."
    move(desk, ANN, now_of(desk, request), E.ANSWER, rationale=ours, bona_fide=True)
    done = answer(
        desk,
        now_of(desk, request),
        EventInput(E.DECISION_ACTION, answers={item_of(desk, request): "removed"}),
    )
    assert [(each["by"], each["text"]) for each in done.messages] == [
        ("platform", "Welk bericht precies?"),
        ("notifier", ours),
    ]
    assert (done.state, done.items[0].answer) == (RequestState.ACTIONED, "removed")
    assert done.version == now_of(desk, request).version
    assert done.allowed == (E.REINSTATED,)  # it may put back what it removed, and say so


def test_an_empty_question_is_none(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.ACKNOWLEDGED)
    with pytest.raises(RequestInvalidError):
        answer(desk, request, EventInput(E.ASK_INFO, rationale="  "))


def test_a_platform_answers_the_version_that_it_saw(desk: ProcessContext) -> None:
    request = submitted(desk)
    with pytest.raises(VersionMismatchError):
        answer(desk, request, EventInput(E.ACK), behind=1)
    with desk.writing() as factory, pytest.raises(PreconditionRequiredError):
        factory.answering().answer(TELEGRAM, request.id, None, EventInput(E.ACK))


def test_another_platform_and_an_unknown_request_look_the_same(desk: ProcessContext) -> None:
    request = submitted(desk)
    messages = set()
    for by, request_id in ((TIKTOK, request.id), (TELEGRAM, uuid4()), (TELEGRAM, approved(desk, key="2").id)):
        with desk.writing() as factory, pytest.raises(RequestNotFoundError) as raised:
            factory.answering().answer(by, request_id, None, EventInput(E.ACK))
        messages.add(str(raised.value))
    assert len(messages) == 1


def test_a_platform_does_nothing_but_answer(desk: ProcessContext) -> None:
    request = submitted(desk)
    for event in (E.WITHDRAW, E.TIMEOUT, E.CLOSE):
        with pytest.raises(LontError) as raised:
            answer(desk, request, EventInput(event, rationale=WHY))
        assert raised.value.status in {403, 409}
    assert now_of(desk, request) == request


def test_people_do_not_answer_as_a_platform(desk: ProcessContext) -> None:
    request = submitted(desk)
    with pytest.raises(NotYoursToDoError):
        answer(desk, request, EventInput(E.ACK), by=ANN)
