"""Sends one round of an alert to the people on call and to the operator's webhook; never with the text of an item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

from service.delivery.mails import compose, message_id_for
from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.delivery.webhooks import post_signed
from service.domain.access import SYSTEM
from service.domain.audit import AuditAction
from service.errors import LontError
from service.logs import get_logger
from service.services.accounts import AccountService, actor_of
from service.services.audit import AuditTrail
from service.settings import Settings
from service.storage.alerts import AlertRecord, AlertStore

__all__ = ["EVENT_TYPE", "WEBHOOK", "AlertSender", "SendingDesk"]

_log = get_logger(__name__)

WEBHOOK = "webhook"
"""Recipient of a sending that goes to the operator's own machinery."""
EVENT_TYPE = "item.possible_threat_to_life"
_WEBHOOK_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class SendingDesk:
    """What one transaction of a sending works with."""

    alerts: AlertStore
    accounts: AccountService
    audit: AuditTrail


@dataclass(frozen=True, slots=True)
class _Recipient:
    name: str
    """Actor id, or `WEBHOOK`."""
    email: str | None


class AlertSender:
    """Sends rounds of alerts; opens its own transactions.

    Each sending is written down before it is made, so that a round that is asked for twice goes to each recipient
    once. Whoever was missed is reached by the next round.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    send_mail
        Hands one mail over.
    settings
        Sender, webhook and the address of the console.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[SendingDesk]],
        send_mail: Callable[[EmailMessage], DeliveryReport],
        settings: Settings,
    ) -> None:
        self._begin = begin
        self._send_mail = send_mail
        self._settings = settings

    def send(self, alert_id: UUID) -> int:
        """Send the present round of an alert; return how many sendings were made, 0 once it is claimed."""
        with self._begin() as desk:
            alert = desk.alerts.get(alert_id)
            people = desk.accounts.on_call()
        if alert is None or alert.claimed_at is not None:
            return 0
        # The webhook first: it is one, and a mail server that hangs takes its time with each of the people.
        recipients = [] if self._settings.alert_webhook_url is None else [_Recipient(WEBHOOK, None)]
        recipients += [_Recipient(actor_of(person.id), person.email) for person in people]
        if not recipients:
            _log.error("alert_reaches_nobody", alert=str(alert_id))
        return sum(self._send_once(alert, recipient) for recipient in recipients)

    def _send_once(self, alert: AlertRecord, recipient: _Recipient) -> bool:
        with self._begin() as desk:
            sending = desk.alerts.start_sending(alert, recipient.name, datetime.now(UTC))
        if sending is None:
            return False
        report = self._hand_over(alert, recipient)
        if report.outcome is not DeliveryOutcome.ACCEPTED:
            _log.error("alert_not_sent", alert=str(alert.id), recipient=recipient.name, outcome=str(report.outcome))
        with self._begin() as desk:
            desk.alerts.finish_sending(sending, report.outcome, report.detail)
            desk.audit.note(
                *(SYSTEM, AuditAction.ALERT, "item", str(alert.item_id)),
                recipient=recipient.name,
                outcome=str(report.outcome),
                round=alert.times,
            )
        return True

    def _hand_over(self, alert: AlertRecord, recipient: _Recipient) -> DeliveryReport:
        try:
            return self._post(alert) if recipient.email is None else self._mail(alert, recipient.name, recipient.email)
        except LontError as error:  # a setting or an address that will not do
            return DeliveryReport(DeliveryOutcome.REFUSED_FOR_GOOD, None, error.stable_code)
        except Exception as error:  # noqa: BLE001  # whatever fails here, the others have to be reached
            return DeliveryReport(DeliveryOutcome.UNKNOWN, None, type(error).__name__)

    def _mail(self, alert: AlertRecord, name: str, address: str) -> DeliveryReport:
        sender = self._settings.notifier_email or address
        number = f"{alert.id}-{alert.times}-{name}"
        return self._send_mail(
            compose(
                sender=sender,
                sender_name="lont",
                recipient=address,
                subject="P0: possible threat to life, nobody has claimed it yet",
                body="\n".join(self._words(alert)),
                message_id=message_id_for(number, sender.rpartition("@")[2]),
            )
        )

    def _post(self, alert: AlertRecord) -> DeliveryReport:
        settings = self._settings
        secret = settings.alert_webhook_secret
        data = {
            "item_id": str(alert.item_id),
            "platform": alert.platform,
            "priority": "P0",
            "raised_at": alert.raised_at.isoformat(),
            "round": alert.times,
            "url": self._link(alert),
        }
        return post_signed(
            settings.alert_webhook_url or "",
            [secret.get_secret_value()] if secret else [],
            f"{alert.id}-{alert.times}",
            EVENT_TYPE,
            data,
            timeout_seconds=_WEBHOOK_SECONDS,
            occurred_at=alert.raised_at,
            private_addresses=True,  # the operator's own setting, and mostly the operator's own network
        )

    def _words(self, alert: AlertRecord) -> Sequence[str]:
        minutes = int((datetime.now(UTC) - alert.raised_at).total_seconds() // 60)
        return (
            "lont has read a message that may speak of an imminent attack. Its words are not in this mail.",
            "",
            f"Seen on: {alert.platform}",
            f"Raised: {alert.raised_at:%Y-%m-%d %H:%M} UTC, {minutes} minutes ago; round {alert.times} of this alert.",
            f"Look at it and claim it: {self._link(alert)}",
            "",
            "In danger to life call 112 first. This mail comes again until somebody has claimed the alert.",
        )

    def _link(self, alert: AlertRecord) -> str:
        settings = self._settings
        base = settings.public_url or f"http://{settings.host}:{settings.port}"
        return f"{base}/items/{alert.item_id}"
