"""What leaves for a platform as it is on the wire: a mail taken apart for reading, a form to fill in, or a document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default

from service.domain.takedown.delivery_channels import Transport
from service.domain.takedown.records import AttemptRecord

__all__ = ["Outgoing", "outgoing_of"]

_HEADERS = ("From", "To", "Subject", "Date", "Message-ID")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One payload."""

    transport: str
    address: str
    headers: tuple[tuple[str, str], ...]
    """Of a mail, those that a person reads; else none."""
    body: str
    raw: str | None
    """The very bytes, where they differ from the body."""
    sha256: str


def outgoing_of(attempt: AttemptRecord) -> Outgoing:
    """Return what an attempt sends, for reading."""
    text = attempt.payload.decode(errors="replace")
    headers: tuple[tuple[str, str], ...] = ()
    body: str = text
    raw: str | None = None
    if attempt.transport == Transport.EMAIL:
        headers, body = _of_mail(attempt.payload)
        raw = text
    elif attempt.transport != Transport.WEBFORM_MANUAL:
        body, raw = _of_document(text), text
    return Outgoing(attempt.transport, attempt.address, headers, body, raw, attempt.payload_sha256)


def _of_mail(payload: bytes) -> tuple[tuple[tuple[str, str], ...], str]:
    message = message_from_bytes(payload, policy=default)
    part = message.get_body(("plain",))
    headers = tuple((name, str(message[name])) for name in _HEADERS if message[name] is not None)
    return headers, "" if part is None else str(part.get_content())


def _of_document(text: str) -> str:
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text
