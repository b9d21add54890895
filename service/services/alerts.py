"""Alerts of a possible threat to life: raised, claimed by one person, sent round until somebody claims them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from service.delivery.outcomes import DeliveryOutcome
from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.errors import ConflictError, LontError
from service.services.audit import AuditTrail
from service.storage.alerts import AlertRecord, AlertStore
from service.storage.outbox import ALERT_TOPIC, OutboxStore

__all__ = ["AlertClaimedError", "AlertNotFoundError", "AlertRounds", "AlertService", "AlertState", "RoundDesk"]

_AT_ONCE = 100


class AlertNotFoundError(LontError):
    """The item has no alert."""

    code = "alert_not_found"
    status = 404
    title = "No such alert"


class AlertClaimedError(ConflictError):
    """Somebody else was faster."""

    code = "alert_claimed"
    title = "The alert is claimed already"


@dataclass(frozen=True, slots=True)
class AlertState:
    """An alert and how far it has come."""

    alert: AlertRecord
    delivered: int
    """Sendings to one recipient each, of all rounds, that were taken."""
    failed: int
    """Those that were not, or of which nobody knows."""
    under_way: int
    open_minutes: int
    """Since it was raised; until it was claimed, if it was."""


class AlertService:
    """Raises and claims alerts inside the caller's transaction."""

    def __init__(self, store: AlertStore, audit: AuditTrail) -> None:
        self._store = store
        self._audit = audit

    def raise_for(self, item_ids: Collection[UUID]) -> None:
        """Call the people on call to these items, also where an earlier alert was claimed already."""
        now = datetime.now(UTC)
        self._store.add(item_ids, now)
        self._store.reopen(item_ids, now)

    def claim(self, caller: Caller, item_id: UUID) -> AlertRecord:
        """Let the caller take an alert on; it is not sent round any more.

        Raises
        ------
        AlertNotFoundError
        AlertClaimedError
            When somebody else has it. Claiming one's own again changes nothing.
        """
        claimed = self.settle(caller, item_id)
        alert = self._store.of_item(item_id)
        if alert is None:
            raise AlertNotFoundError("That item has no alert.", "The page of alerts lists those that there are.")
        if not claimed and alert.claimed_by != caller.actor:
            raise AlertClaimedError("Somebody else has claimed this alert.", "Nothing is left to do for you here.")
        return alert

    def give_back(self, caller: Caller, item_id: UUID) -> None:
        """Undo the caller's claim on an alert: it is sent round again, at once.

        Raises
        ------
        AlertClaimedError
            When the caller has not claimed it (any more).
        """
        if not self._store.give_back(item_id, caller.actor, datetime.now(UTC)):
            raise AlertClaimedError("You have not claimed this alert (any more).", "Look at the page of alerts.")
        self._audit.note(caller.actor, AuditAction.CLAIM, "item", str(item_id), given_back=True)

    def settle(self, caller: Caller, item_id: UUID) -> bool:
        """Claim the alert of an item if it has an unclaimed one; return whether it had."""
        claimed = self._store.claim(item_id, caller.actor, datetime.now(UTC))
        if claimed:
            self._audit.note(caller.actor, AuditAction.CLAIM, "item", str(item_id))
        return claimed

    def newest(self) -> list[AlertRecord]:
        """Return alerts, unclaimed ones first, then newest first."""
        return self._store.newest(_AT_ONCE)

    def states(self) -> list[AlertState]:
        """Return alerts in the order of `newest`, each with what became of its sendings and how long it is open."""
        alerts, now = self.newest(), datetime.now(UTC)
        sent = self._store.sendings([each.id for each in alerts])
        return [_state(each, sent.get(each.id, {}), now) for each in alerts]

    def of_item(self, item_id: UUID) -> AlertRecord | None:
        """Return the alert of an item, if it has one."""
        return self._store.of_item(item_id)

    def count_unclaimed(self) -> int:
        """Return how many alerts nobody has claimed."""
        return self._store.count_unclaimed()


def _state(alert: AlertRecord, sent: Mapping[str | None, int], now: datetime) -> AlertState:
    delivered, under_way = sent.get(DeliveryOutcome.ACCEPTED, 0), sent.get(None, 0)
    failed = sum(sent.values()) - delivered - under_way
    minutes = int(((alert.claimed_at or now) - alert.raised_at).total_seconds() // 60)
    return AlertState(alert, delivered, failed, under_way, minutes)


@dataclass(frozen=True, slots=True)
class RoundDesk:
    """What one transaction of the rounds works with."""

    alerts: AlertStore
    outbox: OutboxStore


class AlertRounds:
    """Sends unclaimed alerts round, again and again, through the outbox; any number of dispatchers may do so.

    Parameters
    ----------
    begin
        Opens a transaction with its desk.
    pause
        From one round of an alert to the next.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[RoundDesk]], pause: timedelta) -> None:
        self._begin = begin
        self._pause = pause

    def start_due(self) -> int:
        """Ask for a round of every alert whose time has come; return how many there were."""
        now = datetime.now(UTC)
        with self._begin() as desk:
            due = desk.alerts.due(now, _AT_ONCE)
            if due:
                desk.alerts.start_round(due, now + self._pause)
                desk.outbox.ask(ALERT_TOPIC, due, urgent=True)
        return len(due)
