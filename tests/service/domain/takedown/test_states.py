from __future__ import annotations

import pytest

from service.domain.access import AccessRole
from service.domain.takedown.states import (
    OPEN_STATES,
    TERMINAL,
    TRANSITIONS,
    RequestEvent,
    RequestState,
    allowed_events,
    find,
)

# from, event, to, who (as in the research notes), who besides (our departures); /form: only with a form filled by hand
EXPECTED = """
draft            submit_for_review  in_review          system,analyst      -
draft            discard            rejected_internal  analyst             -
in_review        reject             rejected_internal  analyst,legal       -
in_review        content_gone       moot               system,analyst      -
in_review        confirm            confirmed          analyst             -
confirmed        send_back          in_review          approver,legal      -
confirmed        content_gone       moot               system,analyst      -
confirmed        approve            approved           approver            -
approved         dispatch           submitting         dispatcher          analyst,approver/form
approved         revoke             withdrawn          approver,legal      -
approved         content_gone       moot               system              -
submitting       accepted           submitted          dispatcher          analyst,approver/form
submitting       fail               delivery_failed    dispatcher          analyst,approver/form
delivery_failed  retry              submitting         dispatcher          analyst,approver
delivery_failed  ack                acknowledged       analyst,approver    -
delivery_failed  switch_channel     approved           approver            -
delivery_failed  give_up            closed             approver            -
submitted        ack                acknowledged       dispatcher,analyst  platform
submitted        decision_action    actioned           dispatcher,analyst  platform
submitted        decision_none      declined           dispatcher,analyst  platform
submitted        content_gone       moot               system,analyst      -
submitted        timeout            overdue            system              -
acknowledged     ask_info           info_requested     dispatcher,analyst  platform
info_requested   answer             acknowledged       analyst             -
acknowledged     decision_action    actioned           dispatcher,analyst  platform
acknowledged     decision_none      declined           dispatcher,analyst  platform
acknowledged     content_gone       moot               system,analyst      -
acknowledged     timeout            overdue            system              -
overdue          ack                acknowledged       dispatcher,analyst  platform
overdue          decision_action    actioned           dispatcher,analyst  platform
overdue          decision_none      declined           dispatcher,analyst  platform
overdue          content_gone       verified_removed   system,analyst      -
overdue          close              closed             approver            -
actioned         verify             verified_removed   system,analyst      -
actioned         still_live         overdue            system,analyst      -
declined         complain           complaint_filed    legal,approver      -
declined         accept             closed             approver            -
complaint_filed  reversed           actioned           dispatcher,analyst  -
complaint_filed  upheld             declined           dispatcher,analyst  -
declined         dispute            dispute_filed      legal               -
dispute_filed    decided            closed             legal               -
submitted        withdraw           withdrawn          approver,legal      -
acknowledged     withdraw           withdrawn          approver,legal      -
actioned         withdraw           withdrawn          approver,legal      -
verified_removed withdraw           withdrawn          approver,legal      -
withdrawn        close              closed             approver            -
moot             close              closed             system,analyst      -
verified_removed close              closed             system              approver
actioned         reinstated         reinstated         dispatcher,analyst  platform
verified_removed reinstated         reinstated         dispatcher,analyst  platform,system
closed           reinstated         reinstated         dispatcher,analyst  platform
reinstated       complain           complaint_filed    legal,approver      -
reinstated       dispute            dispute_filed      legal               -
reinstated       content_gone       moot               system,analyst      -
reinstated       accept             closed             approver            -
"""
ROWS = [line.split() for line in EXPECTED.strip().splitlines()]


def reached(start: set[RequestState], *, backwards: bool = False) -> set[RequestState]:
    steps = {(row.target, row.source) if backwards else (row.source, row.target) for row in TRANSITIONS}
    seen = set(start)
    while grown := {target for source, target in steps if source in seen} - seen:
        seen |= grown
    return seen


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_the_table_is_that_of_the_research_notes_and_our_departures(row: list[str]) -> None:
    source, event, target, who, besides = row
    transition = find(RequestState(source), RequestEvent(event))
    assert transition is not None
    assert transition.target == target
    more, _, form = besides.partition("/")
    extra = set(more.split(",")) - {"-"}
    assert transition.roles == set(who.split(",")) | (set() if form else extra)
    assert transition.by_hand == (extra if form else set())


def test_there_is_nothing_besides_that_table() -> None:
    assert len(TRANSITIONS) == len(ROWS) == 55


def test_no_event_stands_twice_in_a_state() -> None:
    assert len({(row.source, row.event) for row in TRANSITIONS}) == len(TRANSITIONS)


def test_every_state_can_be_reached_and_every_event_is_used() -> None:
    assert reached({RequestState.DRAFT}) == set(RequestState)
    assert {row.event for row in TRANSITIONS} == set(RequestEvent)


def test_every_state_can_end_and_only_what_is_online_again_leaves_an_end() -> None:
    assert reached(set(TERMINAL), backwards=True) == set(RequestState)
    leaving = {row.event for row in TRANSITIONS if row.source in TERMINAL}
    assert leaving == {RequestEvent.REINSTATED}
    assert all(any(row.source is state for row in TRANSITIONS) for state in set(RequestState) - TERMINAL)


def test_every_row_names_who_and_on_what_condition() -> None:
    assert all(row.roles and row.guard for row in TRANSITIONS)
    assert {row.timer for row in TRANSITIONS} == {None, "sla.ack", "sla.info", "sla.decision", "reappearance_watch"}


def test_what_is_over_or_taken_back_is_not_open() -> None:
    assert set(RequestState) - OPEN_STATES == {"rejected_internal", "closed", "moot", "withdrawn", "verified_removed"}


def test_an_event_that_does_not_fit_the_state_is_not_found() -> None:
    assert find(RequestState.DRAFT, RequestEvent.APPROVE) is None


def test_who_holds_several_roles_may_do_what_any_of_them_may() -> None:
    state = RequestState.CONFIRMED
    assert allowed_events(state, [AccessRole.ANALYST]) == (RequestEvent.CONTENT_GONE,)
    assert allowed_events(state, [AccessRole.LEGAL]) == (RequestEvent.SEND_BACK,)
    both = allowed_events(state, [AccessRole.ANALYST, AccessRole.APPROVER])
    assert both == (RequestEvent.SEND_BACK, RequestEvent.CONTENT_GONE, RequestEvent.APPROVE)


def test_a_person_sends_only_where_a_form_is_filled_in_by_hand() -> None:
    analyst = [AccessRole.ANALYST]
    assert allowed_events(RequestState.APPROVED, analyst) == ()
    assert allowed_events(RequestState.APPROVED, analyst, by_hand=True) == (RequestEvent.DISPATCH,)
    assert allowed_events(RequestState.SUBMITTING, analyst, by_hand=True) == (RequestEvent.ACCEPTED, RequestEvent.FAIL)


def test_a_platform_answers_and_does_nothing_else() -> None:
    may = {event for state in RequestState for event in allowed_events(state, [AccessRole.PLATFORM], by_hand=True)}
    assert may == {"ack", "ask_info", "decision_action", "decision_none", "reinstated"}


@pytest.mark.parametrize("role", [AccessRole.ADMIN, AccessRole.AUDITOR, AccessRole.DPO, AccessRole.DATA_SCIENTIST])
def test_who_has_no_part_in_requests_moves_none(role: AccessRole) -> None:
    assert not any(allowed_events(state, [role], by_hand=True) for state in RequestState)
