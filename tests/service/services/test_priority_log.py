from __future__ import annotations

from uuid import UUID

import pytest

from service.domain.access import SYSTEM
from service.domain.decisions import Verdict
from service.domain.priority_changes import PriorityCause, PriorityChange
from service.factory import ProcessContext
from tests.support.conversing import ANSWER, REQUEST, say
from tests.support.review import ANNA, THREAT, edit, queued, said, store


def changes(context: ProcessContext, item_id: UUID) -> list[PriorityChange]:
    with context.reading() as factory:
        return factory.priority_log().history(item_id)


def told(context: ProcessContext, item_id: UUID) -> list[tuple[str | None, str | None, PriorityCause, str]]:
    return [(each.before, each.after, each.cause, each.actor) for each in changes(context, item_id)]


def test_the_first_priority_an_edit_and_the_one_after_it_are_told_with_their_reasons(context: ProcessContext) -> None:
    (item_id,) = store(context, THREAT)
    context.scoring().score([item_id])
    edit(context, "wie rijdt er zaterdag mee naar de wedstrijd")
    context.scoring().score([item_id])
    edit(context, THREAT)
    context.scoring().score([item_id])
    assert told(context, item_id) == [
        (None, "P0", PriorityCause.SCORE, SYSTEM),
        ("P0", None, PriorityCause.EDIT, SYSTEM),
        (None, "P0", PriorityCause.SCORE, SYSTEM),
    ]
    first, edited, _ = changes(context, item_id)
    assert {"target_named", "time_within_48_hours"} <= set(first.reasons)
    assert (edited.reasons, edited.by_id) == ((), None)


def test_what_never_had_a_priority_has_no_history(context: ProcessContext) -> None:
    (item_id,) = store(context, "wie rijdt er zaterdag mee naar de wedstrijd")
    context.scoring().score([item_id])
    assert changes(context, item_id) == []


def test_an_escalation_and_its_undo_are_told_with_who_and_which_decision(context: ProcessContext) -> None:
    item_id = queued(context, "P2")
    with context.writing() as factory:
        decision = factory.decisions().decide(ANNA, said(item_id, Verdict.ESCALATE))
    with context.writing() as factory:
        factory.decisions().undo(ANNA, item_id, decision.id)
    assert told(context, item_id)[-2:] == [
        ("P2", "P0", PriorityCause.DECISION, ANNA.actor),
        ("P0", "P2", PriorityCause.UNDO, ANNA.actor),
    ]
    assert {each.by_id for each in changes(context, item_id)[-2:]} == {decision.id}


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.UNSURE])
def test_a_verdict_that_leaves_the_priority_as_it_is_tells_nothing(context: ProcessContext, verdict: Verdict) -> None:
    item_id = queued(context, "P2")
    before = changes(context, item_id)
    with context.writing() as factory:
        factory.decisions().decide(ANNA, said(item_id, verdict))
    assert changes(context, item_id) == before


def test_a_message_that_comes_in_beside_an_item_is_told_as_the_cause(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 1)
    request = say(context, "1", REQUEST)
    (change,) = changes(context, answer)
    assert (change.before, change.after, change.cause, change.by_id) == (None, "P3", PriorityCause.CONTEXT, request)
    assert "f4_sale_raised" in change.reasons


def test_what_is_rolled_back_is_not_told(context: ProcessContext) -> None:
    item_id = queued(context, "P2")
    before = changes(context, item_id)

    def give_up() -> None:
        with context.writing() as factory:
            factory.decisions().decide(ANNA, said(item_id, Verdict.ESCALATE))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        give_up()
    assert changes(context, item_id) == before
