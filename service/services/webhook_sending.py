"""Sends webhooks to platforms: at least once, under an id that stays, with longer and longer pauses."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.fernet import InvalidToken

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.delivery.webhooks import post_signed, refuse_private
from service.domain.access import SYSTEM
from service.domain.audit import AuditAction
from service.domain.webhooks import (
    BACKOFF,
    MOST_FAILURES,
    DeliveryState,
    DisabledBecause,
    WebhookAttempt,
    WebhookDelivery,
    WebhookSubscription,
)
from service.errors import LontError
from service.locale.wording import worded
from service.logs import get_logger
from service.services.audit import AuditTrail
from service.services.sealing import Sealing
from service.services.webhooks import LEASE
from service.storage.outbox import WEBHOOK_TOPIC, OutboxStore
from service.storage.webhooks import WebhookStore

__all__ = ["WebhookDesk", "WebhookSender"]

_log = get_logger(__name__)
_SECONDS = 20.0
_AT_ONCE = 100
_GONE = 410


@dataclass(frozen=True, slots=True)
class WebhookDesk:
    """What one transaction of a sending works with."""

    webhooks: WebhookStore
    outbox: OutboxStore
    audit: AuditTrail


@dataclass(frozen=True, slots=True)
class _Taken:
    """A delivery that was taken on, with all that sending it needs."""

    delivery: WebhookDelivery
    subscription: WebhookSubscription
    attempt: int
    started_at: datetime


class WebhookSender:
    """Sends what waits; opens its own transactions.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    sealing
        Opens the secrets of subscriptions.
    private_addresses
        Whether an endpoint may be on a private network or on this machine.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[WebhookDesk]],
        sealing: Callable[[], Sealing],
        *,
        private_addresses: bool,
    ) -> None:
        self._begin = begin
        self._sealing = sealing
        self._private_addresses = private_addresses

    def send(self, delivery_id: UUID) -> DeliveryOutcome | None:
        """Make one attempt at a delivery that waits; return what became of it, ``None`` when nothing waited.

        Who dies in the middle leaves an attempt without an outcome; after `LEASE` it is asked for again.
        """
        with self._begin() as desk:
            taken = self._taken_on(desk, delivery_id, datetime.now(UTC))
        if taken is None:
            return None
        report = self._posted(taken)
        with self._begin() as desk:
            self._conclude(desk, taken, report)
        return report.outcome

    def ask_due(self) -> int:
        """Ask the workers for deliveries whose time has come; return how many."""
        now = datetime.now(UTC)
        with self._begin() as desk:
            due = desk.webhooks.due(now, _AT_ONCE)
            if due:
                desk.webhooks.put_off(due, now + LEASE)
                desk.outbox.ask(WEBHOOK_TOPIC, due)
        return len(due)

    def _taken_on(self, desk: WebhookDesk, delivery_id: UUID, now: datetime) -> _Taken | None:
        delivery = desk.webhooks.lock_delivery(delivery_id)
        if delivery is None or delivery.state != DeliveryState.WAITING:
            return None
        before = desk.webhooks.attempts([delivery.id])[delivery.id]
        if before and before[-1].outcome is None and now - before[-1].started_at < LEASE:
            return None  # another worker is at it
        subscription = desk.webhooks.lock(delivery.subscription_id)
        if subscription is None or subscription.disabled_at is not None:
            desk.webhooks.move_delivery(delivery.id, DeliveryState.FAILED, None, delivery.tries)
            return None
        tries = delivery.tries + 1
        desk.webhooks.move_delivery(delivery.id, DeliveryState.WAITING, now + LEASE, tries)
        number = desk.webhooks.start_attempt(delivery.id, now)
        return _Taken(replace(delivery, tries=tries), subscription, number, now)

    def _posted(self, taken: _Taken) -> DeliveryReport:
        delivery, subscription = taken.delivery, taken.subscription
        try:
            if not self._private_addresses:
                refuse_private(subscription.url)
            return post_signed(
                subscription.url,
                self._secrets(subscription, taken.started_at),
                str(delivery.id),
                delivery.event_type,
                delivery.data,
                timeout_seconds=_SECONDS,
                occurred_at=delivery.occurred_at,
                private_addresses=self._private_addresses,
            )
        except LontError as error:
            return DeliveryReport(
                DeliveryOutcome.NOT_REACHED, None, worded("Nothing was sent: {code}.", code=error.stable_code)
            )
        except InvalidToken:
            return DeliveryReport(DeliveryOutcome.NOT_REACHED, None, "Nothing was sent: rotate the secret.")

    def _secrets(self, subscription: WebhookSubscription, now: datetime) -> list[str]:
        sealing = self._sealing()
        found = [sealing.open(subscription.sealed_secret)]
        if subscription.sealed_previous and subscription.previous_until and now < subscription.previous_until:
            found.append(sealing.open(subscription.sealed_previous))
        return found

    def _conclude(self, desk: WebhookDesk, taken: _Taken, report: DeliveryReport) -> None:
        now = datetime.now(UTC)
        attempt = WebhookAttempt(taken.attempt, taken.started_at, now, report.outcome, report.code, report.detail)
        # In the order of `_taken_on`: two that lock the other way round could wait for each other.
        delivery = desk.webhooks.lock_delivery(taken.delivery.id)
        subscription = desk.webhooks.lock(taken.subscription.id)
        desk.webhooks.finish_attempt(taken.delivery.id, attempt)
        if delivery is None or subscription is None:
            return
        if report.outcome is DeliveryOutcome.ACCEPTED:
            desk.webhooks.move_delivery(delivery.id, DeliveryState.DELIVERED, None, delivery.tries)
            desk.webhooks.save(replace(subscription, failures=0))
            return
        _log.warning("webhook_not_taken", subscription=str(subscription.id), outcome=str(report.outcome))
        after = _after_failure(subscription, report, now)
        desk.webhooks.save(after)
        if after.disabled_because != subscription.disabled_because:
            desk.audit.note(
                *(SYSTEM, AuditAction.WEBHOOK, "webhook_subscription", str(after.id)),
                change="disable",
                because=after.disabled_because,
            )
        if delivery.state == DeliveryState.WAITING:
            next_at = None if after.disabled_at else _next_time(delivery.tries, report, now)
            state = DeliveryState.FAILED if next_at is None else DeliveryState.WAITING
            desk.webhooks.move_delivery(delivery.id, state, next_at, delivery.tries)


def _after_failure(subscription: WebhookSubscription, report: DeliveryReport, now: datetime) -> WebhookSubscription:
    """Return a subscription with one failure more, switched off if that was one too many or it wants no more."""
    after = replace(subscription, failures=subscription.failures + 1)
    if subscription.disabled_at is not None:
        return after
    if report.code == _GONE:
        return replace(after, disabled_at=now, disabled_because=DisabledBecause.GONE)
    if after.failures >= MOST_FAILURES:
        return replace(after, disabled_at=now, disabled_because=DisabledBecause.FAILURES)
    return after


def _next_time(tries: int, report: DeliveryReport, now: datetime) -> datetime | None:
    """Return when to try again; ``None`` once all attempts are spent."""
    if tries > len(BACKOFF):
        return None
    pause = BACKOFF[max(tries, 1) - 1] * random.uniform(1, 1.25)  # noqa: S311  # no secret depends on it
    return now + max(pause, timedelta(seconds=report.retry_after_seconds or 0))
