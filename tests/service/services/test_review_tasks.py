from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from service.domain.claims import Claim
from service.domain.decisions import Verdict
from service.domain.items import ItemFilter
from service.domain.messages import Platform
from service.domain.review_tasks import ReviewTask, Said, SecondReason, TaskKind, TaskState
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.known_items import NotDecidedError
from service.services.review_tasks import TaskGoneError, TaskNotFoundError, drawn
from service.settings import Settings
from tests.support.people import noted
from tests.support.review import ANNA, BRAM, edit, give_score, look_at, queued, said, standing, store
from tests.support.reviewing_again import (
    CHRIS,
    DORA,
    NEVER,
    NEWS,
    RECRUITS,
    SUPERVISOR,
    answer,
    decide,
    decided,
    known,
    next_of,
)


def task_of(found: Claim | ReviewTask | None) -> ReviewTask:
    assert isinstance(found, ReviewTask)
    return found


def test_a_known_item_is_handed_out_and_nothing_of_the_item_changes(context: ProcessContext) -> None:
    item_id = decided(context, ANNA, Verdict.UNSURE)
    mark, before = known(context, item_id), look_at(context, item_id)
    task = task_of(next_of(context, BRAM))
    assert (task.kind, task.item_id, task.known_id) == (TaskKind.KNOWN, item_id, mark.id)
    done = answer(context, BRAM, task.id, RECRUITS)
    assert (done.state, done.answer) == (TaskState.ANSWERED, RECRUITS)
    assert look_at(context, item_id) == before
    with context.reading() as factory:
        assert len(factory.decisions().history(item_id)) == 1
        assert factory.alerts().of_item(item_id) is None
        assert factory.takedown().of_item(item_id) == []


def test_a_known_item_comes_once_and_never_to_whoever_decided_or_marked_it(context: ProcessContext) -> None:
    mark = known(context, decided(context, ANNA, Verdict.UNSURE), by=CHRIS)
    assert next_of(context, ANNA) is None
    assert next_of(context, CHRIS) is None
    task = task_of(next_of(context, BRAM))
    assert task_of(next_of(context, BRAM)).id == task.id  # what one left open comes first again
    answer(context, BRAM, task.id, NEWS)
    assert next_of(context, BRAM) is None
    assert task_of(next_of(context, DORA)).known_id == mark.id


def test_an_escalated_known_item_calls_nobody(context: ProcessContext) -> None:
    item_id = decided(context, ANNA, Verdict.UNSURE)
    known(context, item_id)
    answer(context, BRAM, task_of(next_of(context, BRAM)).id, Said(Verdict.ESCALATE))
    with context.reading() as factory:
        assert factory.alerts().of_item(item_id) is None


def test_a_known_item_that_is_passed_on_does_not_come_back(context: ProcessContext) -> None:
    known(context, decided(context, ANNA, Verdict.UNSURE))
    task = task_of(next_of(context, BRAM))
    assert next_of(context, BRAM, passed=task.id) is None
    with context.reading() as factory:
        assert factory.review_tasks().held(BRAM, task.id).state is TaskState.PASSED


def test_without_luck_the_queue_comes_first(context: ProcessContext) -> None:
    first, second = store(context, "klus voor vanavond, dm", "klus voor morgen, dm")
    give_score(context, first, "P1")
    give_score(context, second, "P1")
    known(context, decided(context, ANNA, Verdict.UNSURE, first))
    found = next_of(context, BRAM, NEVER)
    assert isinstance(found, Claim)
    assert found.item_id == second


def test_no_task_comes_before_a_possible_threat_to_life(context: ProcessContext) -> None:
    first, second = store(context, "klus voor vanavond, dm", "klus voor nu, dm")
    give_score(context, first, "P1")
    give_score(context, second, "P0")
    known(context, decided(context, ANNA, Verdict.UNSURE, first))
    found = next_of(context, BRAM)
    assert isinstance(found, Claim)
    assert found.item_id == second


def test_a_task_is_of_the_platform_and_language_that_were_asked_for(context: ProcessContext) -> None:
    known(context, decided(context, ANNA, Verdict.UNSURE))
    assert next_of(context, BRAM, wanted=ItemFilter(lang="sv")) is None
    assert next_of(context, BRAM, wanted=ItemFilter(platform=Platform.SNAPCHAT)) is None
    assert task_of(next_of(context, BRAM, wanted=ItemFilter(lang="nl", priority="P3"))).kind is TaskKind.KNOWN


def test_an_edited_or_retired_known_item_is_not_handed_out(context: ProcessContext) -> None:
    mark = known(context, decided(context, ANNA, Verdict.UNSURE))
    edit(context, "klus voor overmorgen, dm")
    assert next_of(context, BRAM) is None
    with context.writing() as factory:
        factory.known_items().retire(SUPERVISOR, mark.id)
        assert factory.known_items().of_item(mark.item_id) is None


def test_only_decided_items_can_be_known_and_another_answer_takes_the_place_of_the_first(
    context: ProcessContext,
) -> None:
    item_id = queued(context)
    with pytest.raises(NotDecidedError):
        known(context, item_id)
    decide(context, ANNA, item_id, Verdict.UNSURE)
    with pytest.raises(RequestInvalidError):
        known(context, item_id, Said(Verdict.DEFER))
    first, second = known(context, item_id), known(context, item_id, RECRUITS)
    with context.reading() as factory:
        assert factory.known_items().of_item(item_id) == second
        assert factory.known_items().get(first.id).retired_by == SUPERVISOR.actor


def sampling(settings: Settings, share: float = 1.0, *, disagreement: bool = False) -> ProcessContext:
    changed = {"second_review_share": share, "second_review_disagreement": disagreement}
    return ProcessContext(settings.model_copy(update=changed))


@pytest.fixture
def drawing(settings: Settings) -> ProcessContext:
    """A context in which every decision gets a second look."""
    return sampling(settings)


def second_of(context: ProcessContext, caller: object = BRAM) -> ReviewTask:
    task = task_of(next_of(context, caller))  # type: ignore[arg-type]  # a caller
    assert task.kind is TaskKind.SECOND
    return task


def test_a_second_look_never_goes_to_the_first_and_agreement_changes_nothing(drawing: ProcessContext) -> None:
    item_id = decided(drawing, ANNA, Verdict.REJECT)
    before = look_at(drawing, item_id)
    assert next_of(drawing, ANNA) is None
    task = second_of(drawing)
    assert (task.first_by, task.reason) == (ANNA.actor, SecondReason.SAMPLE)
    assert answer(drawing, BRAM, task.id, NEWS).state is TaskState.AGREED
    assert look_at(drawing, item_id) == before
    with drawing.reading() as factory:
        assert factory.disagreements().open() == []
    drawing.close()


def test_two_who_ask_at_once_do_not_get_the_same_second_look(drawing: ProcessContext) -> None:
    decided(drawing, ANNA)
    second_of(drawing, BRAM)
    assert next_of(drawing, CHRIS) is None
    drawing.close()


def test_a_second_look_that_is_put_off_goes_to_somebody_else(drawing: ProcessContext) -> None:
    decided(drawing, ANNA)
    task = second_of(drawing)
    answer(drawing, BRAM, task.id, Said(Verdict.DEFER))
    assert second_of(drawing, CHRIS).id == task.id
    with pytest.raises(TaskNotFoundError):
        answer(drawing, BRAM, task.id, NEWS)
    drawing.close()


def test_an_answer_is_given_once_and_by_whoever_has_the_task(drawing: ProcessContext) -> None:
    decided(drawing, ANNA)
    task = second_of(drawing)
    with pytest.raises(TaskNotFoundError):
        answer(drawing, CHRIS, task.id, NEWS)
    with pytest.raises(TaskNotFoundError):
        answer(drawing, BRAM, uuid4(), NEWS)
    with pytest.raises(RequestInvalidError):
        answer(drawing, BRAM, task.id, Said(Verdict.CONFIRM))
    answer(drawing, BRAM, task.id, NEWS)
    with pytest.raises(TaskGoneError):
        answer(drawing, BRAM, task.id, NEWS)
    drawing.close()


def test_a_second_look_at_a_decision_that_was_taken_back_counts_for_nothing(drawing: ProcessContext) -> None:
    item_id = queued(drawing)
    first = decide(drawing, ANNA, item_id, Verdict.REJECT)
    task = second_of(drawing)
    with drawing.writing() as factory:
        factory.review().undo(ANNA, item_id, first.id)
    assert answer(drawing, BRAM, task.id, RECRUITS).state is TaskState.VOID
    drawing.close()


def test_a_second_look_that_sees_a_threat_to_life_calls_the_people_on_call_at_once(drawing: ProcessContext) -> None:
    item_id = decided(drawing, ANNA)
    assert answer(drawing, BRAM, second_of(drawing).id, Said(Verdict.ESCALATE)).state is TaskState.DIFFERS
    with drawing.reading() as factory:
        assert factory.alerts().of_item(item_id) is not None
    assert standing(drawing, item_id)[2] == "reject"
    drawing.close()


def test_what_goes_strongly_against_the_score_gets_a_second_look_if_that_is_switched_on(settings: Settings) -> None:
    looked_at = {}
    for switched in (False, True):
        context = sampling(settings, 0.0, disagreement=switched)
        high, low, middle = _three(context, late=switched)
        with context.writing() as factory:
            for item_id, verdict in ((high, Verdict.REJECT), (low, Verdict.CONFIRM), (middle, Verdict.REJECT)):
                factory.review().decide(ANNA, said(item_id, verdict))
        found = [next_of(context, caller) for caller in (BRAM, CHRIS, DORA)]
        looked_at[switched] = {each.item_id for each in found if isinstance(each, ReviewTask)}, {high, low}
        context.close()
    assert looked_at[False][0] == set()
    assert looked_at[True][0] == looked_at[True][1]


def _three(context: ProcessContext, *, late: bool) -> list[UUID]:
    """Store items with a high, a low and a middling score."""
    item_ids = store(context, *(f"klus {at} voor vanavond, dm" for at in range(3)), first=3 * late)
    for item_id, score in zip(item_ids, (0.95, 0.05, 0.7), strict=True):
        give_score(context, item_id, "P1", score)
    return item_ids


def test_who_defers_or_calls_others_asks_for_no_second_look(drawing: ProcessContext) -> None:
    decided(drawing, ANNA, Verdict.DEFER)
    assert next_of(drawing, BRAM) is None
    drawing.close()


def test_a_sample_is_as_large_as_its_share_and_always_the_same() -> None:
    ids = [UUID(int=number * 2**64 + number) for number in range(4000)]
    chosen = [each for each in ids if drawn(each, 0.05)]
    assert 150 < len(chosen) < 250
    assert all(drawn(each, 0.1) for each in chosen)
    assert not any(drawn(each, 0.0) for each in ids)
    assert all(drawn(each, 1.0) for each in ids)


def test_the_log_tells_who_had_and_answered_a_task(drawing: ProcessContext) -> None:
    decided(drawing, ANNA)
    task = second_of(drawing)
    answer(drawing, BRAM, task.id, RECRUITS)
    told = [entry.details for entry in noted(drawing) if entry.action == "review"]
    assert [(each["task"], each["outcome"], each["verdict"]) for each in told] == [
        (str(task.id), "open", None),
        (str(task.id), "differs", "confirm"),
    ]
    drawing.close()
