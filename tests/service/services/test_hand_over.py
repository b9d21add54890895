"""What waits for somebody who comes back to work, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from service.domain.access import AccessRole, Caller, Scope, scopes_of
from service.domain.decisions import Verdict
from service.domain.hand_over import HandOver, HandOverLine, HandOverPart
from service.domain.preferences import Preferences
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from service.schema import BrowserSession
from service.services.accounts import actor_of
from service.storage.accounts import AccountRecord
from tests.support.people import make_person
from tests.support.review import BRAM, give_score, said, store
from tests.support.takedown import brought_to, change_row, confirmed, prepared, stored_item

_AWAY = timedelta(hours=9)


def _caller(person: AccountRecord) -> Caller:
    return Caller(actor_of(person.id), person.name, scopes_of(person.roles), person.roles, account_id=person.id)


def _back(context: ProcessContext, *roles: AccessRole) -> Caller:
    """Return somebody who was here until nine hours ago and has just signed in again."""
    person = make_person(context, "anna", *roles)
    gone = datetime.now(UTC) - _AWAY
    with context.writing() as factory:
        factory.sessions().start(person)
        factory.session.execute(update(BrowserSession).values(created_at=gone - _AWAY, seen_at=gone))
    with context.writing() as factory:
        factory.sessions().start(person)
    return _caller(person)


def _of(context: ProcessContext, caller: Caller, full: HandOverPart | None = None) -> HandOver:
    with context.reading() as factory:
        return factory.hand_over().of(caller, full)


def _lines(context: ProcessContext, caller: Caller, part: HandOverPart) -> list[HandOverLine]:
    return list(_of(context, caller).sections[part].lines)


def _decide(context: ProcessContext, item_id: UUID, verdict: Verdict, **fields: Any) -> None:  # noqa: ANN401  # of the dataclass
    with context.writing() as factory:
        factory.review().decide(BRAM, said(item_id, verdict, **fields))


def test_who_was_away_is_told_since_when(context: ProcessContext) -> None:
    found = _of(context, _back(context))
    assert timedelta(0) <= datetime.now(UTC) - found.since - _AWAY < timedelta(minutes=5)
    assert (found.first_time, found.is_news) == (False, False)
    assert timedelta(0) <= datetime.now(UTC) + timedelta(hours=8) - found.until < timedelta(minutes=5)


def test_who_was_never_here_is_told_of_a_day(context: ProcessContext) -> None:
    found = _of(context, _caller(make_person(context, "anna")))
    assert found.first_time
    assert datetime.now(UTC) - found.since >= timedelta(hours=24)


def test_urgent_items_come_with_their_alert_and_unclaimed_ones_first(context: ProcessContext) -> None:
    caller = _back(context)
    claimed, unclaimed, silent, decided = store(context, "een", "twee", "drie", "vier")
    for item_id in (claimed, unclaimed, silent, decided):
        give_score(context, item_id, "P0")
    with context.writing() as factory:
        factory.alerts().raise_for([claimed, unclaimed])
        factory.alerts().claim(BRAM, claimed)
    _decide(context, decided, Verdict.REJECT)
    found = {line.item_id: line for line in _lines(context, caller, HandOverPart.URGENT)}
    assert list(found)[-1] == claimed
    assert found[claimed].by == BRAM.actor
    assert (found[unclaimed].by, found[unclaimed].rounds, found[silent].rounds) == (None, 0, None)
    assert decided not in found


def test_only_what_was_said_since_then_and_still_stands_is_told(context: ProcessContext) -> None:
    deferred, escalated, taken_back = store(context, "een", "twee", "drie")
    for item_id in (deferred, escalated, taken_back):
        give_score(context, item_id, "P1")
    caller = _back(context)
    _decide(context, deferred, Verdict.DEFER)
    _decide(context, escalated, Verdict.ESCALATE)
    _decide(context, taken_back, Verdict.DEFER)
    with context.writing() as factory:
        decision = factory.items().get(taken_back)[0].decision_id
        assert decision is not None
        factory.review().undo(BRAM, taken_back, decision)
    found = [(line.item_id, line.what, line.by) for line in _lines(context, caller, HandOverPart.SAID)]
    assert found == [(escalated, "escalate", BRAM.actor), (deferred, "defer", BRAM.actor)]


def test_what_was_deferred_comes_up_within_the_shift(context: ProcessContext) -> None:
    soon, late = store(context, "een", "twee")
    for item_id, hours in ((soon, 2), (late, 12)):
        give_score(context, item_id, "P1")
        _decide(context, item_id, Verdict.DEFER, defer_until=datetime.now(UTC) + timedelta(hours=hours))
    (line,) = _lines(context, _back(context), HandOverPart.CLOCKS)
    assert (line.item_id, line.what) == (soon, "deferred_until")


def test_requests_wait_for_approval_and_failed_deliveries_are_tried_again(context: ProcessContext) -> None:
    caller, request = _back(prepared(context)), confirmed(context)
    assert [line.request_id for line in _lines(context, caller, HandOverPart.APPROVAL)] == [request.id]
    for hours, told in ((1, ["tried_again"]), (9, [])):
        retry_at = datetime.now(UTC) + timedelta(hours=hours)
        change_row(context, request, state=RequestState.DELIVERY_FAILED, retry_at=retry_at)
        sections = _of(context, caller).sections
        assert sections[HandOverPart.APPROVAL].total == 0
        assert [each.what for each in sections[HandOverPart.CLOCKS].lines if each.what != "submit"] == told


def test_clocks_of_requests_that_run_out_within_the_shift_come_up_for_who_sees_requests(
    context: ProcessContext,
) -> None:
    caller, request = _back(prepared(context)), confirmed(context)
    (line,) = _lines(context, caller, HandOverPart.CLOCKS)
    assert (line.request_id, line.what) == (request.id, "submit")
    assert _of(context, caller).sections[HandOverPart.CLOCKS].total == 1
    without = replace(caller, scopes=caller.scopes - {Scope.REQUEST})
    assert _lines(context, without, HandOverPart.CLOCKS) == []


def test_what_platforms_answered_since_then_is_told(context: ProcessContext) -> None:
    caller, answered = _back(prepared(context)), brought_to(context, RequestState.ACTIONED)
    found = [(line.request_id, line.what) for line in _lines(context, caller, HandOverPart.ANSWERS)]
    assert found[0] == (answered.id, "decision_action")
    assert _of(context, caller).sections[HandOverPart.ANSWERS].total == len(found)


def test_what_somebody_left_is_told_to_them_alone(context: ProcessContext) -> None:
    claimed, decided, alerted = store(context, "een", "twee", "drie")
    for item_id in (claimed, decided, alerted):
        give_score(context, item_id, "P0")
    caller = _back(context)
    with context.writing() as factory:
        factory.alerts().raise_for([alerted])
        factory.alerts().claim(caller, alerted)
        for item_id in (claimed, decided):
            factory.claims().take(caller, item_id)
        factory.review().decide(caller, said(decided, Verdict.REJECT))
    found = {(line.item_id, line.what) for line in _lines(context, caller, HandOverPart.MINE)}
    assert found == {(claimed, "claimed"), (alerted, "alert")}
    other = replace(BRAM, account_id=make_person(context, "bram").id)
    assert _lines(context, other, HandOverPart.MINE) == []


def test_drafts_that_nobody_stood_up_for_are_left_to_whoever_drafted_them(context: ProcessContext) -> None:
    prepared(context)
    caller = _back(context)
    item_id = stored_item(context)
    with context.writing() as factory:
        factory.review().decide(caller, said(item_id, Verdict.CONFIRM))
    (line,) = _lines(context, caller, HandOverPart.MINE)
    assert line.request_id is not None
    assert line.what in {"draft", "in_review"}


def test_a_list_is_short_its_count_is_true_and_all_of_it_can_be_had(context: ProcessContext) -> None:
    caller = _back(context)
    for item_id in store(context, *(f"bericht {number}" for number in range(13))):
        give_score(context, item_id, "P0")
    section = _of(context, caller).sections[HandOverPart.URGENT]
    assert (len(section.lines), section.total) == (10, 13)
    full = _of(context, caller, HandOverPart.URGENT).sections
    assert list(full) == [HandOverPart.URGENT]
    assert len(full[HandOverPart.URGENT].lines) == 13


def test_who_judges_without_the_score_is_told_no_priority_and_no_verdict(context: ProcessContext) -> None:
    urgent, other = store(context, "een", "twee")
    for item_id, priority in ((urgent, "P0"), (other, "P1")):
        give_score(context, item_id, priority)
    caller = _back(context)
    for item_id in (urgent, other):
        _decide(context, item_id, Verdict.ESCALATE if item_id == urgent else Verdict.DEFER)
    with context.writing() as factory:
        factory.preferences().keep(caller, Preferences(hide_scores=True))
    found = {line.item_id: line for line in _lines(context, caller, HandOverPart.SAID)}
    assert (found[urgent].priority, found[urgent].what) == ("P0", "escalate")
    assert (found[other].priority, found[other].what, found[other].by) == (None, "said", None)


def test_each_access_role_is_told_what_it_may_see(context: ProcessContext) -> None:
    scientist = _back(context, AccessRole.DATA_SCIENTIST)
    assert list(_of(context, scientist).sections) == [HandOverPart.URGENT, HandOverPart.SAID, HandOverPart.CLOCKS]
    asked = _of(context, scientist, HandOverPart.APPROVAL).sections
    assert HandOverPart.APPROVAL not in asked
    roles = frozenset({AccessRole.AUDITOR})
    auditor = replace(scientist, roles=roles, scopes=scopes_of(roles))
    assert HandOverPart.MINE not in _of(context, auditor).sections
