"""Reminders from a platform that is late to what it gets, and everything that stops them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from sqlalchemy import select

from service.delivery.outcomes import DeliveryOutcome
from service.domain.access import AccessRole
from service.domain.audit import AuditAction
from service.domain.holds import HoldKind
from service.domain.takedown.clocks import POLICY
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import AuditEntry, OutboxEntry
from service.services.takedown.clocks import TakedownClocks
from service.services.takedown.dispatch_steps import DeliveryDesk
from service.services.takedown.reminder_steps import REMIND
from service.services.takedown.reminding import ReminderService
from service.storage.outbox import REMINDER_TOPIC
from tests.service.delivery.servers import DROP, Keeper, closed_port, mail_server, raw_server, smtp_script
from tests.support.posting import POST, receiving, secret_for
from tests.support.takedown import (
    BOB,
    TELEGRAM,
    attempts_of,
    change_attempts,
    confirmed,
    events_of,
    item_of,
    move,
    now_of,
    person,
    undo,
    use_mail_server,
)

E, S = RequestEvent, RequestState
LIAISON = person("lia", AccessRole.POLICE_LIAISON)
AFTER = timedelta(days=2)
"""Past the time for a receipt, of any priority."""
MUCH_LATER = AFTER + timedelta(days=8)
"""Past the time for a decision after that."""


@contextmanager
def kept_mails(context: ProcessContext) -> Iterator[Keeper]:
    keeper = Keeper()
    with mail_server(keeper) as port:
        use_mail_server(context, port)
        yield keeper


def mails(keeper: Keeper) -> list[Message]:
    return [message_from_bytes(content) for content in keeper.contents]


def late(context: ProcessContext, channel: str = "telegram.email", *, allowed: bool = True) -> RequestRecord:
    """Bring a request to its platform, and let the time for its receipt have passed."""
    request = move(context, BOB, confirmed(context, delivery_channel=channel), E.APPROVE, reminders=allowed)
    assert context.delivery().deliver(request.id) is DeliveryOutcome.ACCEPTED
    begin = context._begin(lambda factory: DeliveryDesk(factory.takedown_desk(), factory.audit()))
    now = datetime.now(UTC) + AFTER
    assert TakedownClocks(begin, POLICY, lambda: now).strike() == 1
    after = now_of(context, request)
    assert after.state is S.OVERDUE
    return after


def reminders(context: ProcessContext, later: timedelta = AFTER) -> ReminderService:
    """Return the reminders as they are looked at so much later than now."""
    service, now = context.reminders(), datetime.now(UTC) + later
    service._clock = lambda: now
    return service


def asked(context: ProcessContext) -> int:
    with context.database.read() as session:
        return len(session.scalars(select(OutboxEntry).where(OutboxEntry.topic == REMINDER_TOPIC)).all())


def reminded(context: ProcessContext, request: RequestRecord) -> list[dict[str, object]]:
    return [each.details for each in events_of(context, request) if each.event == REMIND]


def test_a_late_platform_is_reminded_once_on_the_thread_of_the_notice(desk: ProcessContext) -> None:
    desk.settings = desk.settings.model_copy(update={"notifier_plus_address": True})
    with kept_mails(desk) as keeper:
        request = late(desk)
        service = reminders(desk)
        assert [service.begin_due(), service.begin_due()] == [1, 0]
        assert asked(desk) == 1
        assert service.send(request.id) is DeliveryOutcome.ACCEPTED
        assert service.send(request.id) is None
    notice, reminder = mails(keeper)
    assert reminder["In-Reply-To"] == reminder["References"] == notice["Message-ID"]
    assert reminder["Message-ID"] != notice["Message-ID"]
    assert reminder["Reply-To"] == notice["Reply-To"]
    assert reminder["Reply-To"].strip() == f"meldingen+{public_id(request.id)}@meldpunt.example"
    first, second = attempts_of(desk, request)
    assert (first.reminder, second.reminder, second.outcome) == (None, 1, "accepted")
    assert keeper.contents[1] == second.payload
    after = now_of(desk, request)
    assert (after.state, after.version) == (S.OVERDUE, request.version + 1)
    assert reminded(desk, request) == [{"number": 1, "attempt": 2, "outcome": "accepted"}]
    with desk.database.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.DISCLOSE)).all()
    assert [each.details.get("reminder") for each in entries] == [None, 1]


def test_a_reminder_by_post_has_a_type_and_an_id_of_its_own(sqlite_desk: ProcessContext) -> None:
    secret = secret_for(sqlite_desk)
    with receiving(sqlite_desk) as taking:
        request = late(sqlite_desk, POST)
        service = reminders(sqlite_desk)
        assert (service.begin_due(), service.send(request.id)) == (1, DeliveryOutcome.ACCEPTED)
    notice, reminder = taking.verified(secret, 0), taking.verified(secret, 1)
    assert (notice["type"], reminder["type"]) == ("takedown.notice", "takedown.reminder")
    assert reminder["data"]["reminder"]["number"] == 1
    assert taking.ids == [public_id(request.id), f"{public_id(request.id)}_reminder-1"]


def test_nobody_is_reminded_without_the_word_of_the_approver(sqlite_desk: ProcessContext) -> None:
    with kept_mails(sqlite_desk) as keeper:
        late(sqlite_desk, allowed=False)
        assert reminders(sqlite_desk, MUCH_LATER).begin_due() == 0
    assert (len(keeper.contents), asked(sqlite_desk)) == (1, 0)


def answered(context: ProcessContext, request: RequestRecord) -> None:
    move(context, TELEGRAM, now_of(context, request), E.DECISION_NONE, rationale="geen aanbod")


def acknowledged(context: ProcessContext, request: RequestRecord) -> None:
    move(context, TELEGRAM, now_of(context, request), E.ACK)


def undone(context: ProcessContext, request: RequestRecord) -> None:
    undo(context, item_of(context, request))


def warned(context: ProcessContext, _: RequestRecord) -> None:
    with context.writing() as factory:
        factory.platforms().warn(TELEGRAM, None, "Vijf meldingen zonder grond.")


def held(context: ProcessContext, request: RequestRecord) -> None:
    until = datetime.now(UTC) + timedelta(days=30)
    with context.writing() as factory:
        item = factory.takedown_desk().items.get(item_of(context, request))
        assert item is not None
        factory.holds().place(
            LIAISON, HoldKind.CHANNEL, str(item.channel_id), platform="telegram", until=until, reason="onderzoek"
        )


@pytest.mark.parametrize("stop", [answered, acknowledged, undone, warned, held])
def test_an_answer_an_undone_decision_a_warning_and_a_hold_stop_at_once(
    sqlite_desk: ProcessContext, stop: object
) -> None:
    with kept_mails(sqlite_desk) as keeper:
        request = late(sqlite_desk)
        service = reminders(sqlite_desk)
        assert service.begin_due() == 1
        assert callable(stop)
        stop(sqlite_desk, request)
        assert service.send(request.id) is None, "what was on paper already is held back"
        assert reminders(sqlite_desk, MUCH_LATER).begin_due() == 0
    assert len(keeper.contents) == 1
    assert reminded(sqlite_desk, request) == []
    assert "Held back" in (attempts_of(sqlite_desk, request)[-1].detail or "")


def test_one_that_was_not_reached_is_tried_again_and_one_of_which_nobody_knows_is_not(
    sqlite_desk: ProcessContext,
) -> None:
    with kept_mails(sqlite_desk):
        request = late(sqlite_desk)
    use_mail_server(sqlite_desk, closed_port())
    first = reminders(sqlite_desk)
    assert (first.begin_due(), first.send(request.id)) == (1, DeliveryOutcome.NOT_REACHED)
    assert first.begin_due() == 0
    with raw_server(smtp_script(dot=DROP)) as port:
        use_mail_server(sqlite_desk, port)
        second = reminders(sqlite_desk, AFTER + timedelta(minutes=5))
        assert (second.begin_due(), second.send(request.id)) == (1, DeliveryOutcome.UNKNOWN)
    assert reminders(sqlite_desk, AFTER + timedelta(hours=1)).begin_due() == 0
    assert [each.reminder for each in attempts_of(sqlite_desk, request)] == [None, 1, 1]
    assert [each["outcome"] for each in reminded(sqlite_desk, request)] == ["unknown"]
    assert now_of(sqlite_desk, request).state is S.OVERDUE


@pytest.mark.parametrize("opened", [False, True])
def test_a_reminder_whose_sender_died_is_asked_for_again_or_unknown(sqlite_desk: ProcessContext, opened: bool) -> None:
    with kept_mails(sqlite_desk) as keeper:
        request = late(sqlite_desk)
        service = reminders(sqlite_desk)
        service.begin_due()
        if opened:
            with service._begin() as dispatching:
                assert service._taken_on(dispatching, request.id) is not None
        then = datetime.now(UTC) - timedelta(hours=1)
        change_attempts(sqlite_desk, request, started_at=then, opened_at=then if opened else None)
        before = asked(sqlite_desk)
        assert sqlite_desk.delivery().recover() == 1
        assert asked(sqlite_desk) == before + (not opened)
        assert sqlite_desk.delivery().deliver(request.id) is None, "a reminder is no notice"
    assert len(keeper.contents) == 1
    assert [each["outcome"] for each in reminded(sqlite_desk, request)] == (["unknown"] if opened else [])
    assert now_of(sqlite_desk, request).state is S.OVERDUE
