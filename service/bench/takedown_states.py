"""What is true of each request of a measurement: what lont says of it beside what the receiving servers kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from service.bench.takedown_servers import Receiving
from service.domain.takedown.records import public_id
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from service.schema import DeliveryAttempt, TakedownRequest

__all__ = ["UNDER_WAY", "TrueState", "compared", "true_state"]

UNDER_WAY = frozenset({RequestState.APPROVED, RequestState.SUBMITTING})
"""States from which a request goes on by itself; as it does after a failure that has a time for another attempt."""


@dataclass(frozen=True, slots=True)
class TrueState:
    """What became of all requests, as the receiving servers bear out."""

    requests: int
    seconds: float
    kills: int
    faults: Mapping[str, int]
    """What the servers did, by kind."""
    delivered: int
    """lont says so, and the platform has it."""
    refused: int
    """lont says that it did not arrive and a person decides, and the platform does not have it."""
    unknown: int
    """lont says that nobody knows, and waits for a person; the platform may have it or not."""
    waiting: int
    """Time was up before they were sent."""
    untrue: int
    """lont says one thing and the platform's count another."""
    lost: int
    """In no state from which anything follows."""
    repeated: int
    """Whole notices beyond the first, of any request; nobody gave the word for one."""

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, repeated or said untruly, and nothing is left."""
        return not (self.lost or self.repeated or self.untrue or self.waiting)


def compared(
    context: ProcessContext, made: Sequence[UUID], receiving: Receiving, kills: int, seconds: float
) -> TrueState:
    """Say of each request what is true of it, by what lont says and by what the servers kept."""
    with context.database.read() as session:
        attempt, row = DeliveryAttempt, TakedownRequest
        outcomes = select(attempt.request_id, attempt.outcome).order_by(attempt.request_id, attempt.attempt)
        last = {each.request_id: each.outcome for each in session.execute(outcomes)}
        states = select(row.id, row.state, row.retry_at)
        stands = {each.id: (each.state, each.retry_at) for each in session.execute(states)}
    found = Counter(
        true_state(*stands.get(each, ("", None)), last.get(each), receiving.kept[public_id(each)]) for each in made
    )
    return TrueState(
        requests=len(made),
        seconds=round(seconds, 1),
        kills=kills,
        faults={str(each): count for each, count in sorted(receiving.done.items())},
        delivered=found["delivered"],
        refused=found["refused"],
        unknown=found["unknown"],
        waiting=found["waiting"],
        untrue=found["untrue"],
        lost=found["lost"] + sum(each not in {public_id(one) for one in made} for each in receiving.kept if each),
        repeated=sum(count - 1 for count in receiving.kept.values() if count > 1),
    )


def true_state(state: str, retry_at: datetime | None, outcome: str | None, kept: int) -> str:
    """Return the name of a count of `TrueState` for one request.

    Parameters
    ----------
    state, retry_at
        Where lont says that it stands; an empty state: lont does not know it.
    outcome
        Of its last attempt, if any.
    kept
        How many whole notices the servers have of it.
    """
    if state == RequestState.SUBMITTED:
        return "delivered" if kept else "untrue"
    if state == RequestState.DELIVERY_FAILED and outcome == "unknown":
        return "unknown"
    if state == RequestState.DELIVERY_FAILED and retry_at is None:
        return "untrue" if kept else "refused"
    if state in UNDER_WAY or retry_at is not None:
        return "waiting"
    return "lost"
