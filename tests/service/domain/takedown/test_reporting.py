"""A notice as reports count it: one outcome each, hours forward only, the police first or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.takedown.outcomes import ItemOutcome
from service.domain.takedown.reporting import OUTCOMES, ReportedNotice
from service.domain.takedown.states import RequestEvent

_AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
_ANSWERS = (*ItemOutcome, None)


def _notice(**fields: object) -> ReportedNotice:
    found = ReportedNotice(uuid4(), "telegram", "P0", "STATEMENT_CATEGORY_VIOLENCE", (), False, "not_required", None)  # noqa: FBT003  # its order
    for name, value in fields.items():
        setattr(found, name, value)
    return found


@pytest.mark.parametrize(
    ("events", "answers", "outcome"),
    [
        ([RequestEvent.ACCEPTED], [None], "no_response"),
        ([RequestEvent.DECISION_NONE], ["no_action"], "no_action"),
        ([RequestEvent.DECISION_ACTION], ["removed"], "action_removed"),
        ([RequestEvent.DECISION_ACTION], ["access_disabled"], "action_disabled"),
        ([RequestEvent.DECISION_ACTION], ["account_terminated"], "action_account"),
        ([RequestEvent.DECISION_ACTION], ["removed", "removed"], "action_removed"),
        ([RequestEvent.DECISION_ACTION], ["removed", "no_action"], "action_partial"),
        ([RequestEvent.DECISION_ACTION], ["already_gone"], "other"),
        ([RequestEvent.DECISION_ACTION], ["not_found", "need_information"], "other"),
        ([RequestEvent.DECISION_ACTION], ["geo_blocked"], "action_disabled"),
        ([RequestEvent.DECISION_ACTION], ["restored"], "no_action"),
        ([RequestEvent.DECISION_NONE], ["not_illegal"], "no_action"),
        ([RequestEvent.DECISION_NONE, RequestEvent.REVERSED], ["removed"], "action_removed"),
        ([RequestEvent.DECISION_ACTION, RequestEvent.WITHDRAW], ["removed"], "withdrawn"),
    ],
)
def test_each_notice_has_the_outcome_that_it_has_now(
    events: list[str], answers: list[str | None], outcome: str
) -> None:
    assert _notice(first=dict.fromkeys(events, _AT), answers=answers).outcome == outcome


@given(st.sets(st.sampled_from(list(RequestEvent))), st.lists(st.sampled_from(_ANSWERS), min_size=1, max_size=5))
def test_whatever_happened_a_notice_has_one_known_outcome(events: set[str], answers: list[str | None]) -> None:
    assert _notice(first=dict.fromkeys(events, _AT), answers=answers).outcome in OUTCOMES


@pytest.mark.parametrize(
    ("status", "told", "first"),
    [
        ("sent", _AT - timedelta(minutes=1), True),
        ("acknowledged", _AT, True),
        ("sent", _AT + timedelta(seconds=1), False),
        ("required", _AT - timedelta(hours=1), False),
        ("sent", None, False),
    ],
)
def test_the_police_came_first_when_they_were_told_before_it_arrived(
    status: str, told: datetime | None, first: bool
) -> None:
    notice = _notice(first={RequestEvent.ACCEPTED: _AT}, police_status=status, police_told_at=told)
    assert notice.police_first is first


def test_hours_run_forward_only() -> None:
    notice = _notice(first={RequestEvent.ACK: _AT, RequestEvent.DECISION_ACTION: _AT + timedelta(hours=3)})
    assert notice.arrived_at == _AT
    assert notice.hours(_AT, [RequestEvent.DECISION_ACTION]) == 3
    assert notice.hours(_AT + timedelta(hours=4), [RequestEvent.DECISION_ACTION]) is None
    assert notice.hours(None, [RequestEvent.ACK]) is None
