from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from service.domain.takedown.clocks import POLICY
from service.domain.takedown.content import read_content
from service.domain.takedown.outbound import notice_text, outbound_of, subject_of
from service.domain.takedown.posted import posted_notice, posted_reminder
from service.domain.takedown.records import AttemptRecord, EventRecord, RequestRecord
from service.domain.takedown.reminder_words import WaitsFor, reminder_subject, reminder_text
from service.domain.takedown.reminders import MOST_REMINDERS, MOST_TRIES, Reminder, reminder_due
from service.domain.takedown.states import RequestEvent, RequestState
from service.domain.takedown.vocabulary import Language
from tests.support.takedown_content import complete_document

E, S = RequestEvent, RequestState
ID = UUID("019ab3c0-7d10-7c11-8a01-0d5f6f0a1b01")
REFERENCE = f"tdr_{ID}"
SENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LATE = SENT + timedelta(hours=12)
PAUSE = timedelta(days=1)
"""For a decision in P1."""
REQUEST = RequestRecord(
    ID, 9, S.OVERDUE, "telegram", "P1", read_content(complete_document()), SENT, "usr_a", SENT, None
)


def event(seq: int, at: datetime, name: str, source: RequestState, target: RequestState, **details: Any) -> EventRecord:  # noqa: ANN401  # codes
    return EventRecord(seq, at, "usr_a", name, source, target, None, details)


def life(*, allowed: bool = True, clock: str = "sla.ack", late: datetime = LATE) -> list[EventRecord]:
    approval = {"reminders": True} if allowed else {}
    return [
        event(1, SENT, E.APPROVE, S.CONFIRMED, S.APPROVED, **approval),
        event(2, SENT, E.ACCEPTED, S.SUBMITTING, S.SUBMITTED),
        event(3, late, E.TIMEOUT, S.SUBMITTED, S.OVERDUE, clock=clock),
        event(4, late, "escalate", S.OVERDUE, S.OVERDUE),
    ]


def attempt(number: int, outcome: str | None, at: datetime, reminder: int | None = None) -> AttemptRecord:
    done = at if outcome else None
    return AttemptRecord(
        *(ID, ID, number, "telegram.email", "email", "a@b.example", "<tdr@x.example>", b"x", "ab", "svc_dispatcher"),
        *(at, at, done, outcome, None, None, reminder),
    )


NOTICE = attempt(1, "accepted", SENT)


def due(attempts: list[AttemptRecord], now: datetime, events: list[EventRecord] | None = None) -> Reminder | None:
    return reminder_due(REQUEST, events or life(), attempts, POLICY, now)


@pytest.mark.parametrize(("clock", "waits_for"), [("sla.ack", WaitsFor.RECEIPT), ("sla.decision", WaitsFor.DECISION)])
def test_a_platform_that_is_late_is_reminded_at_once_of_what_it_owes(clock: str, waits_for: WaitsFor) -> None:
    assert due([NOTICE], LATE, life(clock=clock)) == Reminder(1, waits_for, LATE, NOTICE)


def test_nothing_is_due_without_the_word_of_the_approver() -> None:
    assert due([NOTICE], LATE, life(allowed=False)) is None
    earlier = event(0, SENT, E.APPROVE, S.CONFIRMED, S.APPROVED, reminders=True)
    assert due([NOTICE], LATE, [earlier, *life(allowed=False)]) is None, "the approval that holds is the last"


@pytest.mark.parametrize("state", [each for each in S if each is not S.OVERDUE])
def test_nothing_is_due_in_any_other_state(state: RequestState) -> None:
    assert reminder_due(replace(REQUEST, state=state), life(), [NOTICE], POLICY, LATE) is None


def test_what_is_still_online_after_a_decision_waits_for_no_answer() -> None:
    events = [*life(), event(5, LATE, E.STILL_LIVE, S.ACTIONED, S.OVERDUE)]
    assert due([NOTICE], LATE, events) is None


def test_a_web_form_and_a_notice_that_did_not_arrive_have_no_way_back() -> None:
    assert due([replace(NOTICE, transport="webform_manual")], LATE) is None
    assert due([attempt(1, "refused_for_good", SENT)], LATE) is None
    assert due([], LATE) is None


def test_the_way_is_the_last_by_which_it_arrived() -> None:
    other = replace(attempt(2, "unknown", SENT), delivery_channel="telegram.post", transport="https")
    found = due([NOTICE, other, attempt(3, "refused_for_now", SENT)], LATE)
    assert found is not None
    assert found.notice == other


def test_further_ones_come_when_the_time_for_a_decision_has_passed_again_and_end() -> None:
    made, now = [NOTICE], LATE
    for number in range(1, MOST_REMINDERS + 1):
        found = due(made, now)
        assert found is not None
        assert found.number == number
        made.append(attempt(len(made) + 1, "accepted", now, number))
        assert due(made, now + PAUSE - timedelta(minutes=1)) is None
        now += PAUSE
    assert due(made, now + 100 * PAUSE) is None


def test_who_answered_and_is_late_again_is_reminded_at_once_and_of_the_next_number() -> None:
    first = attempt(2, "accepted", LATE, 1)
    again = LATE + timedelta(hours=2)
    found = due([NOTICE, first], again, life(clock="sla.decision", late=again))
    assert found is not None
    assert (found.number, found.waits_for) == (2, WaitsFor.DECISION)


@pytest.mark.parametrize("outcome", ["not_reached", "refused_for_now"])
def test_one_that_certainly_did_not_arrive_is_tried_again_a_few_times(outcome: str) -> None:
    made, now = [NOTICE], LATE
    for _ in range(MOST_TRIES):
        found = due(made, now)
        assert found is not None
        assert found.number == 1
        made.append(attempt(len(made) + 1, outcome, now, 1))
        assert due(made, now) is None
        now += timedelta(minutes=25)
    assert due(made, now) is None
    later = due(made, now + PAUSE)
    assert later is not None
    assert later.number == 2


@pytest.mark.parametrize("outcome", [None, "unknown", "refused_for_good"])
def test_one_under_way_unknown_or_refused_is_not_repeated(outcome: str | None) -> None:
    made = [NOTICE, attempt(2, outcome, LATE, 1)]
    assert due(made, LATE + timedelta(hours=1)) is None


@pytest.mark.parametrize("language", Language)
def test_a_reminder_says_what_is_waited_for_and_repeats_the_notice_whole(language: Language) -> None:
    notice = outbound_of(REFERENCE, read_content(complete_document(language=language)))
    texts = {kind: reminder_text(notice, 2, SENT, kind) for kind in WaitsFor}
    assert texts[WaitsFor.RECEIPT] != texts[WaitsFor.DECISION]
    for text in texts.values():
        assert text.endswith(notice_text(notice))
        assert "2026-11-20 09:30 UTC" in text
        assert not any(f" {word} " in text.lower() for word in ("bevel", "order", "must", "moet"))
    assert reminder_subject(notice, 2).endswith(subject_of(notice))
    assert "2" in reminder_subject(notice, 2).partition(":")[0]


def test_a_posted_reminder_is_the_notice_with_what_is_waited_for() -> None:
    content = read_content(complete_document())
    data = posted_reminder(REFERENCE, content, 2, SENT, WaitsFor.DECISION)
    notice = posted_notice(REFERENCE, content)
    assert {name: data[name] for name in notice if name not in {"subject", "text"}} == {
        name: value for name, value in notice.items() if name not in {"subject", "text"}
    }
    assert data["reminder"] == {
        "number": 2,
        "notice_sent_at": "2026-11-20T09:30:00+00:00",
        "waits_for": "decision",
    }
    assert data["text"].endswith(notice["text"])
