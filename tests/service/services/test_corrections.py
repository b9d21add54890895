"""Putting a decision right: another one takes its place, its request and its copies follow, and undo brings it back."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from service.domain.access import Caller
from service.domain.decisions import DecisionRecord, DecisionSpan, RejectReason, Verdict
from service.domain.items import ItemState
from service.domain.takedown.content import CaseCategory
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.decisions import DecisionConflictError
from service.services.review import Decided, Undone
from tests.support.campaigns import ADVERT, joined
from tests.support.people import noted
from tests.support.review import ANNA, BRAM, edit, look_at, queued, said
from tests.support.takedown import ANN, approved, brought_to, confirmed_item, item_of, prepared

SALE = ("f4_sale",)


@pytest.fixture
def desk(context: ProcessContext) -> ProcessContext:
    return prepared(context)


def decide(
    context: ProcessContext, item_id: UUID, verdict: Verdict = Verdict.CONFIRM, by: Caller = ANNA, **fields: object
) -> Decided:
    with context.writing() as factory:
        return factory.review().decide(by, said(item_id, verdict, **fields))  # type: ignore[arg-type]  # names and types are those of the record


def correct(context: ProcessContext, item_id: UUID, by: Caller = ANN, **fields: object) -> Decided:
    return decide(context, item_id, by=by, corrects=look_at(context, item_id).decision_id, **fields)  # type: ignore[arg-type]  # as above


def undo(context: ProcessContext, item_id: UUID) -> Undone:
    decision_id = look_at(context, item_id).decision_id
    assert decision_id is not None
    with context.writing() as factory:
        return factory.review().undo(ANN, item_id, decision_id)


def requests(context: ProcessContext, item_id: UUID) -> list[RequestRecord]:
    with context.reading() as factory:
        return list(reversed(factory.takedown().of_item(item_id)))


def history(context: ProcessContext, item_id: UUID) -> list[DecisionRecord]:
    with context.reading() as factory:
        return factory.decisions().history(item_id)


def test_a_correction_takes_the_place_of_what_was_decided_and_undoing_it_brings_that_back(
    context: ProcessContext,
) -> None:
    item_id = queued(context, text="doos te koop, dm")
    first = decide(context, item_id).decision
    spans = (DecisionSpan("f4_sale", 0, 12), DecisionSpan("recruitment", 14, 16, speaks=False))
    second = decide(context, item_id, by=BRAM, corrects=first.id, labels=SALE, spans=spans).decision
    assert (second.labels, second.spans, second.corrects, second.decided_by) == (SALE, spans, first.id, BRAM.actor)
    assert look_at(context, item_id).decision_id == second.id
    undone = undo(context, item_id)
    assert undone.decision.corrects == first.id
    assert (look_at(context, item_id).state, look_at(context, item_id).decision_id) == (ItemState.DECIDED, first.id)
    assert history(context, item_id) == [first, second, undone.decision]
    undo(context, item_id)
    assert look_at(context, item_id).state == ItemState.QUEUED
    verdicts = [each.details["verdict"] for each in noted(context) if each.action == "decide"]
    assert verdicts == ["confirm", "confirm", "undo", "undo"]


@pytest.mark.parametrize(
    ("verdict", "changes"),
    [
        (Verdict.CONFIRM, {"corrects": uuid4()}),
        (Verdict.REJECT, {"reason": RejectReason.QUOTED}),
        (Verdict.CONFIRM, {"version": 2}),
    ],
)
def test_only_what_holds_is_put_right_by_who_saw_it_and_it_stays_what_it_is(
    context: ProcessContext, verdict: Verdict, changes: dict[str, object]
) -> None:
    item_id = queued(context)
    first = decide(context, item_id).decision
    with pytest.raises(DecisionConflictError):
        decide(context, item_id, verdict, **{"corrects": first.id} | changes)  # type: ignore[arg-type]  # as above
    assert history(context, item_id) == [first]


def test_the_decision_on_an_earlier_text_is_not_put_right(context: ProcessContext) -> None:
    item_id = queued(context)
    first = decide(context, item_id).decision
    edit(context, "toch iets anders")
    with pytest.raises(DecisionConflictError):
        decide(context, item_id, corrects=first.id, labels=SALE)


@pytest.mark.parametrize(
    ("verdict", "spans", "codes"),
    [
        (Verdict.CONFIRM, [("recruitment", 0, 99, True)], ["outside"]),
        (Verdict.CONFIRM, [("recruitment", 3, 3, True)], ["outside"]),
        (Verdict.CONFIRM, [("recruitment", 4, 5, True)], ["outside"]),
        (Verdict.CONFIRM, [("recruitment", -1, 3, True)], ["outside"]),
        (Verdict.CONFIRM, [("f4_sale", 0, 4, True)], ["unconfirmed"]),
        (Verdict.CONFIRM, [("bomb", 0, 4, True)], ["unknown"]),
        (Verdict.CONFIRM, [("recruitment", 0, 4, True), ("recruitment", 0, 4, False)], ["contradiction"]),
        (Verdict.CONFIRM, [("recruitment", 0, 4, True)] * 51, ["too_many"]),
        (Verdict.REJECT, [("recruitment", 0, 4, True)], ["unconfirmed"]),
        (Verdict.UNSURE, [("recruitment", 0, 4, False)], ["unexpected"]),
    ],
)
def test_words_that_cannot_be_meant_are_refused_with_their_fault(
    context: ProcessContext, verdict: Verdict, spans: list[tuple[str, int, int, bool]], codes: list[str]
) -> None:
    item_id = queued(context, text="klus voor vanavond")
    with pytest.raises(RequestInvalidError) as caught:
        decide(context, item_id, verdict, spans=tuple(DecisionSpan(*each) for each in spans))
    assert [each.code for each in caught.value.faults] == codes
    assert history(context, item_id) == []


def test_a_request_of_the_wrong_category_ends_and_the_fitting_one_is_drafted(desk: ProcessContext) -> None:
    item_id = confirmed_item(desk)
    with desk.writing() as factory:
        factory.takedown().follow(ANN, item_id)
    done = correct(desk, item_id, labels=SALE)
    old, new = requests(desk, item_id)
    assert (old.state, new.state) == (RequestState.REJECTED_INTERNAL, RequestState.DRAFT)
    assert new.content.case_category is CaseCategory.F4_FIREWORK_SALE
    assert done.request is not None
    assert done.request.id == new.id
    undo(desk, item_id)
    assert [each.state for each in requests(desk, item_id)] == [RequestState.REJECTED_INTERNAL] * 2 + [
        RequestState.DRAFT
    ]


def test_of_an_approved_request_of_the_wrong_category_an_approver_is_told(desk: ProcessContext) -> None:
    request = approved(desk)
    done = correct(desk, item_of(desk, request), labels=SALE)
    assert [(each.act, each.request_id) for each in done.proposals] == [("revoke", f"tdr_{request.id}")]
    assert requests(desk, item_of(desk, request))[-1].content.case_category is CaseCategory.F4_FIREWORK_SALE


@pytest.mark.parametrize(
    ("labels", "state"),
    [(("recruitment", "f4_sale"), RequestState.IN_REVIEW), (("recruitment",), RequestState.CONFIRMED)],
)
def test_a_confirmed_request_is_confirmed_anew_only_where_the_labels_changed(
    desk: ProcessContext, labels: tuple[str, ...], state: RequestState
) -> None:
    request = brought_to(desk, RequestState.CONFIRMED)
    item_id = item_of(desk, request)
    correct(desk, item_id, labels=labels, spans=(DecisionSpan("recruitment", 0, 3),))
    (after,) = requests(desk, item_id)
    assert after.state is state
    with desk.reading() as factory:
        assert factory.takedown_desk().rests_on_decisions(after) is (labels == ("recruitment",))


def test_copies_that_took_the_decision_over_are_put_right_with_it_and_go_back_with_it(desk: ProcessContext) -> None:
    first = joined(desk, ADVERT)
    decide(desk, first, by=ANN, labels=SALE)
    copy = joined(desk, ADVERT, number=200)
    done = correct(desk, first, labels=("f4_sale", "recruitment"))
    assert done.copies == 1
    taken = history(desk, copy)[-1]
    assert (taken.labels, taken.inherited_from) == (("f4_sale", "recruitment"), done.decision.id)
    later = joined(desk, ADVERT, number=400)
    assert history(desk, later)[-1].inherited_from == done.decision.id
    undone = undo(desk, first)
    assert undone.copies == 2
    with desk.reading() as factory:
        holding = factory.decisions().get(look_at(desk, copy).decision_id)  # type: ignore[arg-type]  # it is decided
    assert holding is not None
    assert holding.labels == SALE
    assert look_at(desk, later).state == ItemState.QUEUED
