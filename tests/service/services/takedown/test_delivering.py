from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from uuid import uuid4

import pytest
from sqlalchemy import select

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.audit import AuditAction
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import AuditEntry
from service.services.takedown.attempts import MOST_ATTEMPTS
from service.services.takedown.delivering import DISPATCHER
from tests.service.delivery.servers import (
    DROP,
    HANG,
    ChoosyKeeper,
    ChoosySMTP,
    Keeper,
    closed_port,
    mail_server,
    raw_server,
    smtp_script,
)
from tests.support.takedown import (
    ANN,
    BOB,
    CARL,
    age_attestation,
    approved,
    asked_for,
    attempts_of,
    brought_to,
    change_attempts,
    change_row,
    confirm_item,
    events_of,
    item_of,
    move,
    now_of,
    undo,
    use_mail_server,
)

E, S = RequestEvent, RequestState
LONG_AGO = timedelta(hours=1)


@contextmanager
def kept_mails(context: ProcessContext) -> Iterator[Keeper]:
    keeper = Keeper()
    with mail_server(keeper) as port:
        use_mail_server(context, port)
        yield keeper


def deliver(context: ProcessContext, request: RequestRecord) -> DeliveryOutcome | None:
    return context.delivery().deliver(request.id)


def message_ids(keeper: Keeper) -> list[str | None]:
    return [message_from_bytes(content)["Message-ID"] for content in keeper.contents]


def written_and_left(context: ProcessContext, *, opened: bool) -> RequestRecord:
    """Leave a request as one whose worker died, long ago, before or after it took the attempt on."""
    request = approved(context)
    service = context.delivery()
    service._send = lambda _: pytest.fail("sent")
    assert service._taken_on(request.id) is not None
    then = datetime.now(UTC) - LONG_AGO
    change_attempts(context, request, started_at=then, opened_at=then if opened else None)
    return now_of(context, request)


def failed_for_now(context: ProcessContext) -> RequestRecord:
    request = approved(context)
    use_mail_server(context, closed_port())
    assert deliver(context, request) is DeliveryOutcome.NOT_REACHED
    return now_of(context, request)


def let_its_time_come(context: ProcessContext, request: RequestRecord) -> None:
    change_row(context, request, retry_at=datetime.now(UTC) - timedelta(seconds=1))


def test_an_approved_request_leaves_once_with_its_attempt_on_paper(desk: ProcessContext) -> None:
    request = approved(desk)
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is DeliveryOutcome.ACCEPTED
        assert deliver(desk, request) is None
    (attempt,) = attempts_of(desk, request)
    assert keeper.contents == [attempt.payload]
    assert message_ids(keeper) == [attempt.message_id]
    assert (attempt.outcome, attempt.code, attempt.sent_by) == ("accepted", 250, DISPATCHER)
    assert attempt.opened_at is not None
    after = now_of(desk, request)
    assert (after.state, after.retry_at, after.version) == (S.SUBMITTED, None, request.version + 2)
    assert [each.event for each in events_of(desk, request)[-2:]] == [E.DISPATCH, E.ACCEPTED]


def test_what_left_is_logged_as_disclosed(desk: ProcessContext) -> None:
    request = approved(desk)
    with kept_mails(desk):
        deliver(desk, request)
    (attempt,) = attempts_of(desk, request)
    with desk.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.DISCLOSE)).one()
    assert (entry.actor, entry.recipient) == (DISPATCHER, attempt.address)
    assert entry.details["payload_sha256"] == attempt.payload_sha256


@pytest.mark.parametrize("state", [S.DRAFT, S.CONFIRMED, S.WITHDRAWN, S.SUBMITTED, S.CLOSED])
def test_only_what_is_approved_leaves(desk: ProcessContext, state: RequestState) -> None:
    request = brought_to(desk, state)
    change_row(desk, request, content=request.content.model_dump(mode="json") | {"delivery_channel": "telegram.email"})
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is None
    assert keeper.contents == []


def test_nothing_is_sent_for_a_web_form_or_for_an_unknown_request(desk: ProcessContext) -> None:
    request = approved(desk, delivery_channel="telegram.form")
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is None
        assert desk.delivery().deliver(uuid4()) is None
    assert keeper.contents == []
    assert now_of(desk, request).state is S.APPROVED


@pytest.mark.parametrize("step", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "dot"])
def test_not_now_is_tried_again_by_itself_with_the_same_message_id(desk: ProcessContext, step: str) -> None:
    request = approved(desk)
    with mail_server(ChoosyKeeper(step, 451), ChoosySMTP) as port:
        use_mail_server(desk, port)
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_NOW
    failed = now_of(desk, request)
    assert failed.state is S.DELIVERY_FAILED
    assert failed.retry_at is not None
    assert timedelta(seconds=50) < failed.retry_at - datetime.now(UTC) < timedelta(seconds=80)
    assert desk.delivery().retry_due() == 0
    let_its_time_come(desk, request)
    assert desk.delivery().retry_due() == 1
    assert desk.delivery().retry_due() == 0
    assert asked_for(desk)[-1] == str(request.id)
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is DeliveryOutcome.ACCEPTED
    first, second = attempts_of(desk, request)
    assert message_ids(keeper) == [first.message_id] == [second.message_id]
    assert (first.code, first.outcome, second.outcome) == (451, "refused_for_now", "accepted")


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
def test_a_no_for_good_waits_for_a_person(desk: ProcessContext, step: str) -> None:
    request = approved(desk)
    with mail_server(ChoosyKeeper(step, 550), ChoosySMTP) as port:
        use_mail_server(desk, port)
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_GOOD
    failed = now_of(desk, request)
    assert (failed.state, failed.retry_at) == (S.DELIVERY_FAILED, None)
    assert events_of(desk, request)[-1].details == {"attempt": 1, "outcome": "refused_for_good"}
    assert desk.delivery().retry_due() == 0


@pytest.mark.parametrize("step", ["connect", "EHLO", "RCPT", "DATA"])
@pytest.mark.parametrize("how", [HANG, DROP])
def test_silence_before_the_content_was_not_reached_and_is_tried_again(
    desk: ProcessContext, step: str, how: bytes
) -> None:
    request = approved(desk)
    desk.settings = desk.settings.model_copy(update={"smtp_timeout_seconds": 0.3})
    with raw_server(smtp_script(**{step: how})) as port:
        use_mail_server(desk, port)
        assert deliver(desk, request) is DeliveryOutcome.NOT_REACHED
    failed = now_of(desk, request)
    assert failed.state is S.DELIVERY_FAILED
    assert failed.retry_at is not None


@pytest.mark.parametrize("how", [HANG, DROP])
def test_silence_after_the_content_is_unknown_and_only_a_person_sends_again(desk: ProcessContext, how: bytes) -> None:
    request = approved(desk)
    desk.settings = desk.settings.model_copy(update={"smtp_timeout_seconds": 0.3})
    with raw_server(smtp_script(dot=how)) as port:
        use_mail_server(desk, port)
        assert deliver(desk, request) is DeliveryOutcome.UNKNOWN
    failed = now_of(desk, request)
    assert (failed.state, failed.retry_at) == (S.DELIVERY_FAILED, None)
    asked = asked_for(desk)
    change_attempts(desk, request, started_at=datetime.now(UTC) - LONG_AGO, opened_at=datetime.now(UTC) - LONG_AGO)
    with kept_mails(desk) as keeper:
        assert (desk.delivery().retry_due(), desk.delivery().recover(), deliver(desk, request)) == (0, 0, None)
        assert (keeper.contents, asked_for(desk)) == ([], asked)
        again = move(desk, ANN, failed, E.RETRY, still_online=True)
        assert asked_for(desk) == [*asked, str(request.id)]
        assert deliver(desk, again) is DeliveryOutcome.ACCEPTED
    first, second = attempts_of(desk, request)
    assert (first.outcome, second.outcome, second.sent_by) == ("unknown", "accepted", ANN.actor)
    assert message_ids(keeper) == [first.message_id] == [second.message_id]


def test_what_may_have_arrived_is_logged_as_disclosed_too(desk: ProcessContext) -> None:
    request = approved(desk)
    with raw_server(smtp_script(dot=DROP)) as port:
        use_mail_server(desk, port)
        deliver(desk, request)
    with desk.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.DISCLOSE)).one()
    assert entry.details["outcome"] == "unknown"


def test_after_five_attempts_over_one_channel_a_person_finds_another(desk: ProcessContext) -> None:
    request = failed_for_now(desk)
    for _ in range(MOST_ATTEMPTS - 1):
        assert now_of(desk, request).retry_at is not None
        let_its_time_come(desk, request)
        assert desk.delivery().retry_due() == 1
        assert deliver(desk, request) is DeliveryOutcome.NOT_REACHED
    spent = now_of(desk, request)
    assert (spent.state, spent.retry_at, len(attempts_of(desk, request))) == (S.DELIVERY_FAILED, None, MOST_ATTEMPTS)
    move(desk, BOB, spent, E.SWITCH_CHANNEL, delivery_channel="telegram.second")
    assert deliver(desk, request) is DeliveryOutcome.NOT_REACHED
    assert now_of(desk, request).retry_at is not None, "another channel has attempts of its own"
    assert attempts_of(desk, request)[-1].address == "second@telegram.example"


def test_pauses_grow_within_the_hour_for_which_a_sight_counts(desk: ProcessContext) -> None:
    request = failed_for_now(desk)
    pauses = []
    for _ in range(MOST_ATTEMPTS - 1):
        due = now_of(desk, request).retry_at
        assert due is not None
        pauses.append((due - datetime.now(UTC)).total_seconds() / 60)
        let_its_time_come(desk, request)
        desk.delivery().retry_due()
        deliver(desk, request)
    for pause, least in zip(pauses, (1, 4, 10, 25), strict=True):
        assert least - 0.5 < pause <= least * 1.25


def test_an_attestation_leaves_the_time_of_the_next_attempt_alone(desk: ProcessContext) -> None:
    request = failed_for_now(desk)
    with desk.writing() as factory:
        factory.takedown().attest(ANN, request.id, request.version)
    assert now_of(desk, request).retry_at == request.retry_at


def test_what_nobody_has_just_seen_is_held_until_somebody_looks(desk: ProcessContext) -> None:
    request = approved(desk)
    age_attestation(desk, request, 61)
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is None
        assert now_of(desk, request).state is S.APPROVED
        assert attempts_of(desk, request) == []
        with desk.writing() as factory:
            factory.takedown().attest(BOB, request.id, request.version)
        assert asked_for(desk)[-1] == str(request.id)
        assert deliver(desk, request) is DeliveryOutcome.ACCEPTED
    assert len(keeper.contents) == 1


def test_most_urgent_requests_are_held_after_a_quarter_of_an_hour(desk: ProcessContext) -> None:
    request = approved(desk)
    change_row(desk, request, priority="P0")
    age_attestation(desk, request, 16)
    assert deliver(desk, request) is None
    assert now_of(desk, request).state is S.APPROVED


def test_a_retry_by_itself_is_held_as_well(desk: ProcessContext) -> None:
    request = failed_for_now(desk)
    age_attestation(desk, request, 61)
    let_its_time_come(desk, request)
    desk.delivery().retry_due()
    after = now_of(desk, request)
    assert (after.state, after.retry_at, len(attempts_of(desk, request))) == (S.DELIVERY_FAILED, None, 1)


def test_an_undone_decision_is_never_sent(desk: ProcessContext) -> None:
    request = approved(desk)
    item_id = item_of(desk, request)
    undo(desk, item_id)
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is None
        confirm_item(desk, item_id, CARL, labels=("f4_sale",))
        assert deliver(desk, request) is None, "what was approved rests on another decision"
    assert keeper.contents == []
    assert now_of(desk, request).state is S.APPROVED


def test_a_decision_undone_between_writing_and_sending_holds_the_mail_back(desk: ProcessContext) -> None:
    request = written_and_left(desk, opened=False)
    undo(desk, item_of(desk, request))
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is None
    assert keeper.contents == []
    after = now_of(desk, request)
    assert (after.state, after.retry_at) == (S.DELIVERY_FAILED, None)
    (attempt,) = attempts_of(desk, request)
    assert (attempt.outcome, attempt.opened_at) == ("not_reached", None)
    assert "decision_undone" in (attempt.detail or "")


def test_an_attempt_that_nobody_took_on_is_asked_for_again_and_sent_once(desk: ProcessContext) -> None:
    request = written_and_left(desk, opened=False)
    asked = asked_for(desk)
    assert desk.delivery().recover() == 1
    assert asked_for(desk) == [*asked, str(request.id)]
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is DeliveryOutcome.ACCEPTED
        assert deliver(desk, request) is None
    assert len(keeper.contents) == 1
    assert desk.delivery().recover() == 0


def test_of_an_attempt_whose_maker_died_nobody_can_say_anything(desk: ProcessContext) -> None:
    request = written_and_left(desk, opened=True)
    asked = asked_for(desk)
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is None
        assert desk.delivery().recover() == 1
        assert (desk.delivery().recover(), desk.delivery().retry_due(), deliver(desk, request)) == (0, 0, None)
    assert (keeper.contents, asked_for(desk)) == ([], asked)
    after = now_of(desk, request)
    assert (after.state, after.retry_at) == (S.DELIVERY_FAILED, None)
    assert attempts_of(desk, request)[0].outcome == "unknown"


def test_what_is_on_its_way_is_not_called_held_back(desk: ProcessContext) -> None:
    request = written_and_left(desk, opened=True)
    undo(desk, item_of(desk, request))
    assert deliver(desk, request) is None
    assert now_of(desk, request).state is S.SUBMITTING
    assert attempts_of(desk, request)[0].outcome is None


def test_who_still_has_patience_is_left_alone(desk: ProcessContext) -> None:
    request = written_and_left(desk, opened=True)
    change_attempts(desk, request, opened_at=datetime.now(UTC))
    assert desk.delivery().recover() == 0
    assert now_of(desk, request).state is S.SUBMITTING


def test_a_form_that_somebody_is_filling_in_is_not_abandoned(desk: ProcessContext) -> None:
    request = brought_to(desk, S.SUBMITTING)
    change_attempts(desk, request, started_at=datetime.now(UTC) - LONG_AGO, opened_at=datetime.now(UTC) - LONG_AGO)
    assert desk.delivery().recover() == 0
    assert now_of(desk, request).state is S.SUBMITTING


def test_a_late_word_changes_nothing(desk: ProcessContext) -> None:
    request = approved(desk)
    service = desk.delivery()
    send = service._send

    def send_slowly(message: EmailMessage) -> DeliveryReport:
        change_attempts(desk, request, opened_at=datetime.now(UTC) - LONG_AGO)
        assert service.recover() == 1
        return send(message)

    service._send = send_slowly
    with kept_mails(desk) as keeper:
        assert service.deliver(request.id) is DeliveryOutcome.ACCEPTED
    assert len(keeper.contents) == 1
    assert now_of(desk, request).state is S.DELIVERY_FAILED
    assert attempts_of(desk, request)[0].outcome == "unknown"


def test_an_approval_whose_word_to_the_workers_was_lost_is_asked_for_again(desk: ProcessContext) -> None:
    request = approved(desk)
    desk.settings = desk.settings.model_copy(update={"delivery_patience_seconds": 1e-6})
    asked = asked_for(desk)
    assert desk.delivery().recover() == 1
    assert asked_for(desk) == [*asked, str(request.id)]


@pytest.mark.parametrize("hindrance", ["stale", "by hand", "undone", "fresh"])
def test_what_cannot_leave_is_not_asked_for(desk: ProcessContext, hindrance: str) -> None:
    request = approved(desk, delivery_channel="telegram.form" if hindrance == "by hand" else "telegram.email")
    patience = 600.0 if hindrance == "fresh" else 1e-6
    desk.settings = desk.settings.model_copy(update={"delivery_patience_seconds": patience})
    if hindrance == "stale":
        age_attestation(desk, request, 61)
    if hindrance == "undone":
        undo(desk, item_of(desk, request))
    asked = asked_for(desk)
    assert desk.delivery().recover() == 0
    assert asked_for(desk) == asked


def test_a_payload_that_was_tampered_with_does_not_leave(desk: ProcessContext) -> None:
    request = written_and_left(desk, opened=False)
    payload = attempts_of(desk, request)[0].payload
    change_attempts(desk, request, payload=payload.replace(b"notices@telegram", b"elsewhere@telegram"))
    with kept_mails(desk) as keeper:
        assert deliver(desk, request) is None
    assert keeper.contents == []
    assert "TD-604" in (attempts_of(desk, request)[0].detail or "")
    assert now_of(desk, request).state is S.DELIVERY_FAILED


def test_a_mail_server_that_is_not_set_up_is_a_no_and_no_riddle(desk: ProcessContext) -> None:
    request = approved(desk)
    desk.settings = desk.settings.model_copy(update={"smtp_user": "lont", "smtp_password": None})
    assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_GOOD
    (attempt,) = attempts_of(desk, request)
    assert re.match(r"Nothing was sent \(configuration\)", attempt.detail or "")
    assert now_of(desk, request).state is S.DELIVERY_FAILED


def test_a_delivery_channel_that_the_registry_lost_holds_the_request(desk: ProcessContext) -> None:
    request = approved(desk)
    desk.__dict__.pop("office")
    (desk.settings.home / "delivery_channels.toml").write_text("")
    assert deliver(desk, request) is None
    assert now_of(desk, request).state is S.APPROVED
