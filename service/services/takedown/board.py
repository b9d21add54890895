"""The takedown requests as a board: each column the most urgent ones, with the clock that strikes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from service.domain.access import Caller
from service.domain.takedown.board import STAGES, WAITS_FOR, Party, Stage, states_waiting_for
from service.domain.takedown.clocks import Clock, ClockPolicy, clocks_of
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import OPEN_STATES, RequestState
from service.storage.request_board import BoardFilter, RequestBoardStore
from service.storage.takedown import TakedownStore

__all__ = ["GROUPS", "IN_A_COLUMN", "BoardQuestion", "Card", "Column", "RequestBoard", "Whose"]

IN_A_COLUMN = 6
"""Cards that a column shows; the list has the rest."""
GROUPS: dict[str, frozenset[RequestState]] = {
    **{stage.value: frozenset(states) for stage, states in STAGES.items()},
    "open": OPEN_STATES,
    "all": frozenset(RequestState),
}
"""What a list may show: a column of the board, all that is open, or all there is."""


class Whose(StrEnum):
    """Whose requests are asked for."""

    ANYBODY = "anybody"
    MINE = "mine"
    """In which the caller had a hand."""
    FOR_ME = "for_me"
    """Which wait for the caller."""


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which requests somebody asks for; ``None``: any."""

    platform: str | None = None
    priority: str | None = None
    whose: Whose = Whose.ANYBODY


@dataclass(frozen=True, slots=True)
class Card:
    """One request, as short as it goes."""

    request: RequestRecord
    clock: Clock | None
    """The one that strikes first; ``None``: none runs."""
    waits_for: Party | None
    """``None``: nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board."""

    stage: Stage
    total: int
    cards: Sequence[Card]
    """At most `IN_A_COLUMN`: the highest priority first, then the oldest."""


class RequestBoard:
    """Reads inside the caller's transaction; shows no text of an item, so that no view is logged."""

    def __init__(self, store: RequestBoardStore, requests: TakedownStore, policy: ClockPolicy) -> None:
        self._store = store
        self._requests = requests
        self._policy = policy

    def columns(self, caller: Caller, asked: BoardQuestion) -> list[Column]:
        """Return every column, also the empty ones, in the order of a request's life."""
        which, wanted = _filter(caller, asked), _states(caller, asked)
        counts = self._store.counts(which)
        found = []
        for stage, states in STAGES.items():
            shown = wanted & frozenset(states)
            total = sum(counts.get(state, 0) for state in shown)
            ids = self._store.most_urgent(shown, which, IN_A_COLUMN) if total else []
            found.append(Column(stage, total, self._cards(ids)))
        return found

    def page(self, caller: Caller, asked: BoardQuestion, group: str, before: UUID | None, limit: int) -> list[Card]:
        """Return requests of one of `GROUPS`, newest first, older than `before`."""
        states = _states(caller, asked) & GROUPS[group]
        return self._cards(self._store.newest(states, _filter(caller, asked), before, limit))

    def counts(self, caller: Caller, asked: BoardQuestion) -> dict[str, int]:
        """Return how many requests each of `GROUPS` has."""
        counts, wanted = self._store.counts(_filter(caller, asked)), _states(caller, asked)
        return {name: sum(counts.get(state, 0) for state in states & wanted) for name, states in GROUPS.items()}

    def _cards(self, ids: Sequence[UUID]) -> list[Card]:
        records = {each.id: each for each in self._requests.many(ids)}
        lives, now = self._requests.events_of(ids), datetime.now(UTC)
        found = []
        for request in (records[each] for each in ids):
            clocks = clocks_of(request.state, request.priority, lives[request.id], self._policy, now)
            first = min(clocks, key=lambda clock: clock.due_at, default=None)
            found.append(Card(request, first, _waits_for(request)))
        return found


def _waits_for(request: RequestRecord) -> Party | None:
    """Return who is waited for; what failed for now lont tries again by itself."""
    if request.state is RequestState.DELIVERY_FAILED and request.retry_at is not None:
        return Party.LONT
    return WAITS_FOR.get(request.state)


def _filter(caller: Caller, asked: BoardQuestion) -> BoardFilter:
    return BoardFilter(
        asked.platform,
        asked.priority,
        hand_of=caller.actor if asked.whose is Whose.MINE else None,
        unapprovable_by=caller.actor if asked.whose is Whose.FOR_ME else None,
    )


def _states(caller: Caller, asked: BoardQuestion) -> frozenset[RequestState]:
    return states_waiting_for(caller.roles) if asked.whose is Whose.FOR_ME else frozenset(RequestState)
