"""Hands what an attempt holds over by the way it is to go: exactly the bytes on paper, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from email.message import EmailMessage
from email.parser import BytesParser

from service.delivery.mails import MAIL_POLICY, payload_bytes
from service.delivery.outcomes import DeliveryOutcome, DeliveryReport, plain_detail
from service.domain.takedown.delivery_channels import Transport
from service.domain.takedown.records import AttemptRecord
from service.errors import LontError

__all__ = ["Post", "Send", "handed_over"]

Send = Callable[[EmailMessage], DeliveryReport]
"""Hands one mail over, once."""
Post = Callable[[AttemptRecord], DeliveryReport]
"""Posts what an attempt holds, once."""


def handed_over(attempt: AttemptRecord, send: Send, post: Post) -> DeliveryReport:
    """Mail or post what an attempt holds, once; nothing leaves that is not what was hashed."""
    posts = attempt.transport == Transport.HTTPS
    message = BytesParser(policy=MAIL_POLICY).parsebytes(attempt.payload)
    leaves = attempt.payload if posts else payload_bytes(message)
    if hashlib.sha256(leaves).hexdigest() != attempt.payload_sha256:
        return DeliveryReport(
            DeliveryOutcome.REFUSED_FOR_GOOD, None, "What is stored is not what was hashed; nothing was sent."
        )
    try:
        return post(attempt) if posts else send(message)
    except LontError as error:  # raised before a connection is opened, so nobody has it
        detail = plain_detail(f"Nothing was sent ({error.stable_code}): {error.detail}")
        return DeliveryReport(DeliveryOutcome.REFUSED_FOR_GOOD, None, detail)
