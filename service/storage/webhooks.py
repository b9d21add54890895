"""Keeps webhooks to platforms: subscriptions, events to tell, and every attempt to do so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from service.domain.webhooks import DeliveryState, WebhookAttempt, WebhookDelivery, WebhookSubscription
from service.schema import WebhookAttempt as SqlWebhookAttempt
from service.schema import WebhookDelivery as SqlWebhookDelivery
from service.schema import WebhookSubscription as SqlWebhookSubscription

__all__ = ["WebhookStore"]


class WebhookStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, subscription: WebhookSubscription) -> None:
        """Write a new subscription."""
        self._session.execute(insert(SqlWebhookSubscription).values(_values(subscription)))

    def save(self, subscription: WebhookSubscription) -> None:
        """Write a subscription that was changed."""
        values = _values(subscription)
        self._session.execute(
            update(SqlWebhookSubscription).where(SqlWebhookSubscription.id == values.pop("id")).values(values)
        )

    def of_platform(self, platform: str) -> list[WebhookSubscription]:
        """Return the subscriptions of a platform, oldest first."""
        query = select(SqlWebhookSubscription).where(SqlWebhookSubscription.platform == platform)
        return [_subscription(row) for row in self._session.scalars(query.order_by(SqlWebhookSubscription.id))]

    def get(self, subscription_id: UUID) -> WebhookSubscription | None:
        """Return a subscription."""
        row = self._session.get(SqlWebhookSubscription, subscription_id)
        return None if row is None else _subscription(row)

    def lock(self, subscription_id: UUID) -> WebhookSubscription | None:
        """Return a subscription and hold it until the transaction ends."""
        query = select(SqlWebhookSubscription).where(SqlWebhookSubscription.id == subscription_id).with_for_update()
        row = self._session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
        return None if row is None else _subscription(row)

    def add_delivery(self, delivery: WebhookDelivery) -> None:
        """Write an event that is to be told to a subscription."""
        self._session.execute(insert(SqlWebhookDelivery).values(asdict(delivery)))

    def lock_delivery(self, delivery_id: UUID) -> WebhookDelivery | None:
        """Return a delivery and hold it until the transaction ends."""
        query = select(SqlWebhookDelivery).where(SqlWebhookDelivery.id == delivery_id).with_for_update()
        row = self._session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
        return None if row is None else _delivery(row)

    def move_delivery(self, delivery_id: UUID, state: DeliveryState, next_at: datetime | None, tries: int) -> None:
        """Write where a delivery stands and when it comes up next."""
        self._session.execute(
            update(SqlWebhookDelivery)
            .where(SqlWebhookDelivery.id == delivery_id)
            .values(state=state, next_at=next_at, tries=tries)
        )

    def deliveries(self, subscription_id: UUID, before: UUID | None, limit: int) -> list[WebhookDelivery]:
        """Return the deliveries of a subscription, newest first."""
        query = select(SqlWebhookDelivery).where(SqlWebhookDelivery.subscription_id == subscription_id)
        if before is not None:
            query = query.where(SqlWebhookDelivery.id < before)
        rows = self._session.scalars(query.order_by(SqlWebhookDelivery.id.desc()).limit(limit))
        return [_delivery(row) for row in rows]

    def due(self, now: datetime, limit: int) -> list[UUID]:
        """Return deliveries whose time has come, locked against other dispatchers."""
        query = select(SqlWebhookDelivery.id).where(
            SqlWebhookDelivery.state == DeliveryState.WAITING, SqlWebhookDelivery.next_at <= now
        )
        query = query.order_by(SqlWebhookDelivery.next_at).limit(limit).with_for_update(skip_locked=True)
        return list(self._session.scalars(query))

    def put_off(self, delivery_ids: Collection[UUID], until: datetime) -> None:
        """Note that these deliveries were asked for, and when to ask again should that get lost."""
        self._session.execute(
            update(SqlWebhookDelivery).where(SqlWebhookDelivery.id.in_(delivery_ids)).values(next_at=until)
        )

    def start_attempt(self, delivery_id: UUID, at: datetime) -> int:
        """Write an attempt that is about to be made; return its number."""
        query = select(func.max(SqlWebhookAttempt.attempt)).where(SqlWebhookAttempt.delivery_id == delivery_id)
        number = (self._session.scalar(query) or 0) + 1
        values = {"delivery_id": delivery_id, "attempt": number, "started_at": at}
        self._session.execute(insert(SqlWebhookAttempt).values(values))
        return number

    def finish_attempt(self, delivery_id: UUID, attempt: WebhookAttempt) -> None:
        """Note what became of an attempt."""
        values = {name: getattr(attempt, name) for name in ("finished_at", "outcome", "code")}
        self._session.execute(
            update(SqlWebhookAttempt)
            .where(SqlWebhookAttempt.delivery_id == delivery_id, SqlWebhookAttempt.attempt == attempt.attempt)
            .values(values | {"detail": (attempt.detail or "")[:300]})
        )

    def attempts(self, delivery_ids: Collection[UUID]) -> dict[UUID, list[WebhookAttempt]]:
        """Return the attempts of deliveries, oldest first."""
        query = select(SqlWebhookAttempt).where(SqlWebhookAttempt.delivery_id.in_(delivery_ids))
        found: dict[UUID, list[WebhookAttempt]] = {each: [] for each in delivery_ids}
        for row in self._session.scalars(query.order_by(SqlWebhookAttempt.attempt)):
            found[row.delivery_id].append(
                WebhookAttempt(**{each.name: getattr(row, each.name) for each in fields(WebhookAttempt)})
            )
        return found


def _values(subscription: WebhookSubscription) -> dict[str, Any]:
    return asdict(subscription) | {"event_types": list(subscription.event_types)}


def _subscription(row: SqlWebhookSubscription) -> WebhookSubscription:
    values = {each.name: getattr(row, each.name) for each in fields(WebhookSubscription)}
    return WebhookSubscription(**values | {"event_types": tuple(row.event_types)})


def _delivery(row: SqlWebhookDelivery) -> WebhookDelivery:
    return WebhookDelivery(**{each.name: getattr(row, each.name) for each in fields(WebhookDelivery)})
