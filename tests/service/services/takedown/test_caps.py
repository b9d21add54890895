"""The number of notices a day that was agreed for a delivery channel, and who goes first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from service.delivery.outcomes import DeliveryOutcome
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import NoticesOfDay
from service.services.takedown.errors import IncompleteNoticeError
from service.storage.deliveries import DeliveryStore
from service.storage.outbox import NOTICE_TOPIC, OutboxStore
from tests.service.delivery.servers import Keeper, closed_port, mail_server
from tests.support.takedown import (
    ANN,
    BOB,
    CONFIRMATION,
    PATHS,
    change_row,
    drafted,
    move,
    now_of,
    use_mail_server,
)

E, S = RequestEvent, RequestState
CAPPED = ["telegram.email", "telegram.form"]


def with_cap(context: ProcessContext, most: int) -> None:
    """Let no more than that leave by one channel in a day from now on."""
    registry = context.settings.home / "delivery_channels.toml"
    told = registry.read_text("utf-8")
    for name in CAPPED:
        told = told.replace(f'id = "{name}"\n', f'id = "{name}"\ndaily_cap = {most}\n')
    registry.write_text(told, "utf-8")
    context.__dict__.pop("office", None)


def approved_of(context: ProcessContext, key: str, channel: str = "telegram.email") -> RequestRecord:
    request = drafted(context, key=key, delivery_channel=channel)
    for event, by in PATHS[S.APPROVED]:
        said = CONFIRMATION if event is E.CONFIRM else {}
        request = move(context, by, request, event, **said)
    return request


def why_not(context: ProcessContext, request: RequestRecord) -> list[str]:
    with context.writing() as factory:
        return [each.code for each in factory.takedown().view(BOB, request.id).failures]


def test_what_exceeds_the_agreed_number_waits_and_says_why(sqlite_desk: ProcessContext) -> None:
    with_cap(sqlite_desk, 1)
    first, second = approved_of(sqlite_desk, "1"), approved_of(sqlite_desk, "2")
    keeper = Keeper()
    with mail_server(keeper) as port:
        use_mail_server(sqlite_desk, port)
        delivery = sqlite_desk.delivery()
        assert delivery.deliver(first.id) is DeliveryOutcome.ACCEPTED
        assert delivery.deliver(second.id) is None
        assert now_of(sqlite_desk, second).state is S.APPROVED
        assert why_not(sqlite_desk, second) == ["daily_cap"]
        with sqlite_desk.database.write() as session:
            session.execute(update(NoticesOfDay).values(day=datetime.now(UTC).date() - timedelta(days=1)))
        assert why_not(sqlite_desk, second) == []
        assert delivery.deliver(second.id) is DeliveryOutcome.ACCEPTED
    assert len(keeper.contents) == 2


def test_p0_leaves_whatever_the_number_and_counts(sqlite_desk: ProcessContext) -> None:
    with_cap(sqlite_desk, 1)
    urgent, other = approved_of(sqlite_desk, "1"), approved_of(sqlite_desk, "2")
    more = approved_of(sqlite_desk, "3")
    for request in (urgent, more):
        change_row(sqlite_desk, request, priority="P0")
    with mail_server(Keeper()) as port:
        use_mail_server(sqlite_desk, port)
        delivery = sqlite_desk.delivery()
        assert delivery.deliver(urgent.id) is delivery.deliver(more.id) is DeliveryOutcome.ACCEPTED
        assert delivery.deliver(other.id) is None


def test_another_attempt_counts_no_second_time(sqlite_desk: ProcessContext) -> None:
    with_cap(sqlite_desk, 1)
    request = approved_of(sqlite_desk, "1")
    use_mail_server(sqlite_desk, closed_port())
    assert sqlite_desk.delivery().deliver(request.id) is DeliveryOutcome.NOT_REACHED
    change_row(sqlite_desk, request, retry_at=datetime.now(UTC) - timedelta(seconds=1))
    with mail_server(Keeper()) as port:
        use_mail_server(sqlite_desk, port)
        assert sqlite_desk.delivery().retry_due() == 1
        assert sqlite_desk.delivery().deliver(request.id) is DeliveryOutcome.ACCEPTED


def test_a_web_form_has_a_number_too(sqlite_desk: ProcessContext) -> None:
    with_cap(sqlite_desk, 1)
    first, second = (approved_of(sqlite_desk, key, "telegram.form") for key in ("1", "2"))
    assert move(sqlite_desk, ANN, first, E.DISPATCH).state is S.SUBMITTING
    with pytest.raises(IncompleteNoticeError) as refused:
        move(sqlite_desk, ANN, second, E.DISPATCH)
    assert [each.code for each in refused.value.failures] == ["daily_cap"]


def test_many_who_count_at_once_never_count_past_the_number(desk: ProcessContext) -> None:
    day = date(2026, 11, 23)

    def count(_: int) -> bool:
        with desk.database.write() as session:
            return DeliveryStore(session).count_begun("telegram.email", day, 3)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(count, range(12))) == 3
    with desk.database.read() as session:
        assert DeliveryStore(session).begun_on("telegram.email", day) == 3
        assert DeliveryStore(session).begun_on("telegram.email", day + timedelta(days=1)) == 0


def test_what_is_most_urgent_leaves_the_outbox_first(desk: ProcessContext) -> None:
    calm, urgent = drafted(desk, key="1"), drafted(desk, key="2")
    with desk.database.write() as session:
        outbox = OutboxStore(session)
        outbox.remove([each.id for each in outbox.next_departures(100)])
        outbox.ask(NOTICE_TOPIC, [calm.id])
        outbox.ask(NOTICE_TOPIC, [urgent.id], urgent=True)
        outbox.ask(NOTICE_TOPIC, [calm.id])
        left = [each.payload["id"] for each in outbox.next_departures(100)]
    assert left == [str(urgent.id), str(calm.id), str(calm.id)]


def test_an_approved_p0_is_asked_for_before_what_was_there_already(sqlite_desk: ProcessContext) -> None:
    calm, urgent = approved_of(sqlite_desk, "1"), drafted(sqlite_desk, key="2")
    change_row(sqlite_desk, urgent, priority="P0")
    for event, by in PATHS[S.APPROVED]:
        told = CONFIRMATION if event is E.CONFIRM else {}
        urgent = move(sqlite_desk, by, urgent, event, **told)
    with sqlite_desk.database.write() as session:
        waiting = [each for each in OutboxStore(session).next_departures(100) if each.topic == NOTICE_TOPIC]
    assert [each.payload["id"] for each in waiting] == [str(urgent.id), str(calm.id)]
