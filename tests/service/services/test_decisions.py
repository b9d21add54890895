from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from service.domain.access import Caller
from service.domain.audit import AuditAction, AuditEntry, AuditFilter
from service.domain.decisions import STATE_AFTER, DecisionRecord, RejectReason, Verdict
from service.domain.items import ItemState
from service.errors import LontError
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.decisions import CODEBOOK_VERSION, DecisionConflictError
from service.services.items import ItemNotFoundError
from service.storage.alerts import AlertRecord
from tests.support.drafts import open_channel
from tests.support.review import (
    ANNA,
    BRAM,
    MODEL,
    THREAT,
    at_once,
    edit,
    give_score,
    look_at,
    queued,
    said,
    standing,
    store,
)


def decide(
    context: ProcessContext, item_id: UUID, verdict: Verdict, caller: Caller = ANNA, **fields: object
) -> DecisionRecord:
    with context.writing() as factory:
        return factory.decisions().decide(caller, said(item_id, verdict, **fields))  # type: ignore[arg-type]  # as above


def undo(context: ProcessContext, item_id: UUID, decision_id: UUID, caller: Caller = ANNA) -> DecisionRecord:
    with context.writing() as factory:
        return factory.decisions().undo(caller, item_id, decision_id)


def history(context: ProcessContext, item_id: UUID) -> list[DecisionRecord]:
    with context.reading() as factory:
        return factory.decisions().history(item_id)


def alert_of(context: ProcessContext, item_id: UUID) -> AlertRecord | None:
    with context.reading() as factory:
        return factory.alerts().of_item(item_id)


def p0(context: ProcessContext) -> UUID:
    """Store an item with the alert that its score raises."""
    (item_id,) = store(context, THREAT)
    assert context.scoring().score([item_id]) == 1
    alert = alert_of(context, item_id)
    assert alert is not None
    assert alert.claimed_at is None
    return item_id


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_is_kept_as_it_was_given_and_holds(context: ProcessContext, verdict: Verdict) -> None:
    item_id = queued(context, "P2")
    given = decide(context, item_id, verdict, note="gezien", threat_to_life="possible", saw_original=True)
    assert history(context, item_id) == [given]
    assert (given.verdict, given.item_version, given.decided_by) == (verdict, 1, ANNA.actor)
    assert (given.note, given.threat_to_life, given.saw_original) == ("gezien", "possible", True)
    assert (given.codebook_version, given.model_version, given.priority) == (CODEBOOK_VERSION, MODEL, "P2")
    assert given.undoes is None
    priority = "P0" if verdict is Verdict.ESCALATE else "P2"
    assert standing(context, item_id) == (STATE_AFTER[verdict], priority, verdict)
    assert look_at(context, item_id).decision_id == given.id


def test_after_a_confirmation_a_rejection_and_an_unsure_nobody_has_to_decide_any_more() -> None:
    done = {verdict for verdict, state in STATE_AFTER.items() if state is ItemState.DECIDED}
    assert done == {Verdict.CONFIRM, Verdict.REJECT, Verdict.UNSURE, Verdict.CANNOT_TELL}


@pytest.mark.parametrize(
    ("verdict", "changes", "fault"),
    [
        (Verdict.CONFIRM, {"labels": ()}, ("labels", "missing")),
        (Verdict.CONFIRM, {"labels": ("bomb",)}, ("labels", "unknown")),
        (Verdict.CONFIRM, {"reason": RejectReason.QUOTED}, ("reason", "reason")),
        (Verdict.REJECT, {"reason": None}, ("reason", "reason")),
        (Verdict.REJECT, {"labels": ("f4_sale",)}, ("labels", "unexpected")),
        (Verdict.DEFER, {"labels": ("f4_sale",)}, ("labels", "unexpected")),
        (Verdict.UNSURE, {"threat_to_life": "perhaps"}, ("threat_to_life", "unknown")),
    ],
)
def test_a_decision_that_is_not_whole_is_refused_with_its_fault(
    context: ProcessContext, verdict: Verdict, changes: dict[str, object], fault: tuple[str, str]
) -> None:
    item_id = queued(context)
    with pytest.raises(RequestInvalidError) as caught:
        decide(context, item_id, verdict, **changes)  # type: ignore[arg-type]  # names and types are those of the record
    assert [(each.where, each.code) for each in caught.value.faults] == [fault]
    assert history(context, item_id) == []
    assert standing(context, item_id) == (ItemState.QUEUED, "P1", None)


def test_all_faults_are_told_at_once(context: ProcessContext) -> None:
    with pytest.raises(RequestInvalidError) as caught:
        decide(context, queued(context), Verdict.REJECT, reason=None, labels=("bomb",), threat_to_life="x")
    assert [each.code for each in caught.value.faults] == ["unexpected", "unknown", "reason", "unknown"]


def test_an_item_that_does_not_exist_can_neither_be_decided_nor_undone(context: ProcessContext) -> None:
    with pytest.raises(ItemNotFoundError):
        decide(context, uuid4(), Verdict.UNSURE)
    with pytest.raises(ItemNotFoundError):
        undo(context, uuid4(), uuid4())


def test_an_item_without_a_score_cannot_be_decided(context: ProcessContext) -> None:
    (item_id,) = store(context, "nog niet gelezen")
    with pytest.raises(DecisionConflictError):
        decide(context, item_id, Verdict.UNSURE)


def test_who_saw_an_earlier_text_cannot_decide_the_present_one(context: ProcessContext) -> None:
    item_id = queued(context)
    edit(context, "toch maar niet")
    give_score(context, item_id, "P1", version=2)
    with pytest.raises(DecisionConflictError, match="you saw version 1, it is at 2"):
        decide(context, item_id, Verdict.UNSURE, version=1)
    assert decide(context, item_id, Verdict.UNSURE, version=2).item_version == 2


def test_an_edited_item_loses_its_decision_and_the_history_keeps_it(context: ProcessContext) -> None:
    item_id = queued(context)
    first = decide(context, item_id, Verdict.CONFIRM)
    edit(context, "nu te koop: fiets")
    assert standing(context, item_id) == (ItemState.PENDING, None, None)
    assert look_at(context, item_id).decision_id is None
    with pytest.raises(DecisionConflictError):
        undo(context, item_id, first.id)
    assert history(context, item_id) == [first]


@pytest.mark.parametrize("second", list(Verdict))
def test_a_second_decision_is_refused_until_the_first_is_undone(context: ProcessContext, second: Verdict) -> None:
    item_id = queued(context)
    first = decide(context, item_id, Verdict.CONFIRM)
    with pytest.raises(DecisionConflictError, match="confirm"):
        decide(context, item_id, second, BRAM)
    undo(context, item_id, first.id, BRAM)
    assert decide(context, item_id, second, BRAM).verdict == second


@pytest.mark.parametrize("verdict", [Verdict.DEFER, Verdict.ESCALATE])
def test_what_was_put_off_or_escalated_can_be_decided_without_undoing_that(
    context: ProcessContext, verdict: Verdict
) -> None:
    item_id = queued(context)
    decide(context, item_id, verdict)
    decide(context, item_id, Verdict.REJECT, BRAM)
    assert standing(context, item_id)[::2] == (ItemState.DECIDED, Verdict.REJECT)
    assert [each.verdict for each in history(context, item_id)] == [verdict, Verdict.REJECT]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_undoing_puts_the_item_back_where_it_was_in_the_queue(context: ProcessContext, verdict: Verdict) -> None:
    item_id = queued(context, "P2")
    given = decide(context, item_id, verdict)
    undoing = undo(context, item_id, given.id, BRAM)
    assert standing(context, item_id) == (ItemState.QUEUED, "P2", None)
    assert look_at(context, item_id).decision_id is None
    assert (undoing.undoes, undoing.verdict, undoing.decided_by) == (given.id, verdict, BRAM.actor)


def test_the_history_only_grows(context: ProcessContext) -> None:
    item_id = queued(context)
    first = decide(context, item_id, Verdict.CONFIRM)
    undoing = undo(context, item_id, first.id)
    second = decide(context, item_id, Verdict.REJECT, BRAM)
    assert history(context, item_id) == [first, undoing, second]


def test_a_decision_is_undone_once_and_only_while_it_holds(context: ProcessContext) -> None:
    item_id = queued(context)
    first = decide(context, item_id, Verdict.CONFIRM)
    undoing = undo(context, item_id, first.id)
    second = decide(context, item_id, Verdict.UNSURE)
    for no_longer in (first.id, undoing.id, uuid4()):
        with pytest.raises(DecisionConflictError):
            undo(context, item_id, no_longer)
    assert look_at(context, item_id).decision_id == second.id


def test_a_decision_is_not_undone_by_way_of_another_item(context: ProcessContext) -> None:
    first, second = store(context, "een", "twee")
    for item_id in (first, second):
        give_score(context, item_id, "P1")
    given = decide(context, first, Verdict.CONFIRM)
    with pytest.raises(DecisionConflictError):
        undo(context, second, given.id)
    assert look_at(context, first).decision_id == given.id


@pytest.mark.parametrize("verdict", [Verdict.DEFER, Verdict.CONFIRM])
def test_an_item_that_nothing_was_raised_for_waits_last_once_somebody_touched_it(
    context: ProcessContext, verdict: Verdict
) -> None:
    item_id = queued(context, None)
    assert standing(context, item_id) == (ItemState.SCORED, None, None)
    given = decide(context, item_id, verdict)
    if verdict is Verdict.CONFIRM:
        assert standing(context, item_id) == (ItemState.DECIDED, None, verdict)
        undo(context, item_id, given.id)
    assert standing(context, item_id)[:2] == (ItemState.QUEUED, "P3")


def test_escalating_raises_an_alert_and_goes_to_the_top(context: ProcessContext) -> None:
    item_id = queued(context, "P3")
    assert alert_of(context, item_id) is None
    decide(context, item_id, Verdict.ESCALATE)
    alert = alert_of(context, item_id)
    assert alert is not None
    assert alert.claimed_at is None
    assert standing(context, item_id)[:2] == (ItemState.QUEUED, "P0")


def test_escalating_what_somebody_had_claimed_calls_everybody_again(context: ProcessContext) -> None:
    item_id = p0(context)
    with context.writing() as factory:
        factory.alerts().claim(BRAM, item_id)
    decide(context, item_id, Verdict.ESCALATE)
    alert = alert_of(context, item_id)
    assert alert is not None
    assert (alert.claimed_at, alert.claimed_by) == (None, None)
    assert context.alert_rounds().start_due() == 1


@pytest.mark.parametrize("verdict", [Verdict.CONFIRM, Verdict.REJECT, Verdict.UNSURE])
def test_who_decides_an_item_claims_its_alert(context: ProcessContext, verdict: Verdict) -> None:
    item_id = p0(context)
    decide(context, item_id, verdict)
    alert = alert_of(context, item_id)
    assert alert is not None
    assert alert.claimed_by == ANNA.actor


def test_who_decides_after_somebody_claimed_leaves_the_claim_alone(context: ProcessContext) -> None:
    item_id = p0(context)
    with context.writing() as factory:
        factory.alerts().claim(BRAM, item_id)
    decide(context, item_id, Verdict.CONFIRM)
    alert = alert_of(context, item_id)
    assert alert is not None
    assert alert.claimed_by == BRAM.actor


def test_who_puts_an_alerted_item_off_has_not_claimed_it(context: ProcessContext) -> None:
    item_id = p0(context)
    decide(context, item_id, Verdict.DEFER)
    alert = alert_of(context, item_id)
    assert alert is not None
    assert alert.claimed_at is None


def test_an_escalation_that_is_undone_calls_nobody_any_more_unless_the_item_is_urgent_by_itself(
    context: ProcessContext,
) -> None:
    (mistaken,) = store(context, "klus voor vanavond, dm", first=90)
    give_score(context, mistaken, "P2")
    urgent = p0(context)
    for item_id in (mistaken, urgent):
        undo(context, item_id, decide(context, item_id, Verdict.ESCALATE).id, BRAM)
    first, second = alert_of(context, mistaken), alert_of(context, urgent)
    assert first is not None
    assert second is not None
    assert first.claimed_by == BRAM.actor
    assert second.claimed_at is None


def test_every_decision_and_undoing_is_in_the_log_without_words(context: ProcessContext) -> None:
    item_id = queued(context)
    given = decide(context, item_id, Verdict.REJECT, note="een notitie")
    undo(context, item_id, given.id, BRAM)
    with context.reading() as factory:
        wanted = AuditFilter(object_id=str(item_id), action=AuditAction.DECIDE)
        entries = factory.audit_entries().search(wanted, None, 10)
    records = [entry.record for entry in reversed(entries) if isinstance(entry, AuditEntry)]
    assert [(each.actor, each.details["verdict"]) for each in records] == [(ANNA.actor, "reject"), (BRAM.actor, "undo")]
    assert all(each.details["decision"] == str(given.id) for each in records)
    assert "notitie" not in str(records)


def test_what_fails_later_in_the_transaction_takes_the_decision_with_it(context: ProcessContext) -> None:
    item_id = queued(context)

    def decide_and_fail() -> None:
        with context.writing() as factory:
            factory.decisions().decide(ANNA, said(item_id, Verdict.ESCALATE))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        decide_and_fail()
    assert standing(context, item_id) == (ItemState.QUEUED, "P1", None)
    assert history(context, item_id) == []
    assert alert_of(context, item_id) is None


def test_of_two_who_decide_at_once_exactly_one_wins(context: ProcessContext) -> None:
    open_channel(context)
    for number in range(5):
        (item_id,) = store(context, "klus voor vanavond, dm", first=number)
        give_score(context, item_id, "P1")
        outcomes = at_once(
            lambda item_id=item_id: decide(context, item_id, Verdict.CONFIRM, ANNA),  # type: ignore[misc]  # bound now
            lambda item_id=item_id: decide(context, item_id, Verdict.UNSURE, BRAM),  # type: ignore[misc]  # as above
        )
        won = [each for each in outcomes if isinstance(each, DecisionRecord)]
        lost = [each for each in outcomes if isinstance(each, LontError)]
        assert [each.code for each in lost] == [DecisionConflictError.code]
        assert history(context, item_id) == won
        assert look_at(context, item_id).decision_id == won[0].id


def test_of_two_who_undo_at_once_exactly_one_wins(context: ProcessContext) -> None:
    item_id = queued(context)
    given = decide(context, item_id, Verdict.CONFIRM)
    outcomes = at_once(
        lambda: undo(context, item_id, given.id, ANNA),
        lambda: undo(context, item_id, given.id, BRAM),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["DecisionConflictError", "DecisionRecord"]
    assert len(history(context, item_id)) == 2


def test_the_confirmations_that_hold_are_found_by_item(context: ProcessContext) -> None:
    confirmed, rejected, undone = store(context, "een", "twee", "drie")
    for item_id in (confirmed, rejected, undone):
        give_score(context, item_id, "P1")
    given = decide(context, confirmed, Verdict.CONFIRM, labels=("recruitment", "f4_sale"))
    decide(context, rejected, Verdict.REJECT)
    undo(context, undone, decide(context, undone, Verdict.CONFIRM).id)
    with context.reading() as factory:
        found = factory.takedown_desk().decisions.confirmed([confirmed, rejected, undone])
    assert found == {confirmed: replace(given, labels=("recruitment", "f4_sale"))}
