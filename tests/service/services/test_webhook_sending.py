"""Webhooks to platforms, from a step of a request to the endpoint that takes, refuses or hangs up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from standardwebhooks import WebhookVerificationError
from uuid_utils.compat import uuid7

from service.delivery.outcomes import DeliveryOutcome
from service.domain.access import Caller
from service.domain.audit import AuditAction, AuditEntry, AuditFilter
from service.domain.takedown.records import public_id
from service.domain.takedown.states import RequestEvent
from service.domain.webhooks import (
    BACKOFF,
    MOST_FAILURES,
    DeliveryState,
    WebhookDelivery,
    WebhookEvent,
    WebhookSubscription,
)
from service.factory import ProcessContext
from service.schema import OutboxEntry
from service.schema import WebhookAttempt as SqlWebhookAttempt
from service.schema import WebhookDelivery as SqlWebhookDelivery
from service.schema import WebhookSubscription as SqlWebhookSubscription
from service.services.webhooks import LEASE, WebhookConflictError
from service.storage.outbox import WEBHOOK_TOPIC
from service.storage.webhooks import WebhookStore
from tests.service.delivery.servers import closed_port
from tests.support.receiving import endpoint
from tests.support.takedown import BOB, TELEGRAM, TIKTOK, move, prepared, submitted

_ALL = tuple(WebhookEvent)
_DATA = {"request_id": "tdr_verzonnen", "state": "submitted", "version": 7, "items": 1}


@pytest.fixture
def context(context: ProcessContext) -> ProcessContext:
    """A context, once on each database, in which endpoints on this machine are allowed."""
    return prepared(context, webhook_private_addresses=True)


def subscribed(context: ProcessContext, url: str, caller: Caller = TELEGRAM) -> tuple[WebhookSubscription, str]:
    with context.writing() as factory:
        return factory.webhooks().create(caller, url, _ALL)


def told(context: ProcessContext, subscription: WebhookSubscription) -> UUID:
    """Let a subscription be told of an invented request; return the id of the delivery."""
    now = datetime.now(UTC)
    waiting = WebhookDelivery(
        uuid7(), subscription.id, WebhookEvent.SUBMITTED, _DATA, now, DeliveryState.WAITING, now + LEASE, 0
    )
    with context.writing() as factory:
        WebhookStore(factory.session).add_delivery(waiting)
    return waiting.id


def asked(context: ProcessContext) -> list[UUID]:
    """Take what waits for the workers out of the outbox, as the dispatcher does."""
    with context.database.write() as session:
        rows = session.scalars(select(OutboxEntry).where(OutboxEntry.topic == WEBHOOK_TOPIC)).all()
        found = [UUID(row.payload["id"]) for row in rows]
        for row in rows:
            session.delete(row)
    return found


def log(context: ProcessContext, subscription: WebhookSubscription) -> tuple[WebhookDelivery, list[str | None]]:
    """Return the newest delivery with the outcomes of its attempts."""
    with context.reading() as factory:
        delivery, attempts = factory.webhooks().deliveries(TELEGRAM, subscription.id, None, 1)[0]
    return delivery, [each.outcome for each in attempts]


def pass_time(context: ProcessContext, by: timedelta) -> None:
    """Let everything that is noted lie further back."""
    with context.database.write() as session:
        session.execute(update(SqlWebhookDelivery).values(next_at=datetime.now(UTC) - timedelta(seconds=1)))
        for attempt in session.scalars(select(SqlWebhookAttempt)):
            attempt.started_at -= by


class TestTelling:
    """Which steps of a request are told, to whom, and what the webhook holds."""

    def test_a_notice_that_was_handed_over_is_told_with_ids_and_no_text(self, context: ProcessContext) -> None:
        with endpoint() as taking:
            subscription, secret = subscribed(context, taking.url)
            request = submitted(context)
            (waiting,) = asked(context)
            assert context.webhook_sender().send(waiting) is DeliveryOutcome.ACCEPTED
            event = taking.verified(secret)
        data = {"request_id": public_id(request.id), "state": "submitted", "version": request.version, "items": 1}
        assert (event["type"], event["data"]) == ("takedown.submitted", data)
        assert b"gezocht" not in taking.got[0][1]
        assert taking.ids == [str(waiting)]
        delivery, outcomes = log(context, subscription)
        assert (delivery.state, outcomes) == ("delivered", ["accepted"])

    def test_a_withdrawal_is_told_to_its_own_platform_alone(self, context: ProcessContext) -> None:
        with endpoint() as taking, endpoint() as other:
            _, secret = subscribed(context, taking.url)
            subscribed(context, other.url, TIKTOK)
            request = submitted(context)
            move(context, BOB, request, RequestEvent.WITHDRAW, rationale="onze fout, zo bleek")
            for waiting in asked(context):
                context.webhook_sender().send(waiting)
            assert [taking.verified(secret, at)["type"] for at in (0, 1)] == [
                "takedown.submitted",
                "takedown.withdrawn",
            ]
            assert other.got == []

    def test_nothing_is_told_of_what_was_not_asked_for(self, context: ProcessContext) -> None:
        with context.writing() as factory:
            factory.webhooks().create(TELEGRAM, "https://platform.example/lont", [WebhookEvent.WITHDRAWN])
        submitted(context)
        assert asked(context) == []


class TestTryingAgain:
    """Refusals, silence, senders that die, endpoints that want no more."""

    @pytest.mark.parametrize("status", [400, 401, 404, 500, 503, 307, 0])
    def test_any_answer_but_a_2xx_is_tried_again_under_the_same_id(self, context: ProcessContext, status: int) -> None:
        with endpoint(status) as taking:
            subscription, secret = subscribed(context, taking.url)
            delivery_id = told(context, subscription)
            before = datetime.now(UTC)
            assert context.webhook_sender().send(delivery_id) is not DeliveryOutcome.ACCEPTED
            delivery, _ = log(context, subscription)
            assert delivery.next_at is not None
            assert before + BACKOFF[0] <= delivery.next_at <= datetime.now(UTC) + BACKOFF[0] * 1.25
            pass_time(context, LEASE)
            assert context.webhook_sender().ask_due() == 1
            (again,) = asked(context)
            assert context.webhook_sender().send(again) is DeliveryOutcome.ACCEPTED
            assert taking.ids == [str(delivery_id)] * 2
            taking.verified(secret)
        assert log(context, subscription)[0].state == "delivered"

    def test_a_retry_after_is_waited_for(self, context: ProcessContext) -> None:
        with endpoint(503) as taking:
            taking.headers["Retry-After"] = "7200"
            subscription, _ = subscribed(context, taking.url)
            context.webhook_sender().send(told(context, subscription))
        delivery, _ = log(context, subscription)
        assert delivery.next_at is not None
        assert delivery.next_at - datetime.now(UTC) > timedelta(minutes=119)

    def test_after_all_attempts_it_is_left_for_a_replay(self, context: ProcessContext) -> None:
        subscription, _ = subscribed(context, f"http://127.0.0.1:{closed_port()}/lont")
        delivery_id = told(context, subscription)
        for _ in range(len(BACKOFF) + 1):
            assert context.webhook_sender().send(delivery_id) is DeliveryOutcome.NOT_REACHED
        delivery, outcomes = log(context, subscription)
        assert (delivery.state, delivery.next_at, len(outcomes)) == ("failed", None, len(BACKOFF) + 1)
        assert context.webhook_sender().send(delivery_id) is None

    def test_a_sender_that_died_leaves_a_delivery_that_is_made_again(self, context: ProcessContext) -> None:
        with endpoint() as taking:
            subscription, _ = subscribed(context, taking.url)
            delivery_id = told(context, subscription)
            with context.writing() as factory:
                WebhookStore(factory.session).start_attempt(delivery_id, datetime.now(UTC))
            assert context.webhook_sender().send(delivery_id) is None, "another worker may be at it"
            pass_time(context, LEASE * 2)
            assert context.webhook_sender().ask_due() == 1
            assert context.webhook_sender().ask_due() == 0, "it was asked for already"
            context.webhook_sender().send(delivery_id)
            assert len(taking.got) == 1
        assert log(context, subscription)[1] == [None, "accepted"]

    def test_an_endpoint_that_is_gone_is_switched_off_at_once(self, context: ProcessContext) -> None:
        with endpoint(410) as taking:
            subscription, _ = subscribed(context, taking.url)
            delivery_id = told(context, subscription)
            context.webhook_sender().send(delivery_id)
            submitted(context)
        assert asked(context) == []
        with context.reading() as factory:
            found = factory.webhooks().get(TELEGRAM, subscription.id)
            entries = factory.audit_entries().search(AuditFilter(action=AuditAction.WEBHOOK), None, 5)
        assert (found.disabled_because, log(context, subscription)[0].state) == ("gone", "failed")
        assert [each.record.details["change"] for each in entries if isinstance(each, AuditEntry)] == [
            "disable",
            "create",
        ]

    def test_failure_upon_failure_switches_an_endpoint_off_and_a_success_forgets_them(
        self, context: ProcessContext
    ) -> None:
        with endpoint(500, 204, 500) as taking:
            subscription, _ = subscribed(context, taking.url)
            delivery_id = told(context, subscription)
            _set_failures(context, MOST_FAILURES - 2)
            for expected in (MOST_FAILURES - 1, 0):
                context.webhook_sender().send(delivery_id)
                with context.reading() as factory:
                    assert factory.webhooks().get(TELEGRAM, subscription.id).failures == expected
            _set_failures(context, MOST_FAILURES - 1)
            _replay(context, subscription, delivery_id)
            context.webhook_sender().send(delivery_id)
        with context.reading() as factory:
            assert factory.webhooks().get(TELEGRAM, subscription.id).disabled_because == "failures"
        with pytest.raises(WebhookConflictError, match="switched off"):
            _replay(context, subscription, delivery_id)
        with context.writing() as factory:
            assert factory.webhooks().change(TELEGRAM, subscription.id, enabled=True).failures == 0
        _replay(context, subscription, delivery_id)


class TestSecrets:
    """Rotation and replay."""

    def test_after_a_rotation_both_secrets_hold_for_a_day_and_then_the_new_one(self, context: ProcessContext) -> None:
        with endpoint() as taking:
            subscription, old = subscribed(context, taking.url)
            with context.writing() as factory:
                _, new = factory.webhooks().rotate(TELEGRAM, subscription.id)
            delivery_id = told(context, subscription)
            context.webhook_sender().send(delivery_id)
            assert taking.verified(old) == taking.verified(new)
            with context.database.write() as session:
                session.execute(update(SqlWebhookSubscription).values(previous_until=datetime.now(UTC)))
            _replay(context, subscription, delivery_id)
            context.webhook_sender().send(delivery_id)
            taking.verified(new)
            with pytest.raises(WebhookVerificationError):
                taking.verified(old)
            assert taking.ids == [str(delivery_id)] * 2, "a replay keeps its id"

    def test_the_database_holds_no_secret_in_the_clear(self, context: ProcessContext) -> None:
        subscription, secret = subscribed(context, "https://platform.example/lont")
        assert secret.encode() not in subscription.sealed_secret
        assert context.webhook_sealing.open(subscription.sealed_secret) == secret

    def test_a_body_that_was_changed_on_the_way_does_not_hold(self, context: ProcessContext) -> None:
        with endpoint() as taking:
            subscription, secret = subscribed(context, taking.url)
            context.webhook_sender().send(told(context, subscription))
            headers, body = taking.got[0]
            taking.got.append((headers, body.replace(b"submitted", b"withdrawn")))
            taking.got.append((headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}, body))
            for number in (1, 2):
                with pytest.raises(WebhookVerificationError):
                    taking.verified(secret, number)


def test_an_endpoint_inside_gets_nothing_once_that_is_not_allowed_any_more(context: ProcessContext) -> None:
    with endpoint() as taking:
        subscription, _ = subscribed(context, taking.url)
        delivery_id = told(context, subscription)
        context.settings = context.settings.model_copy(update={"webhook_private_addresses": False})
        assert context.webhook_sender().send(delivery_id) is DeliveryOutcome.NOT_REACHED
        assert taking.got == []
        assert log(context, subscription)[1] == ["not_reached"]


def _set_failures(context: ProcessContext, failures: int) -> None:
    with context.database.write() as session:
        session.execute(update(SqlWebhookSubscription).values(failures=failures))


def _replay(context: ProcessContext, subscription: WebhookSubscription, delivery_id: UUID) -> None:
    with context.writing() as factory:
        factory.webhooks().replay(TELEGRAM, subscription.id, delivery_id)
    assert asked(context) == [delivery_id]
