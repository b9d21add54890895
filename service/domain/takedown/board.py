"""The board of takedown requests: which states stand in one column, and who is waited for in each state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from service.domain.access import AccessRole
from service.domain.takedown.states import RequestState

__all__ = ["STAGES", "WAITS_FOR", "Party", "Stage", "states_waiting_for"]


class Stage(StrEnum):
    """A column of the board, in the order of a request's life."""

    WRITING = "writing"
    APPROVAL = "approval"
    SENDING = "sending"
    PLATFORM = "platform"
    QUESTION = "question"
    OVERDUE = "overdue"
    ACTED = "acted"
    REFUSED = "refused"
    ENDING = "ending"


class Party(StrEnum):
    """Who is waited for."""

    ANALYST = "analyst"
    APPROVER = "approver"
    ONLOOKER = "onlooker"
    """An analyst or approver who has just seen it online."""
    PLATFORM = "platform"
    BODY = "body"
    """The certified body of Article 21."""
    LONT = "lont"


_S, _P = RequestState, Party

STAGES: Mapping[Stage, tuple[RequestState, ...]] = MappingProxyType(
    {
        Stage.WRITING: (_S.DRAFT, _S.IN_REVIEW),
        Stage.APPROVAL: (_S.CONFIRMED,),
        Stage.SENDING: (_S.APPROVED, _S.SUBMITTING, _S.DELIVERY_FAILED),
        Stage.PLATFORM: (_S.SUBMITTED, _S.ACKNOWLEDGED),
        Stage.QUESTION: (_S.INFO_REQUESTED,),
        Stage.OVERDUE: (_S.OVERDUE,),
        Stage.ACTED: (_S.ACTIONED,),
        Stage.REFUSED: (_S.DECLINED, _S.REINSTATED, _S.COMPLAINT_FILED, _S.DISPUTE_FILED),
        Stage.ENDING: (_S.VERIFIED_REMOVED, _S.WITHDRAWN, _S.MOOT),
    }
)
"""Every state but the two in which nothing is left to do stands in one column."""

WAITS_FOR: Mapping[RequestState, Party] = MappingProxyType(
    {
        _S.DRAFT: _P.ANALYST,
        _S.IN_REVIEW: _P.ANALYST,
        _S.CONFIRMED: _P.APPROVER,
        _S.APPROVED: _P.ONLOOKER,
        _S.SUBMITTING: _P.LONT,
        _S.DELIVERY_FAILED: _P.APPROVER,
        _S.SUBMITTED: _P.PLATFORM,
        _S.ACKNOWLEDGED: _P.PLATFORM,
        _S.INFO_REQUESTED: _P.ANALYST,
        _S.OVERDUE: _P.APPROVER,
        _S.ACTIONED: _P.ANALYST,
        _S.DECLINED: _P.APPROVER,
        _S.REINSTATED: _P.APPROVER,
        _S.COMPLAINT_FILED: _P.PLATFORM,
        _S.DISPUTE_FILED: _P.BODY,
        _S.VERIFIED_REMOVED: _P.LONT,
        _S.WITHDRAWN: _P.APPROVER,
        _S.MOOT: _P.ANALYST,
    }
)
"""Who has to do the next thing, where there is one; others may be able to do something as well."""

_PARTIES_OF: Mapping[AccessRole, frozenset[Party]] = {
    AccessRole.ANALYST: frozenset({Party.ANALYST, Party.ONLOOKER}),
    AccessRole.APPROVER: frozenset({Party.APPROVER, Party.ONLOOKER}),
}


def states_waiting_for(roles: Collection[AccessRole]) -> frozenset[RequestState]:
    """Return the states in which the holder of these access roles is waited for."""
    parties = frozenset().union(*(_PARTIES_OF.get(role, frozenset()) for role in roles))
    return frozenset(state for state, party in WAITS_FOR.items() if party in parties)
