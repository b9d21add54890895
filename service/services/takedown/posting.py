"""Posts one notice to its platform, signed; whatever keeps it from leaving is told as an outcome."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from cryptography.fernet import InvalidToken

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport, plain_detail
from service.delivery.webhooks import post_body, refuse_private
from service.domain.takedown.records import AttemptRecord
from service.errors import LontError
from service.services.takedown.notice_secrets import NoticeSecrets

__all__ = ["NoticePoster"]


class NoticePoster:
    """Posts what an attempt holds; opens a transaction of its own to read the secret.

    Parameters
    ----------
    begin
        Opens that transaction.
    private_addresses
        Whether a platform may be on a private network or on this machine.
    timeout_seconds
        Limit of all from the connection to the answer.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[NoticeSecrets]],
        *,
        private_addresses: bool,
        timeout_seconds: float = 20.0,
    ) -> None:
        self._begin = begin
        self._timeout_seconds = timeout_seconds
        self._private_addresses = private_addresses

    def post(self, attempt: AttemptRecord) -> DeliveryReport:
        """Post the payload of an attempt to its address, once, under its message id."""
        platform = attempt.delivery_channel.partition(".")[0]
        try:
            with self._begin() as secrets:
                signing = secrets.of_platform(platform, datetime.now(UTC))
            if not signing:
                return _nothing_sent(f"No secret signs notices to it: lont takedown secret {platform}")
            if not self._private_addresses:
                refuse_private(attempt.address)
            return post_body(
                *(attempt.address, signing, attempt.message_id or "", attempt.payload),
                timeout_seconds=self._timeout_seconds,
                private_addresses=self._private_addresses,
                reads_reference=True,
            )
        except LontError as error:
            return _nothing_sent(error.stable_code)
        except InvalidToken:
            return _nothing_sent(f"its secret cannot be opened: lont takedown secret {platform}")


def _nothing_sent(why: str) -> DeliveryReport:
    return DeliveryReport(DeliveryOutcome.REFUSED_FOR_GOOD, None, plain_detail(f"Nothing was sent: {why}."))
