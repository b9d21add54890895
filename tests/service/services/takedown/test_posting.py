"""Notices by signed post, from an approved request to a server that takes, refuses, hangs or hangs up."""

from __future__ import annotations

import hashlib
import json
import socket
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from standardwebhooks import WebhookVerificationError

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.audit import AuditAction
from service.domain.messages import Platform
from service.domain.takedown.posted import posted_notice
from service.domain.takedown.records import AttemptRecord, RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import AuditEntry, NoticeSecret
from service.services.sealing import Sealing
from service.services.takedown.attempts import MOST_ATTEMPTS
from service.services.takedown.handing_over import handed_over
from service.services.takedown.posting import NoticePoster
from tests.service.delivery.servers import Talk, closed_port, hang, raw_server
from tests.support.posting import POST, posting_to, receiving, secret_for
from tests.support.takedown import (
    ANN,
    BOB,
    approved,
    asked_for,
    attempts_of,
    change_attempts,
    change_row,
    events_of,
    item_of,
    move,
    now_of,
    undo,
)

E, S = RequestEvent, RequestState


def deliver(context: ProcessContext, request: RequestRecord) -> DeliveryOutcome | None:
    return context.delivery().deliver(request.id)


def to_post(context: ProcessContext, address: str = "https://platform.example/notices") -> RequestRecord:
    posting_to(context, address)
    return approved(context, delivery_channel=POST)


def deliver_hastily(context: ProcessContext, request: RequestRecord) -> DeliveryOutcome | None:
    """Deliver with little patience for an answer."""
    service = context.delivery()
    begin = context._begin(lambda factory: factory.notice_secrets())
    service._post = NoticePoster(begin, private_addresses=True, timeout_seconds=1.0).post
    return service.deliver(request.id)


def again(context: ProcessContext, request: RequestRecord) -> None:
    """Let the time of the next attempt have come."""
    change_row(context, request, retry_at=datetime.now(UTC) - timedelta(seconds=1))
    assert context.delivery().retry_due() == 1


def test_a_notice_is_posted_once_signed_and_as_it_stands_on_paper(desk: ProcessContext) -> None:
    secret = secret_for(desk)
    request = to_post(desk)
    with receiving(desk) as taking:
        assert deliver(desk, request) is DeliveryOutcome.ACCEPTED
        assert deliver(desk, request) is None
    event = taking.verified(secret)
    assert event["type"] == "takedown.notice"
    sent = now_of(desk, request)
    assert event["data"] == json.loads(json.dumps(posted_notice(public_id(request.id), sent.content)))
    assert event["data"]["items"][0]["item_id"] == str(item_of(desk, request))
    (attempt,) = attempts_of(desk, request)
    ((headers, body),) = taking.got
    assert (attempt.payload, attempt.message_id) == (body, headers["webhook-id"])
    assert attempt.payload_sha256 == hashlib.sha256(body).hexdigest()
    assert (attempt.transport, attempt.outcome, attempt.code) == ("https", "accepted", 204)
    assert attempt.opened_at is not None
    assert sent.state is S.SUBMITTED


def test_the_number_that_the_platform_gives_is_kept(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    reply = b'{"reference": "TG-2026-118"}'

    def talk(connection: socket.socket) -> None:
        _read_whole(connection)
        connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: %d\r\n\r\n%s" % (len(reply), reply))

    with raw_server(talk) as port:
        desk.settings = desk.settings.model_copy(update={"webhook_private_addresses": True})
        posting_to(desk, f"http://127.0.0.1:{port}/")
        assert deliver(desk, request) is DeliveryOutcome.ACCEPTED
    assert events_of(desk, request)[-1].details == {"attempt": 1, "ticket": "TG-2026-118"}


def test_what_was_posted_is_logged_as_disclosed(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    with receiving(desk) as taking:
        deliver(desk, request)
    with desk.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.DISCLOSE)).one()
    assert (entry.recipient, entry.details["outcome"]) == (taking.url, "accepted")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_not_now_is_tried_again_under_the_same_id_with_the_same_bytes(desk: ProcessContext, status: int) -> None:
    secret_for(desk)
    request = to_post(desk)
    with receiving(desk, status) as taking:
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_NOW
        failed = now_of(desk, request)
        assert failed.state is S.DELIVERY_FAILED
        assert failed.retry_at is not None
        again(desk, request)
        assert asked_for(desk)[-1] == str(request.id)
        assert deliver(desk, request) is DeliveryOutcome.ACCEPTED
    assert taking.ids == [public_id(request.id)] * 2
    assert taking.got[0][1] == taking.got[1][1]
    first, second = attempts_of(desk, request)
    assert (first.code, first.outcome, second.outcome) == (status, "refused_for_now", "accepted")


def test_a_platform_that_asks_to_wait_is_waited_for(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    with receiving(desk, 429) as taking:
        taking.headers = {"Retry-After": "1800"}
        deliver(desk, request)
    failed = now_of(desk, request)
    assert failed.retry_at is not None
    assert failed.retry_at - datetime.now(UTC) > timedelta(minutes=29)


def test_attempts_over_one_channel_end(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    with receiving(desk, *[503] * MOST_ATTEMPTS) as taking:
        deliver(desk, request)
        for _ in range(MOST_ATTEMPTS - 1):
            again(desk, request)
            deliver(desk, request)
    assert len(taking.got) == MOST_ATTEMPTS
    assert now_of(desk, request).retry_at is None


@pytest.mark.parametrize("status", [301, 400, 401, 404, 410, 422])
def test_a_no_waits_for_a_person_and_no_redirect_is_followed(desk: ProcessContext, status: int) -> None:
    secret_for(desk)
    request = to_post(desk)
    with receiving(desk, status) as taking:
        taking.headers = {"Location": taking.url}
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_GOOD
    assert len(taking.got) == 1
    failed = now_of(desk, request)
    assert (failed.state, failed.retry_at) == (S.DELIVERY_FAILED, None)


def _read_whole(connection: socket.socket) -> None:
    seen = b""
    while b'"data"' not in seen or not seen.endswith(b"}"):
        seen += connection.recv(65_536)


def _read_and_leave(connection: socket.socket) -> None:
    _read_whole(connection)


def _read_and_hang(connection: socket.socket) -> None:
    _read_whole(connection)
    hang(connection)


@pytest.mark.parametrize("talk", [_read_and_leave, _read_and_hang])
def test_silence_after_the_body_is_unknown_and_only_a_person_sends_again(desk: ProcessContext, talk: Talk) -> None:
    secret_for(desk)
    request = to_post(desk)
    with raw_server(talk) as port:
        posting_to(desk, f"http://127.0.0.1:{port}/")
        assert deliver_hastily(desk, request) is DeliveryOutcome.UNKNOWN
    failed = now_of(desk, request)
    assert (failed.state, failed.retry_at) == (S.DELIVERY_FAILED, None)
    with receiving(desk) as taking:
        assert (desk.delivery().retry_due(), desk.delivery().recover(), deliver(desk, request)) == (0, 0, None)
        assert taking.got == []
        posted_again = move(desk, ANN, failed, E.RETRY, still_online=True)
        assert deliver(desk, posted_again) is DeliveryOutcome.ACCEPTED
    first, second = attempts_of(desk, request)
    assert taking.ids == [first.message_id] == [second.message_id]
    assert (first.outcome, second.outcome, second.sent_by) == ("unknown", "accepted", ANN.actor)


def test_silence_before_the_body_was_not_reached_and_is_tried_again(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    desk.settings = desk.settings.model_copy(update={"webhook_private_addresses": True})
    posting_to(desk, f"http://127.0.0.1:{closed_port()}/")
    assert deliver(desk, request) is DeliveryOutcome.NOT_REACHED
    assert now_of(desk, request).retry_at is not None


def test_of_a_post_whose_maker_died_nobody_can_say_anything(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    service = desk.delivery()
    assert service._taken_on(request.id) is not None
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    change_attempts(desk, request, started_at=long_ago, opened_at=long_ago)
    assert service.recover() == 1
    assert attempts_of(desk, request)[0].outcome == "unknown"
    assert now_of(desk, request).retry_at is None


def test_a_post_that_nobody_took_on_is_asked_for_again(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    service, long_ago = desk.delivery(), datetime.now(UTC) - timedelta(hours=1)
    assert service._taken_on(request.id) is not None
    change_attempts(desk, request, started_at=long_ago, opened_at=None)
    asked = asked_for(desk)
    assert service.recover() == 1
    assert asked_for(desk) == [*asked, str(request.id)]


def test_without_a_secret_nothing_is_posted_and_it_says_what_to_do(desk: ProcessContext) -> None:
    request = to_post(desk)
    with receiving(desk) as taking:
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_GOOD
    assert taking.got == []
    (attempt,) = attempts_of(desk, request)
    assert "lont takedown secret telegram" in (attempt.detail or "")


def test_a_secret_whose_key_is_gone_signs_nothing(desk: ProcessContext) -> None:
    secret_for(desk)
    with desk.database.write() as session:
        sealed = Sealing(["another secret of 32 characters or more"], b"lont webhooks").seal("whsec_geheim")
        session.execute(update(NoticeSecret).values(sealed_secret=sealed))
    request = to_post(desk)
    with receiving(desk) as taking:
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_GOOD
    assert taking.got == []
    assert "cannot be opened" in (attempts_of(desk, request)[0].detail or "")


def test_nothing_is_posted_to_this_machine_unless_the_operator_lets_it(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    with receiving(desk) as taking:
        desk.settings = desk.settings.model_copy(update={"webhook_private_addresses": False})
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_GOOD
    assert taking.got == []


def test_two_secrets_sign_while_one_takes_the_others_place(desk: ProcessContext) -> None:
    old, new = secret_for(desk), secret_for(desk)
    request = to_post(desk)
    with receiving(desk) as taking:
        deliver(desk, request)
    for secret in (old, new):
        assert taking.verified(secret)["type"] == "takedown.notice"


def test_a_secret_that_was_replaced_a_day_ago_signs_no_more(desk: ProcessContext) -> None:
    old, new = secret_for(desk), secret_for(desk)
    with desk.database.write() as session:
        session.execute(update(NoticeSecret).values(previous_until=datetime.now(UTC) - timedelta(seconds=1)))
    request = to_post(desk)
    with receiving(desk) as taking:
        deliver(desk, request)
    assert taking.verified(new)
    with pytest.raises(WebhookVerificationError):
        taking.verified(old)


def test_a_secret_of_one_platform_does_not_sign_for_another(desk: ProcessContext) -> None:
    secret_for(desk, Platform.TIKTOK)
    request = to_post(desk)
    with receiving(desk) as taking:
        assert deliver(desk, request) is DeliveryOutcome.REFUSED_FOR_GOOD
    assert taking.got == []


def test_a_new_secret_is_logged_and_never_shown(desk: ProcessContext) -> None:
    secret = secret_for(desk)
    with desk.database.read() as session:
        kept = session.scalars(select(NoticeSecret)).one()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.WEBHOOK)).one()
    assert secret.encode() not in kept.sealed_secret
    assert (entry.object_kind, entry.object_id, entry.details["change"]) == ("notice_secret", "telegram", "create")
    assert secret not in str(entry.details)


def test_a_tampered_post_does_not_leave(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    service = desk.delivery()

    def tampered(attempt: AttemptRecord) -> DeliveryReport:
        pytest.fail(f"posted {attempt.id}")

    service._post = tampered
    taken = service._taken_on(request.id)
    assert taken is not None
    changed = AttemptRecord(**{name: getattr(taken, name) for name in AttemptRecord.__slots__} | {"payload": b"{}"})
    assert handed_over(changed, service._send, service._post).outcome is DeliveryOutcome.REFUSED_FOR_GOOD


def test_an_undone_decision_is_never_posted(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    undo(desk, item_of(desk, request))
    with receiving(desk) as taking:
        assert deliver(desk, request) is None
    assert taking.got == []
    assert now_of(desk, request).state is S.APPROVED


def test_a_post_that_failed_can_go_by_mail(desk: ProcessContext) -> None:
    secret_for(desk)
    request = to_post(desk)
    with receiving(desk, 404) as taking:
        deliver(desk, request)
        move(desk, BOB, now_of(desk, request), E.SWITCH_CHANNEL, delivery_channel="telegram.email")
        deliver(desk, request)
    assert [each.transport for each in attempts_of(desk, request)] == ["https", "email"]
    assert len(taking.got) == 1
