from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from service.domain.access import Caller
from service.domain.decisions import Verdict
from service.domain.review_tasks import ReviewTask, Said, TaskState
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.disagreements import DisagreementClosedError, NotYoursToSettleError, Settled
from service.settings import Settings
from tests.support.people import noted
from tests.support.review import ANNA, BRAM, look_at, queued, said
from tests.support.reviewing_again import CHRIS, NEWS, RECRUITS, SUPERVISOR, answer, decide, next_of


@pytest.fixture
def drawing(settings: Settings) -> Iterator[ProcessContext]:
    """A context in which every decision gets a second look."""
    context = ProcessContext(settings.model_copy(update={"second_review_share": 1.0}))
    yield context
    context.close()


def differing(context: ProcessContext, first: Verdict = Verdict.REJECT, second: Said = RECRUITS) -> ReviewTask:
    """Let Anna and Bram see one item differently."""
    decide(context, ANNA, queued(context), first)
    task = next_of(context, BRAM)
    assert isinstance(task, ReviewTask)
    return answer(context, BRAM, task.id, second)


def settle(context: ProcessContext, caller: Caller, task_id: UUID, words: Said) -> Settled:
    with context.writing() as factory:
        return factory.disagreements().settle(caller, task_id, words, "samen gelezen")


def test_a_disagreement_is_on_the_list_with_what_was_said_first(drawing: ProcessContext) -> None:
    task = differing(drawing)
    with drawing.reading() as factory:
        (found,) = factory.disagreements().open()
    assert (found.task.id, found.first, found.task.answer) == (task.id, NEWS, RECRUITS)


def test_a_supervisor_settles_and_the_settled_verdict_is_an_ordinary_decision(drawing: ProcessContext) -> None:
    task = differing(drawing)
    settled = settle(drawing, SUPERVISOR, task.id, RECRUITS)
    item = look_at(drawing, task.item_id)
    assert (item.verdict, item.decision_id) == ("confirm", settled.task.settled_decision_id)
    with drawing.reading() as factory:
        history = factory.decisions().history(task.item_id)
        assert [(each.verdict, each.undoes is not None, each.decided_by) for each in history] == [
            ("reject", False, ANNA.actor),
            ("reject", True, SUPERVISOR.actor),
            ("confirm", False, SUPERVISOR.actor),
        ]
        assert factory.disagreements().open() == []
    assert next_of(drawing, CHRIS) is None  # nobody looks a third time


def test_a_first_decision_that_is_upheld_stays_as_it_is(drawing: ProcessContext) -> None:
    task = differing(drawing)
    before = look_at(drawing, task.item_id)
    settled = settle(drawing, SUPERVISOR, task.id, NEWS)
    assert (settled.task.state, settled.task.settled_decision_id) == (TaskState.SETTLED, None)
    assert look_at(drawing, task.item_id) == before
    assert [each.details["outcome"] for each in noted(drawing) if each.action == "review"][-1] == "upheld"


def test_the_two_settle_it_together_and_neither_alone(drawing: ProcessContext) -> None:
    task = differing(drawing)
    assert settle(drawing, ANNA, task.id, RECRUITS).task.state is TaskState.DIFFERS
    assert settle(drawing, ANNA, task.id, RECRUITS).task.state is TaskState.DIFFERS
    assert settle(drawing, BRAM, task.id, Said(Verdict.UNSURE)).task.state is TaskState.DIFFERS  # proposes otherwise
    assert settle(drawing, ANNA, task.id, Said(Verdict.UNSURE)).task.state is TaskState.SETTLED
    assert look_at(drawing, task.item_id).verdict == "unsure"


def test_a_third_analyst_settles_nothing(drawing: ProcessContext) -> None:
    task = differing(drawing)
    with pytest.raises(NotYoursToSettleError):
        settle(drawing, CHRIS, task.id, RECRUITS)


def test_it_is_settled_once_by_what_the_item_is_and_only_while_the_first_decision_holds(
    drawing: ProcessContext,
) -> None:
    task = differing(drawing)
    with pytest.raises(RequestInvalidError):
        settle(drawing, SUPERVISOR, task.id, Said(Verdict.DEFER))
    settle(drawing, SUPERVISOR, task.id, RECRUITS)
    with pytest.raises(DisagreementClosedError):
        settle(drawing, SUPERVISOR, task.id, RECRUITS)


def test_what_was_taken_back_meanwhile_is_on_no_list_and_cannot_be_settled(drawing: ProcessContext) -> None:
    task = differing(drawing)
    assert task.decision_id is not None
    with drawing.writing() as factory:
        factory.review().undo(ANNA, task.item_id, task.decision_id)
    with drawing.reading() as factory:
        assert factory.disagreements().open() == []
    with pytest.raises(DisagreementClosedError):
        settle(drawing, SUPERVISOR, task.id, RECRUITS)


def test_a_request_that_rested_on_the_first_decision_follows(drawing: ProcessContext) -> None:
    item_id = queued(drawing)
    with drawing.writing() as factory:
        request = factory.review().decide(ANNA, said(item_id, Verdict.CONFIRM)).request
    assert request is not None
    task = next_of(drawing, BRAM)
    assert isinstance(task, ReviewTask)
    answer(drawing, BRAM, task.id, NEWS)
    settle(drawing, SUPERVISOR, task.id, NEWS)
    with drawing.reading() as factory:
        (now,) = factory.takedown().of_item(item_id)
    assert now.state is RequestState.REJECTED_INTERNAL


def test_other_labels_put_the_first_decision_right(drawing: ProcessContext) -> None:
    task = differing(drawing, Verdict.CONFIRM, Said(Verdict.CONFIRM, ("f4_sale",)))
    settled = settle(drawing, SUPERVISOR, task.id, Said(Verdict.CONFIRM, ("f4_sale",)))
    with drawing.reading() as factory:
        first, second = factory.decisions().history(task.item_id)
    assert (second.id, second.corrects, second.labels) == (settled.task.settled_decision_id, first.id, ("f4_sale",))


def test_doubt_and_cannot_be_told_are_no_disagreement(drawing: ProcessContext) -> None:
    assert differing(drawing, Verdict.UNSURE, Said(Verdict.CANNOT_TELL)).state is TaskState.AGREED
