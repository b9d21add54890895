"""Webhooks as platforms set them up: subscriptions, rotation of their secrets, the log of deliveries, replay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from service.delivery.webhooks import check_endpoint, new_secret, refuse_private
from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.webhooks import (
    DeliveryState,
    DisabledBecause,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEvent,
    WebhookSubscription,
)
from service.errors import ConflictError, LontError
from service.locale.wording import worded
from service.services.audit import AuditTrail
from service.services.sealing import Sealing
from service.services.takedown.errors import NotYoursToDoError
from service.storage.outbox import WEBHOOK_TOPIC, OutboxStore
from service.storage.webhooks import WebhookStore

__all__ = [
    "LEASE",
    "MOST_SUBSCRIPTIONS",
    "OVERLAP",
    "WebhookConflictError",
    "WebhookNotFoundError",
    "WebhookService",
    "tell_platform",
]

MOST_SUBSCRIPTIONS = 10
"""Of one platform."""
OVERLAP = timedelta(hours=24)
"""For which the secret before a rotation signs as well."""
LEASE = timedelta(minutes=2)
"""After which a delivery of which nothing was heard is asked for again; longer than one takes."""


class WebhookNotFoundError(LontError):
    """There is no such subscription or delivery, or not for this caller; nobody is told which."""

    code = "webhook_not_found"
    status = 404
    title = "No such webhook"


class WebhookConflictError(ConflictError):
    """The endpoint is there already, there are enough of them, or it is switched off."""

    code = "webhook_conflict"
    title = "The webhook does not allow that"


class WebhookService:
    """Works inside the caller's transaction, for callers that are a platform.

    Parameters
    ----------
    store, outbox
        Subscriptions and deliveries; what asks the workers to send.
    sealing
        Encrypts the secrets that we sign with.
    audit
        The log.
    private_addresses
        Whether an endpoint may be on a private network or on this machine.
    """

    def __init__(
        self,
        store: WebhookStore,
        outbox: OutboxStore,
        sealing: Callable[[], Sealing],
        audit: AuditTrail,
        *,
        private_addresses: bool,
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._sealing = sealing
        self._audit = audit
        self._private_addresses = private_addresses

    def create(
        self, caller: Caller, url: str, event_types: Collection[WebhookEvent]
    ) -> tuple[WebhookSubscription, str]:
        """Subscribe an endpoint; the second value is its secret, which nothing can show again.

        Raises
        ------
        NotYoursToDoError
            When the caller is no platform.
        WebhookRefusedError
            When the address is none for webhooks.
        WebhookConflictError
            When the platform has it already, or has `MOST_SUBSCRIPTIONS`.
        """
        platform = _platform(caller)
        check_endpoint(url)
        if not self._private_addresses:
            refuse_private(url)
        there = self._store.of_platform(platform)
        if any(each.url == url for each in there):
            raise WebhookConflictError("That address is subscribed already.", "Change or rotate that subscription.")
        if len(there) >= MOST_SUBSCRIPTIONS:
            raise WebhookConflictError(
                worded("A platform has at most {most} subscriptions.", most=MOST_SUBSCRIPTIONS),
                "Switch one on again, or ask for its events.",
            )
        secret = new_secret()
        wanted = tuple(sorted(set(event_types)))
        sealed = self._sealing().seal(secret)
        now = datetime.now(UTC)
        made = WebhookSubscription(uuid7(), platform, url, wanted, now, sealed, None, None, 0, None, None)
        self._store.add(made)
        self._note(caller, made, "create")
        return made, secret

    def all(self, caller: Caller) -> list[WebhookSubscription]:
        """Return the platform's subscriptions, oldest first. Raises `NotYoursToDoError`."""
        return self._store.of_platform(_platform(caller))

    def get(self, caller: Caller, subscription_id: UUID) -> WebhookSubscription:
        """Return one subscription.

        Raises
        ------
        NotYoursToDoError
        WebhookNotFoundError
            The same for an unknown one and for one of another platform.
        """
        return _own(_platform(caller), self._store.get(subscription_id))

    def change(
        self,
        caller: Caller,
        subscription_id: UUID,
        *,
        event_types: Collection[WebhookEvent] | None = None,
        enabled: bool | None = None,
    ) -> WebhookSubscription:
        """Ask for other events, switch a subscription off, or on again. Raises as `get`."""
        before = after = self._held(caller, subscription_id)
        if event_types is not None:
            after = replace(after, event_types=tuple(sorted(set(event_types))))
        if enabled is False and after.disabled_at is None:
            after = replace(after, disabled_at=datetime.now(UTC), disabled_because=DisabledBecause.ASKED)
        if enabled is True:
            after = replace(after, disabled_at=None, disabled_because=None, failures=0)
        if after != before:
            self._store.save(after)
            self._note(caller, after, "change")
        return after

    def rotate(self, caller: Caller, subscription_id: UUID) -> tuple[WebhookSubscription, str]:
        """Make a new secret; the present one signs as well for `OVERLAP`. Raises as `get`."""
        before = self._held(caller, subscription_id)
        secret = new_secret()
        sealing = self._sealing()
        after = replace(
            before,
            sealed_secret=sealing.seal(secret),
            # A secret whose key the operator dropped signs nothing any more.
            sealed_previous=sealing.renew(before.sealed_secret) if sealing.still_opens(before.sealed_secret) else None,
            previous_until=datetime.now(UTC) + OVERLAP,
        )
        self._store.save(after)
        self._note(caller, after, "rotate")
        return after, secret

    def deliveries(
        self, caller: Caller, subscription_id: UUID, before: UUID | None, limit: int
    ) -> list[tuple[WebhookDelivery, Sequence[WebhookAttempt]]]:
        """Return what was to be told and each attempt to do so, newest first. Raises as `get`."""
        subscription = self.get(caller, subscription_id)
        found = self._store.deliveries(subscription.id, before, limit)
        attempts = self._store.attempts([each.id for each in found])
        return [(each, attempts[each.id]) for each in found]

    def replay(
        self, caller: Caller, subscription_id: UUID, delivery_id: UUID
    ) -> tuple[WebhookDelivery, Sequence[WebhookAttempt]]:
        """Send an event once more, under the same id and with all attempts anew; one that waits is sent now.

        Raises
        ------
        WebhookConflictError
            When the subscription is switched off.
        WebhookNotFoundError, NotYoursToDoError
            As `get`.
        """
        subscription = self.get(caller, subscription_id)
        found = self._store.lock_delivery(delivery_id)
        if found is None or found.subscription_id != subscription.id:
            raise _not_found()
        if subscription.disabled_at is not None:
            raise WebhookConflictError("The subscription is switched off.", "Switch it on, then replay.")
        again = replace(found, state=DeliveryState.WAITING, next_at=datetime.now(UTC) + LEASE, tries=0)
        self._store.move_delivery(again.id, DeliveryState.WAITING, again.next_at, again.tries)
        self._outbox.ask(WEBHOOK_TOPIC, [again.id])
        self._note(caller, subscription, "replay")
        return again, self._store.attempts([again.id])[again.id]

    def _held(self, caller: Caller, subscription_id: UUID) -> WebhookSubscription:
        """Return one subscription, held until the transaction ends. Raises as `get`."""
        return _own(_platform(caller), self._store.lock(subscription_id))

    def _note(self, caller: Caller, subscription: WebhookSubscription, change: str) -> None:
        self._audit.note(
            *(caller.actor, AuditAction.WEBHOOK, "webhook_subscription", str(subscription.id)),
            change=change,
            platform=subscription.platform,
            enabled=subscription.disabled_at is None,
        )


def tell_platform(
    store: WebhookStore, outbox: OutboxStore, request: RequestRecord, event: WebhookEvent, at: datetime
) -> int:
    """Let the subscriptions of a request's platform be told of an event; return how many will be.

    In the transaction of the event: either both happen or neither. What is told are ids and the state; everything
    else the platform fetches with its key, where looking is logged.
    """
    wanted = [
        each for each in store.of_platform(request.platform) if each.disabled_at is None and event in each.event_types
    ]
    data = {
        "request_id": public_id(request.id),
        "state": str(request.state),
        "version": request.version,
        "items": len(request.content.items),
    }
    for subscription in wanted:
        due = at + LEASE
        delivery = WebhookDelivery(uuid7(), subscription.id, event, data, at, DeliveryState.WAITING, due, 0)
        store.add_delivery(delivery)
        outbox.ask(WEBHOOK_TOPIC, [delivery.id])
    return len(wanted)


def _own(platform: str, found: WebhookSubscription | None) -> WebhookSubscription:
    if found is None or found.platform != platform:
        raise _not_found()
    return found


def _platform(caller: Caller) -> str:
    if caller.platform is None:
        raise NotYoursToDoError("This is for platforms.", "Use a platform's key.")
    return caller.platform


def _not_found() -> WebhookNotFoundError:
    return WebhookNotFoundError("There is no webhook of that id.", "Take the id from the list.")
