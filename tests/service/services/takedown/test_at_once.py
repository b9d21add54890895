"""Two people, or two workers, at the same request at the same time: real transactions on PostgreSQL."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.access import AccessRole
from service.domain.holds import HoldKind
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import LontError
from service.factory import ProcessContext
from service.services.takedown.dispatch_steps import conclude
from service.services.takedown.inputs import EventInput, RequestEdit
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head
from tests.service.delivery.servers import Keeper, closed_port, mail_server
from tests.support.servers import fresh_postgres
from tests.support.takedown import (
    BOB,
    CONFIRMATION,
    DORA,
    EVE,
    approved,
    asked_for,
    attempts_of,
    change_attempts,
    change_row,
    confirmed,
    confirmed_item,
    events_of,
    in_review,
    item_of,
    move,
    now_of,
    person,
    prepared,
    undo,
    use_mail_server,
)

pytestmark = pytest.mark.postgres
E, S = RequestEvent, RequestState
LIAISON = person("piet", AccessRole.POLICE_LIAISON)
KEYS = itertools.count(1)
TIMES = range(5)
"""Each race is run several times, since its winner is not always the same."""
each_time = pytest.mark.usefixtures("turn")


@pytest.fixture(params=TIMES)
def turn(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessContext]:
    """One PostgreSQL for all races; each has a request of its own."""
    home: Path = tmp_path_factory.mktemp("home")
    with fresh_postgres() as url:
        settings = Settings(home=home, database_url=url)
        database = Database(settings.database)
        upgrade_to_head(database)
        database.close()
        context = prepared(ProcessContext(settings))
        context.office  # noqa: B018  # made before the threads ask for it
        yield context
        context.close()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Let each act begin at the same moment; return what each returned or why it was refused."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except LontError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def statuses(outcomes: list[object]) -> list[int]:
    return sorted(outcome.status for outcome in outcomes if isinstance(outcome, LontError))


def check_history(context: ProcessContext, request: RequestRecord) -> None:
    events = events_of(context, request)
    assert [each.seq for each in events] == list(range(1, len(events) + 1))
    assert now_of(context, request).version == len(events)


@each_time
def test_two_approvers_at_once_and_one_wins(desk: ProcessContext) -> None:
    request = confirmed(desk, key=str(next(KEYS)))
    outcomes = at_once(
        lambda: move(desk, BOB, request, E.APPROVE),
        lambda: move(desk, DORA, request, E.APPROVE),
    )
    assert statuses(outcomes) == [412]
    approvals = [each for each in events_of(desk, request) if each.event == E.APPROVE]
    assert len(approvals) == 1
    assert asked_for(desk).count(str(request.id)) == 1
    check_history(desk, request)


@each_time
def test_who_holds_both_access_roles_cannot_confirm_and_approve_in_one_breath(desk: ProcessContext) -> None:
    request = in_review(desk, key=str(next(KEYS)))

    def approve_with_the_next_version() -> RequestRecord:
        for _ in range(50):
            try:
                with desk.writing() as factory:
                    from_now = now_of(desk, request)
                    return factory.takedown().apply(EVE, request.id, from_now.version, EventInput(E.APPROVE))
            except LontError as error:
                if error.status == 403:
                    raise
        raise AssertionError("never got as far as a refusal")

    outcomes = at_once(lambda: move(desk, EVE, request, E.CONFIRM, **CONFIRMATION), approve_with_the_next_version)
    assert statuses(outcomes) == [403]
    assert now_of(desk, request).state is S.CONFIRMED
    check_history(desk, request)


@each_time
def test_confirming_and_approving_the_same_version_at_once(desk: ProcessContext) -> None:
    request = in_review(desk, key=str(next(KEYS)))
    outcomes = at_once(
        lambda: move(desk, EVE, request, E.CONFIRM, **CONFIRMATION),
        lambda: move(desk, EVE, request, E.APPROVE),
    )
    assert len(statuses(outcomes)) == 1
    assert statuses(outcomes)[0] in {409, 412}
    assert now_of(desk, request).state is S.CONFIRMED


@each_time
def test_approving_while_the_decision_is_undone_sends_nothing(desk: ProcessContext) -> None:
    request = confirmed(desk, key=str(next(KEYS)))
    item_id = item_of(desk, request)
    keeper = Keeper()
    with mail_server(keeper) as port:
        use_mail_server(desk, port)
        outcomes = at_once(
            lambda: move(desk, BOB, request, E.APPROVE),
            lambda: undo(desk, item_id),
        )
        assert desk.delivery().deliver(request.id) is None
    assert keeper.contents == []
    state = now_of(desk, request).state
    if state is S.APPROVED:
        assert outcomes[1] == ("revoke", f"tdr_{request.id}")
    else:
        assert state is S.REJECTED_INTERNAL
        assert set(statuses(outcomes)) <= {409, 412}
    check_history(desk, request)


@each_time
def test_undoing_while_the_worker_sends_comes_before_or_after_and_never_between(desk: ProcessContext) -> None:
    request = approved(desk, key=str(next(KEYS)))
    item_id = item_of(desk, request)
    keeper = Keeper()
    with mail_server(keeper) as port:
        use_mail_server(desk, port)
        outcomes = at_once(lambda: desk.delivery().deliver(request.id), lambda: undo(desk, item_id))
    proposal = outcomes[1]
    assert isinstance(proposal, tuple)
    if outcomes[0] is DeliveryOutcome.ACCEPTED:
        assert len(keeper.contents) == 1
        assert now_of(desk, request).state is S.SUBMITTED
    else:
        assert outcomes[0] is None
        assert keeper.contents == []
    check_history(desk, request)


@each_time
def test_two_workers_at_once_and_one_mail_arrives(desk: ProcessContext) -> None:
    request = approved(desk, key=str(next(KEYS)))
    keeper = Keeper()
    with mail_server(keeper) as port:
        use_mail_server(desk, port)
        outcomes = at_once(*[lambda: desk.delivery().deliver(request.id)] * 4)
    assert sorted(map(str, outcomes)) == ["None", "None", "None", "accepted"]
    assert len(keeper.contents) == 1
    assert len(attempts_of(desk, request)) == 1
    check_history(desk, request)


@each_time
def test_two_drafts_of_one_item_at_once_and_one_is_the_duplicate(desk: ProcessContext) -> None:
    item_id = confirmed_item(desk, key=str(next(KEYS)))

    def create() -> object:
        with desk.writing() as factory:
            return factory.takedown().create(EVE, item_id, RequestEdit())

    assert statuses(at_once(create, create)) == [409]


@each_time
def test_dispatchers_at_once_begin_one_attempt(desk: ProcessContext) -> None:
    request = approved(desk, key=str(next(KEYS)))
    use_mail_server(desk, closed_port())
    assert desk.delivery().deliver(request.id) is DeliveryOutcome.NOT_REACHED
    change_row(desk, request, retry_at=datetime.now(UTC) - timedelta(seconds=1))
    outcomes = at_once(*[desk.delivery().retry_due, desk.delivery().recover] * 2)
    assert not statuses(outcomes)
    assert len(attempts_of(desk, request)) == 2
    check_history(desk, request)


@each_time
def test_a_worker_that_comes_back_while_it_is_given_up_breaks_nothing(desk: ProcessContext) -> None:
    request = approved(desk, key=str(next(KEYS)))
    service, giving_up = desk.delivery(), desk.delivery()
    attempt = service._taken_on(request.id)
    assert attempt is not None
    change_attempts(desk, request, opened_at=datetime.now(UTC) - timedelta(hours=1))

    def come_back() -> None:
        with service._begin() as inner:
            conclude(inner, attempt, DeliveryReport(DeliveryOutcome.ACCEPTED, 250, "kept"))

    outcomes = at_once(come_back, giving_up.recover)
    assert not statuses(outcomes)
    outcome = attempts_of(desk, request)[0].outcome
    expected = {"accepted": S.SUBMITTED, "unknown": S.DELIVERY_FAILED}
    assert now_of(desk, request).state is expected[outcome or ""]
    check_history(desk, request)


@each_time
def test_a_hold_that_comes_while_somebody_approves_and_workers_deliver_holds_from_then_on(desk: ProcessContext) -> None:
    request = confirmed(desk, key=str(next(KEYS)), delivery_channel="telegram.email")
    with desk.reading() as factory:
        item = factory.takedown_desk().items.get(item_of(desk, request))
    assert item is not None
    sent: list[str | None] = []

    def send(message: EmailMessage) -> DeliveryReport:
        sent.append(message["Message-ID"])
        return DeliveryReport(DeliveryOutcome.ACCEPTED, None, "as the test says")

    def deliver() -> object:
        delivery = desk.delivery()
        delivery._send = send
        return delivery.deliver(request.id)

    def hold() -> UUID:
        until = datetime.now(UTC) + timedelta(hours=1)
        words = {"platform": "telegram", "reason": "voor het team"}
        with desk.writing() as factory:
            return factory.holds().place(LIAISON, HoldKind.CHANNEL, str(item.channel_id), until=until, **words).id

    _, hold_id, *_ = at_once(lambda: move(desk, BOB, request, E.APPROVE), hold, deliver, deliver)
    assert isinstance(hold_id, UUID)
    try:
        before, sent_before = events_of(desk, request), len(sent)
        assert sent_before <= 1
        at_once(deliver, deliver, lambda: move(desk, DORA, now_of(desk, request), E.APPROVE))
        assert len(sent) == sent_before
        if before[-1].target is not S.SUBMITTING:
            assert events_of(desk, request) == before
        check_history(desk, request)
    finally:
        with desk.writing() as factory:
            factory.holds().lift(LIAISON, hold_id)
