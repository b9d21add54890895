"""People and workers do what they like in any order; what must never happen does not."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.access import AccessRole, Caller
from service.domain.holds import HoldKind
from service.domain.takedown.records import EventRecord
from service.domain.takedown.states import RequestEvent, RequestState, find
from service.errors import LontError
from service.factory import ProcessContext
from service.services.takedown.delivering import DeliveryService
from service.services.takedown.desk import AUTHORING
from service.services.takedown.guards import OFFERED
from service.services.takedown.inputs import EventInput, RequestEdit
from tests.support.api import sqlite_context
from tests.support.takedown import (
    ANN,
    BOB,
    CARL,
    CONFIRMATION,
    EVE,
    FIELDS,
    LEA,
    TELEGRAM,
    TIKTOK,
    attempts_of,
    change_attempts,
    change_row,
    confirm_item,
    drafted,
    events_of,
    item_of,
    now_of,
    person,
    prepared,
    undo,
)

PEOPLE = st.sampled_from([ANN, CARL, BOB, EVE, LEA, TELEGRAM, TIKTOK])
EVENTS = st.sampled_from(sorted(OFFERED))
ENDS = {RequestEvent.DISCARD, RequestEvent.REJECT, RequestEvent.REVOKE, RequestEvent.GIVE_UP, RequestEvent.CLOSE}
CHANNELS = ["telegram.email", "telegram.email", "telegram.form"]
FORWARD = (RequestEvent.SUBMIT_FOR_REVIEW, RequestEvent.CONFIRM, RequestEvent.APPROVE)
STAYS = {"create", "edit", "attest_live", "saw_gone"}
HOURS = timedelta(hours=1)
HELD_BACK = {RequestEvent.CONFIRM, RequestEvent.APPROVE, RequestEvent.DISPATCH, RequestEvent.RETRY}
LIAISON = person("piet", AccessRole.POLICE_LIAISON)


class AnyOrder(RuleBasedStateMachine):
    key = "1"
    """Of the item that the request is about."""

    def __init__(self) -> None:
        super().__init__()
        self.left = ExitStack()
        self.context = self.open()
        self.sent: list[str | None] = []
        self.outcome = DeliveryOutcome.ACCEPTED
        self.hold: UUID | None = None
        self.forward_before_the_hold = 0

    def open(self) -> ProcessContext:
        home = Path(tempfile.mkdtemp())
        self.left.callback(shutil.rmtree, home)
        return prepared(self.left.enter_context(sqlite_context(home)))

    def teardown(self) -> None:
        self.left.close()

    @initialize(by=st.sampled_from([ANN, EVE]), channel=st.sampled_from(CHANNELS), steps=st.sampled_from([0, 3, 3]))
    def begin_with_a_request(self, by: Caller, channel: str, steps: int) -> None:
        self.request = drafted(self.context, by, key=self.key, delivery_channel=channel)
        self.item_id = item_of(self.context, self.request)
        self.go_forward(by, BOB, FORWARD[:steps])

    def send(self, message: EmailMessage) -> DeliveryReport:
        self.sent.append(message["Message-ID"])
        return DeliveryReport(self.outcome, None, "as the test says")

    @property
    def delivery(self) -> DeliveryService:
        service = self.context.delivery()
        service._send = self.send
        return service

    def try_event(self, by: Caller, event: RequestEvent, version: int, fields: dict[str, Any]) -> None:
        try:
            with self.context.writing() as factory:
                factory.takedown().apply(by, self.request.id, version, EventInput(event, **fields))
        except LontError:
            return

    @rule(by=PEOPLE, event=EVENTS, behind=st.sampled_from([0, 0, 0, 1]), whole=st.sampled_from([True, True, False]))
    def somebody_asks_for_an_event(self, by: Caller, event: RequestEvent, behind: int, whole: bool) -> None:  # by name
        version = now_of(self.context, self.request).version - behind
        self.try_event(by, event, version, FIELDS.get(event, {}) if whole else {})

    @rule(by=st.sampled_from([ANN, CARL, BOB, EVE, LEA]), pick=st.integers(0, 9))
    def somebody_does_what_the_screen_offers(self, by: Caller, pick: int) -> None:
        with self.context.writing() as factory:
            view = factory.takedown().view(by, self.request.id)
        offered = [event for event in view.allowed if event not in ENDS or pick == 0]
        if offered:
            event = offered[pick % len(offered)]
            self.try_event(by, event, view.request.version, FIELDS.get(event, {}))

    @rule(by=st.sampled_from([ANN, EVE]), approver=st.sampled_from([BOB, EVE]))
    def it_goes_forward(self, by: Caller, approver: Caller) -> None:
        self.go_forward(by, approver, FORWARD)

    def go_forward(self, by: Caller, approver: Caller, steps: Sequence[RequestEvent]) -> None:
        for event in steps:
            fields = CONFIRMATION if event is RequestEvent.CONFIRM else {}
            who = approver if event is RequestEvent.APPROVE else by
            self.try_event(who, event, now_of(self.context, self.request).version, fields)

    @rule(by=PEOPLE, note=st.sampled_from(["derde van boven", "vierde"]))
    def somebody_edits(self, by: Caller, note: str) -> None:
        version = now_of(self.context, self.request).version
        try:
            with self.context.writing() as factory:
                factory.takedown().edit(by, self.request.id, version, RequestEdit(additional_info=note))
        except LontError:
            return

    @rule(by=PEOPLE)
    def somebody_looks(self, by: Caller) -> None:
        version = now_of(self.context, self.request).version
        try:
            with self.context.writing() as factory:
                factory.takedown().attest(by, self.request.id, version)
        except LontError:
            return

    @rule(by=st.sampled_from([ANN, EVE]), again=st.booleans())
    def the_decision_is_undone(self, by: Caller, again: bool) -> None:  # by name
        try:
            undo(self.context, self.item_id, by)
        except LontError:
            again = True
        if again:
            try:
                confirm_item(self.context, self.item_id, by)
            except LontError:
                return

    @rule(until=st.sampled_from([HOURS, -HOURS]))
    def the_liaison_holds_or_lifts(self, until: timedelta) -> None:
        with self.context.writing() as factory:
            if self.hold is not None:
                factory.holds().lift(LIAISON, self.hold)
                self.hold = None
                return
            item = factory.takedown_desk().items.get(self.item_id)
            assert item is not None
            end, words = datetime.now(UTC) + HOURS, {"platform": "telegram", "reason": "voor het team"}
            held = factory.holds().place(LIAISON, HoldKind.CHANNEL, str(item.channel_id), until=end, **words)
            factory.hold_store().note_passed(end - until)  # whether its time has come makes no difference
        self.hold = held.id
        self.forward_before_the_hold = self.forward()

    def forward(self) -> int:
        return sum(each.event in HELD_BACK for each in events_of(self.context, self.request))

    @rule(outcome=st.sampled_from(list(DeliveryOutcome)))
    def a_worker_delivers(self, outcome: DeliveryOutcome) -> None:
        self.outcome = outcome
        self.delivery.deliver(self.request.id)

    @rule(takes_it_on=st.booleans())
    def a_worker_dies(self, takes_it_on: bool) -> None:  # by name
        attempt = self.delivery._taken_on(self.request.id)
        if attempt is not None:
            then = datetime.now(UTC) - HOURS
            change_attempts(self.context, self.request, opened_at=then if takes_it_on else None, started_at=then)

    @rule()
    def the_dispatcher_makes_its_round(self) -> None:
        if now_of(self.context, self.request).retry_at is not None:
            change_row(self.context, self.request, retry_at=datetime.now(UTC) - HOURS)
        self.delivery.retry_due()
        self.delivery.recover()

    @invariant()
    def its_life_has_no_gap_and_keeps_to_the_table(self) -> None:
        request, events = now_of(self.context, self.request), events_of(self.context, self.request)
        assert [each.seq for each in events] == list(range(1, len(events) + 1))
        assert request.version == len(events)
        assert request.state is events[-1].target
        for before, after in pairwise(events):
            assert after.source is before.target
            assert _in_table(after)

    @invariant()
    def nobody_approved_what_they_had_a_hand_in(self) -> None:
        authors: set[str] = set()
        for event in events_of(self.context, self.request):
            if event.event in AUTHORING:
                authors.add(event.actor)
            if event.event == RequestEvent.APPROVE:
                assert event.actor not in authors

    @invariant()
    def nothing_goes_forward_under_a_hold(self) -> None:
        if self.hold is not None:
            assert self.forward() == self.forward_before_the_hold

    @invariant()
    def nothing_is_submitted_that_was_not_attempted(self) -> None:
        attempts = attempts_of(self.context, self.request)
        events = [each.event for each in events_of(self.context, self.request)]
        begun = events.count(RequestEvent.DISPATCH) + events.count(RequestEvent.RETRY)
        assert [each.attempt for each in attempts] == list(range(1, begun + 1))
        accepted = [each for each in attempts if each.outcome == "accepted"]
        assert len(accepted) == events.count(RequestEvent.ACCEPTED) <= 1
        by_mail = [each.message_id for each in attempts if each.transport == "email" and each.opened_at is not None]
        assert len(self.sent) <= len(by_mail)
        assert len(set(self.sent)) <= 1
        under_way = now_of(self.context, self.request).state is RequestState.SUBMITTING
        assert [each.outcome for each in attempts].count(None) == under_way


def _in_table(event: EventRecord) -> bool:
    if event.event in STAYS:
        return event.source is event.target
    assert event.source is not None
    transition = find(event.source, RequestEvent(event.event))
    return transition is not None and transition.target is event.target


AnyOrder.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder = AnyOrder.TestCase
