"""People, platforms, workers and the police liaison two at a time, in real transactions; what must not happen does not.

Each step lets two acts begin at one barrier, each in a transaction of its own on PostgreSQL that is open by then. What
holds after any order of acts one by one has to hold after any such order as well, and what a race could break besides.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import text

from service.delivery.outcomes import DeliveryOutcome
from service.domain.access import AccessRole, Caller
from service.domain.holds import HoldKind
from service.domain.takedown.outcomes import ItemAnswer, ItemOutcome
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import LontError
from service.factory import Factory, ProcessContext
from service.services.takedown.inputs import EventInput, ItemsInput, RequestEdit
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head
from tests.service.services.takedown.test_any_order import AnyOrder
from tests.support.servers import fresh_postgres
from tests.support.takedown import (
    ANN,
    BOB,
    CARL,
    DORA,
    EVE,
    FIELDS,
    LEA,
    TELEGRAM,
    attempts_of,
    change_row,
    drafted,
    events_of,
    item_of,
    now_of,
    person,
    prepared,
)

pytestmark = pytest.mark.postgres
LIAISON = person("piet", AccessRole.POLICE_LIAISON)
KEYS = itertools.count(1)
E, S = RequestEvent, RequestState
OUT = frozenset(S) - {S.DRAFT, S.IN_REVIEW, S.REJECTED_INTERNAL, S.CONFIRMED, S.MOOT}
"""States that come after an approval."""
TOLD = {"sent", "acknowledged"}

Act = tuple[str, Caller, RequestEvent | None]
STEPS: list[Act] = [
    *(("event", by, E.CONFIRM) for by in (ANN, EVE)),
    *(("event", by, E.APPROVE) for by in (BOB, DORA, EVE, EVE)),
    *(("event", BOB, each) for each in (E.SEND_BACK, E.REVOKE, E.RETRY, E.SWITCH_CHANNEL, E.WITHDRAW)),
    *(("event", TELEGRAM, each) for each in (E.ACK, E.DECISION_ACTION, E.DECISION_NONE, E.REINSTATED)),
    *(("event", ANN, each) for each in (E.SUBMIT_FOR_REVIEW, E.ACK, E.RETRY, E.VERIFY, E.CONTENT_GONE)),
    *(("event", LEA, each) for each in (E.WITHDRAW, E.REVOKE, E.COMPLAIN)),
    *(("edit", by, None) for by in (CARL, EVE)),
    *(("untell", ANN, None), ("tell", ANN, None), ("undo", ANN, None), ("look", BOB, None)),
    *(("answer items", TELEGRAM, None), ("hold or lift", LIAISON, None)),
    *(("deliver", BOB, None), ("deliver", DORA, None), ("make a round", BOB, None)),
]
ACTS = st.sampled_from(STEPS)


@pytest.fixture(scope="module", autouse=True)
def _postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let all machines work on one PostgreSQL; each has a request of its own."""
    home: Path = tmp_path_factory.mktemp("home")
    with fresh_postgres() as url:
        opened = Settings(home=home, database_url=url)
        database = Database(opened.database)
        upgrade_to_head(database)
        database.close()
        AtOnce.shared = prepared(ProcessContext(opened))
        AtOnce.shared.office  # noqa: B018  # made before the threads ask for it
        yield
        AtOnce.shared.close()


class AtOnce(AnyOrder):
    """As `AnyOrder`, with two acts at a time."""

    shared: ClassVar[ProcessContext]

    def open(self) -> ProcessContext:
        self.key = f"at-once-{next(KEYS)}"
        return self.shared

    @initialize(by=st.sampled_from([ANN, EVE]), channel=st.sampled_from(["telegram.email", "telegram.form"]))
    def begin_with_a_request(self, by: Caller, channel: str) -> None:
        """Begin with a threat to a life of which the police may or may not know yet."""
        police = {"threat_to_life": "imminent", "police_status": "required", "police_channel": "112"}
        self.request = drafted(self.context, by, key=self.key, delivery_channel=channel, **police)
        self.item_id = item_of(self.context, self.request)
        self.placed: list[int] = []

    @rule(first=ACTS, second=ACTS, outcome=st.sampled_from(list(DeliveryOutcome)), ahead=st.integers(0, 1))
    def two_at_once(self, first: Act, second: Act, outcome: DeliveryOutcome, ahead: int) -> None:
        self.outcome = outcome
        version, was_held = now_of(self.context, self.request).version, self.hold
        if now_of(self.context, self.request).retry_at is not None:
            change_row(self.context, self.request, retry_at=datetime.now(UTC) - timedelta(hours=1))
        barrier = Barrier(2)
        acts = [self._act(first, version, barrier), self._act(second, version + ahead, barrier)]
        with ThreadPoolExecutor(2) as pool:
            for future in [pool.submit(act) for act in acts]:
                future.result()
        if self.hold is not None and self.hold != was_held:
            self.forward_before_the_hold = self.forward()

    def _act(self, act: Act, version: int, barrier: Barrier) -> Callable[[], None]:
        """Return an act that waits for the other one once its transaction is open; refusals are as good as deeds."""
        name, by, event = act
        change = {
            "event": lambda factory: factory.takedown().apply(
                by, self.request.id, version, EventInput(event or E.ACK, **FIELDS.get(event or E.ACK, {}))
            ),
            "edit": lambda factory: self._edit(factory, by, version, additional_info=f"bericht {version}"),
            "tell": lambda factory: self._edit(factory, by, version, police_status="sent"),
            "untell": lambda factory: self._edit(factory, by, version, police_status="required"),
            "look": lambda factory: factory.takedown().attest(by, self.request.id, version),
            "undo": lambda factory: factory.review().undo(
                by, self.item_id, factory.decisions().history(self.item_id)[-1].id
            ),
            "answer items": lambda factory: factory.item_answers().answer_items(
                by, self.request.id, version, ItemsInput({self.item_id: ItemAnswer(ItemOutcome.REMOVED)})
            ),
            "hold or lift": self._hold_or_lift,
        }.get(name)

        def run() -> None:
            if change is None:
                barrier.wait()
                self._work(name)
                return
            try:
                with self.context.writing() as factory:
                    factory.session.execute(text("SELECT 1"))  # the transaction is open from here on
                    barrier.wait()
                    change(factory)
            except LontError:
                return

        return run

    def _edit(self, factory: Factory, by: Caller, version: int, **fields: str) -> None:
        factory.takedown().edit(by, self.request.id, version, RequestEdit(**fields))  # type: ignore[arg-type]

    def _hold_or_lift(self, factory: Factory) -> None:
        if self.hold is not None:
            factory.holds().lift(LIAISON, self.hold)
            self.hold = None
            return
        item = factory.takedown_desk().items.get(self.item_id)
        assert item is not None
        end, words = datetime.now(UTC) + timedelta(hours=1), {"platform": "telegram", "reason": "voor het team"}
        held = factory.holds().place(LIAISON, HoldKind.CHANNEL, str(item.channel_id), until=end, **words)
        self.hold = held.id

    def _work(self, name: str) -> None:
        if name == "deliver":
            self.delivery.deliver(self.request.id)
        else:
            self.delivery.retry_due()
            self.delivery.recover()

    def teardown(self) -> None:
        if self.hold is not None:
            with self.context.writing() as factory:
                factory.holds().lift(LIAISON, self.hold)
        super().teardown()

    @invariant()
    def the_police_were_told_before_anybody_approved(self) -> None:
        request = now_of(self.context, self.request)
        if request.state in OUT or any(each.event == E.APPROVE for each in events_of(self.context, request)):
            assert request.content.safety.police_notification.status in TOLD

    @invariant()
    def what_may_have_arrived_is_sent_again_by_a_person_only(self) -> None:
        attempts = attempts_of(self.context, self.request)
        begun = [each for each in events_of(self.context, self.request) if each.event in {E.DISPATCH, E.RETRY}]
        for before, event in zip(attempts, begun[1:], strict=False):
            assert before.outcome != "accepted"
            if before.outcome == "unknown":
                assert event.event == E.DISPATCH or event.actor.startswith("usr_")
        assert len(self.sent) <= sum(each.opened_at is not None for each in attempts if each.transport == "email")


AtOnce.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAtOnce = AtOnce.TestCase
