"""The life cycle of a takedown request: one table of who may move it from where to where, and on what condition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from service.domain.access import AccessRole

__all__ = [
    "ARRIVAL",
    "OPEN_STATES",
    "TERMINAL",
    "TRANSITIONS",
    "RequestEvent",
    "RequestState",
    "Transition",
    "allowed_events",
    "find",
]


class RequestState(StrEnum):
    """Where a takedown request stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REJECTED_INTERNAL = "rejected_internal"
    CONFIRMED = "confirmed"
    APPROVED = "approved"
    SUBMITTING = "submitting"
    DELIVERY_FAILED = "delivery_failed"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    INFO_REQUESTED = "info_requested"
    OVERDUE = "overdue"
    ACTIONED = "actioned"
    DECLINED = "declined"
    MOOT = "moot"
    WITHDRAWN = "withdrawn"
    VERIFIED_REMOVED = "verified_removed"
    COMPLAINT_FILED = "complaint_filed"
    DISPUTE_FILED = "dispute_filed"
    REINSTATED = "reinstated"
    """It was gone and is online again."""
    CLOSED = "closed"


class RequestEvent(StrEnum):
    """What moves a takedown request on."""

    SUBMIT_FOR_REVIEW = "submit_for_review"
    DISCARD = "discard"
    REJECT = "reject"
    CONTENT_GONE = "content_gone"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    DISPATCH = "dispatch"
    REVOKE = "revoke"
    ACCEPTED = "accepted"
    FAIL = "fail"
    RETRY = "retry"
    SWITCH_CHANNEL = "switch_channel"
    GIVE_UP = "give_up"
    ACK = "ack"
    DECISION_ACTION = "decision_action"
    DECISION_NONE = "decision_none"
    TIMEOUT = "timeout"
    ASK_INFO = "ask_info"
    ANSWER = "answer"
    CLOSE = "close"
    VERIFY = "verify"
    STILL_LIVE = "still_live"
    COMPLAIN = "complain"
    ACCEPT = "accept"
    REVERSED = "reversed"
    UPHELD = "upheld"
    DISPUTE = "dispute"
    DECIDED = "decided"
    REINSTATED = "reinstated"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    source: RequestState
    event: RequestEvent
    target: RequestState
    roles: frozenset[AccessRole]
    """Who may do it."""
    guard: str
    """What must hold, in words; the rules of `rules` and the services check it."""
    timer: str | None = None
    """The clock that this transition answers to, such as ``sla.ack``."""
    by_hand: frozenset[AccessRole] = frozenset()
    """Who may do it besides, where the delivery channel is a web form that a person fills in."""


_S, _E, _R = RequestState, RequestEvent, AccessRole

# Departures from the research notes; everything else is theirs.
# (a) After an outcome "unknown" nothing may be sent twice unseen, so a person's word is what sends again.
_RETRY = frozenset({_R.DISPATCHER, _R.APPROVER, _R.ANALYST})
# (b) No platform takes web forms from a machine: whoever fills one in reports that it was sent, taken, or refused.
_FORM = frozenset({_R.ANALYST, _R.APPROVER})
# (c) A platform answers its own requests itself, with its key, and says what it put back; that they are its own, the
# service sees to.
_ANSWERS = frozenset({_R.DISPATCHER, _R.ANALYST, _R.PLATFORM})
# (e) Where nobody could say whether a notice arrived, the platform's receipt may come after all.
_RECEIPT = frozenset({_R.ANALYST, _R.APPROVER})
# (d) A clock closes what stayed away for the time of its watch; an approver may do so before.
_WATCH = frozenset({_R.SYSTEM, _R.APPROVER})

_ANALYST = frozenset({_R.ANALYST})
_APPROVER = frozenset({_R.APPROVER})
_LEGAL = frozenset({_R.LEGAL})
_SYSTEM = frozenset({_R.SYSTEM})
_DISPATCHER = frozenset({_R.DISPATCHER})
_CHECKS = frozenset({_R.SYSTEM, _R.ANALYST})
_REJECTS = frozenset({_R.ANALYST, _R.LEGAL})
_REVERSES = frozenset({_R.APPROVER, _R.LEGAL})
_RECORDS = frozenset({_R.DISPATCHER, _R.ANALYST})
# (f) What lont itself sees online again, it says; what is to be done then people decide.
_SEES = _ANSWERS | {_R.SYSTEM}
_TWICE = "seen gone in two checks at least 5 minutes apart"

# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.DRAFT, _E.SUBMIT_FOR_REVIEW, _S.IN_REVIEW, _CHECKS, "at least one item with excerpt and evidence"),
    Transition(_S.DRAFT, _E.DISCARD, _S.REJECTED_INTERNAL, _ANALYST, "rationale"),
    Transition(_S.IN_REVIEW, _E.REJECT, _S.REJECTED_INTERNAL, _REJECTS, "rationale; deletion of raw data scheduled"),
    Transition(_S.IN_REVIEW, _E.CONTENT_GONE, _S.MOOT, _CHECKS, _TWICE),
    Transition(_S.IN_REVIEW, _E.CONFIRM, _S.CONFIRMED, _ANALYST, "original seen; rules of phase C hold"),
    Transition(_S.CONFIRMED, _E.SEND_BACK, _S.IN_REVIEW, _REVERSES, "rationale"),
    Transition(_S.CONFIRMED, _E.CONTENT_GONE, _S.MOOT, _CHECKS, _TWICE),
    Transition(_S.CONFIRMED, _E.APPROVE, _S.APPROVED, _APPROVER, "not a person who confirmed; phase A holds"),
    Transition(_S.APPROVED, _E.DISPATCH, _S.SUBMITTING, _DISPATCHER, "items seen live just now; phase D holds",
               by_hand=_FORM),
    Transition(_S.APPROVED, _E.REVOKE, _S.WITHDRAWN, _REVERSES, "rationale"),
    Transition(_S.APPROVED, _E.CONTENT_GONE, _S.MOOT, _SYSTEM, "checked again and gone"),
    Transition(_S.SUBMITTING, _E.ACCEPTED, _S.SUBMITTED, _DISPATCHER, "receipt and hash of what was sent stored",
               by_hand=_FORM),
    Transition(_S.SUBMITTING, _E.FAIL, _S.DELIVERY_FAILED, _DISPATCHER, "error stored", by_hand=_FORM),
    Transition(_S.DELIVERY_FAILED, _E.RETRY, _S.SUBMITTING, _RETRY, "at most 5 attempts; same idempotency key"),
    Transition(_S.DELIVERY_FAILED, _E.ACK, _S.ACKNOWLEDGED, _RECEIPT,
               "outcome of the last attempt unknown; the platform confirmed receipt"),
    Transition(_S.DELIVERY_FAILED, _E.SWITCH_CHANNEL, _S.APPROVED, _APPROVER,
               "another delivery channel of the same platform"),
    Transition(_S.DELIVERY_FAILED, _E.GIVE_UP, _S.CLOSED, _APPROVER, "rationale; escalation opened"),
    Transition(_S.SUBMITTED, _E.ACK, _S.ACKNOWLEDGED, _ANSWERS, "receipt of Article 16(4) stored"),
    Transition(_S.SUBMITTED, _E.DECISION_ACTION, _S.ACTIONED, _ANSWERS, "decision stored"),
    Transition(_S.SUBMITTED, _E.DECISION_NONE, _S.DECLINED, _ANSWERS, "decision stored"),
    Transition(_S.SUBMITTED, _E.CONTENT_GONE, _S.MOOT, _CHECKS, f"{_TWICE}; never credited to the notice"),
    Transition(_S.SUBMITTED, _E.TIMEOUT, _S.OVERDUE, _SYSTEM, "no receipt in time", "sla.ack"),
    Transition(_S.ACKNOWLEDGED, _E.ASK_INFO, _S.INFO_REQUESTED, _ANSWERS, "question of the platform stored"),
    Transition(_S.INFO_REQUESTED, _E.ANSWER, _S.ACKNOWLEDGED, _ANALYST, "answer stored; bona fide stated again",
               "sla.info"),
    Transition(_S.ACKNOWLEDGED, _E.DECISION_ACTION, _S.ACTIONED, _ANSWERS, "decision stored"),
    Transition(_S.ACKNOWLEDGED, _E.DECISION_NONE, _S.DECLINED, _ANSWERS, "decision stored"),
    Transition(_S.ACKNOWLEDGED, _E.CONTENT_GONE, _S.MOOT, _CHECKS, f"{_TWICE}; never credited to the notice"),
    Transition(_S.ACKNOWLEDGED, _E.TIMEOUT, _S.OVERDUE, _SYSTEM, "no decision in time", "sla.decision"),
    Transition(_S.OVERDUE, _E.ACK, _S.ACKNOWLEDGED, _ANSWERS, "late receipt"),
    Transition(_S.OVERDUE, _E.DECISION_ACTION, _S.ACTIONED, _ANSWERS, "late decision"),
    Transition(_S.OVERDUE, _E.DECISION_NONE, _S.DECLINED, _ANSWERS, "late decision"),
    Transition(_S.OVERDUE, _E.CONTENT_GONE, _S.VERIFIED_REMOVED, _CHECKS, f"{_TWICE}; without a decision"),
    Transition(_S.OVERDUE, _E.CLOSE, _S.CLOSED, _APPROVER, "escalation recorded"),
    Transition(_S.ACTIONED, _E.VERIFY, _S.VERIFIED_REMOVED, _CHECKS, "every item gone in the requested territory"),
    Transition(_S.ACTIONED, _E.STILL_LIVE, _S.OVERDUE, _CHECKS, "live 24 hours or more after the decision"),
    Transition(_S.DECLINED, _E.COMPLAIN, _S.COMPLAINT_FILED, _REVERSES, "within 6 months of the decision (Article 20)"),
    Transition(_S.DECLINED, _E.ACCEPT, _S.CLOSED, _APPROVER, "rationale; counted as a possible false positive"),
    Transition(_S.COMPLAINT_FILED, _E.REVERSED, _S.ACTIONED, _RECORDS, "reasoned decision stored"),
    Transition(_S.COMPLAINT_FILED, _E.UPHELD, _S.DECLINED, _RECORDS, "reasoned decision stored"),
    Transition(_S.DECLINED, _E.DISPUTE, _S.DISPUTE_FILED, _LEGAL, "certified body chosen (Article 21)"),
    Transition(_S.DISPUTE_FILED, _E.DECIDED, _S.CLOSED, _LEGAL, "outcome stored"),
    Transition(_S.SUBMITTED, _E.WITHDRAW, _S.WITHDRAWN, _REVERSES, "our error; platform told in writing"),
    Transition(_S.ACKNOWLEDGED, _E.WITHDRAW, _S.WITHDRAWN, _REVERSES, "our error; platform told in writing"),
    Transition(_S.ACTIONED, _E.WITHDRAW, _S.WITHDRAWN, _REVERSES, "wrongly removed; platform asked to restore"),
    Transition(_S.VERIFIED_REMOVED, _E.WITHDRAW, _S.WITHDRAWN, _REVERSES, "wrongly removed; platform asked to restore"),
    Transition(_S.WITHDRAWN, _E.CLOSE, _S.CLOSED, _APPROVER, "platform told"),
    Transition(_S.MOOT, _E.CLOSE, _S.CLOSED, _CHECKS, "police told where required"),
    Transition(_S.VERIFIED_REMOVED, _E.CLOSE, _S.CLOSED, _WATCH, "watch on reappearance ended", "reappearance_watch"),
    Transition(_S.ACTIONED, _E.REINSTATED, _S.REINSTATED, _ANSWERS, "seen online again, or the platform says so"),
    Transition(_S.VERIFIED_REMOVED, _E.REINSTATED, _S.REINSTATED, _SEES,
               "seen online again, or the platform says so"),
    Transition(_S.CLOSED, _E.REINSTATED, _S.REINSTATED, _ANSWERS, "it was removed before"),
    Transition(_S.REINSTATED, _E.COMPLAIN, _S.COMPLAINT_FILED, _REVERSES,
               "within 6 months of the decision (Article 20)"),
    Transition(_S.REINSTATED, _E.DISPUTE, _S.DISPUTE_FILED, _LEGAL, "certified body chosen (Article 21)"),
    Transition(_S.REINSTATED, _E.CONTENT_GONE, _S.MOOT, _CHECKS, f"{_TWICE}; never credited to the notice"),
    Transition(_S.REINSTATED, _E.ACCEPT, _S.CLOSED, _APPROVER, "rationale; counted as a possible false positive"),
)
# fmt: on
"""Every way a takedown request can go, in the order of its life."""

TERMINAL: frozenset[RequestState] = frozenset({_S.REJECTED_INTERNAL, _S.CLOSED})
"""States that ask for nothing any more; only content that is online again leaves ``closed``."""

OPEN_STATES: frozenset[RequestState] = frozenset(_S) - TERMINAL - {_S.MOOT, _S.WITHDRAWN, _S.VERIFIED_REMOVED}
"""States that still ask for something; a second request for the same content would double it (TD-602)."""

ARRIVAL: frozenset[RequestEvent] = frozenset({_E.ACCEPTED, _E.ACK})
"""The first of these tells that the platform has it: a receipt may come where the outcome of sending was unknown."""

_BY_KEY = {(transition.source, transition.event): transition for transition in TRANSITIONS}


def find(state: RequestState, event: RequestEvent) -> Transition | None:
    """Return the row for an event in a state; ``None`` when the event does not fit the state."""
    return _BY_KEY.get((state, event))


def allowed_events(
    state: RequestState, roles: Collection[AccessRole], *, by_hand: bool = False
) -> tuple[RequestEvent, ...]:
    """Return what the holder of these access roles may do in this state, in the order of the table.

    Parameters
    ----------
    state
        Where the request stands.
    roles
        All access roles of the caller.
    by_hand
        Whether the delivery channel is a web form that a person fills in.
    """
    held = frozenset(roles)
    return tuple(
        transition.event
        for transition in TRANSITIONS
        if transition.source is state and held & (transition.roles | (transition.by_hand if by_hand else frozenset()))
    )
