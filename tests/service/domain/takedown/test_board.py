"""The board: every state has its place, and whoever is waited for can do something there."""

from __future__ import annotations

from service.domain.access import AccessRole
from service.domain.takedown.board import STAGES, WAITS_FOR, Party, Stage, states_waiting_for
from service.domain.takedown.states import TERMINAL, TRANSITIONS, RequestState

_ROLES = {
    Party.ANALYST: {AccessRole.ANALYST},
    Party.APPROVER: {AccessRole.APPROVER},
    Party.ONLOOKER: {AccessRole.ANALYST, AccessRole.APPROVER, AccessRole.DISPATCHER},
    Party.PLATFORM: {AccessRole.PLATFORM, AccessRole.DISPATCHER, AccessRole.ANALYST},
    Party.BODY: {AccessRole.LEGAL},
    Party.LONT: {AccessRole.SYSTEM, AccessRole.DISPATCHER},
}


def test_every_state_that_is_not_the_end_stands_in_one_column() -> None:
    placed = [state for states in STAGES.values() for state in states]
    assert sorted(placed) == sorted(frozenset(RequestState) - TERMINAL)
    assert list(STAGES) == list(Stage)


def test_somebody_is_waited_for_in_every_column_who_can_move_it_on() -> None:
    assert set(WAITS_FOR) == frozenset(RequestState) - TERMINAL
    for state, party in WAITS_FOR.items():
        able = frozenset().union(*(each.roles | each.by_hand for each in TRANSITIONS if each.source is state))
        assert able & _ROLES[party], state


def test_an_analyst_and_an_approver_are_waited_for_in_different_states() -> None:
    analyst, approver = states_waiting_for([AccessRole.ANALYST]), states_waiting_for([AccessRole.APPROVER])
    assert RequestState.DRAFT in analyst
    assert RequestState.CONFIRMED in approver
    assert analyst & approver == {RequestState.APPROVED}
    assert states_waiting_for([AccessRole.AUDITOR]) == frozenset()
