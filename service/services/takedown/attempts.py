"""Attempts to hand a request over: what exactly is sent, written down before anything is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from uuid_utils.compat import uuid7

from service.delivery.mails import compose, message_id_for, payload_bytes
from service.domain.takedown.delivery_channels import DeliveryChannel, Transport
from service.domain.takedown.judging import Judged
from service.domain.takedown.outbound import notice_text, outbound_of, subject_of
from service.domain.takedown.posted import NoticeType, posted_bytes, posted_notice
from service.domain.takedown.records import AttemptRecord, RequestRecord, public_id
from service.errors import ConfigurationError
from service.locale.wording import worded
from service.services.takedown.office import Office

__all__ = ["MOST_ATTEMPTS", "channel_of", "is_by_hand", "prepared_attempt", "with_ways"]

MOST_ATTEMPTS = 5
"""Over one delivery channel; another one begins anew."""


def with_ways(office: Office, judged: Judged) -> Judged:
    """Return what is judged together with the registry of delivery channels, so that the rules can ask for the way."""
    return replace(judged, channels=office.channels)


def channel_of(office: Office, request: RequestRecord) -> DeliveryChannel:
    """Return the delivery channel of a request.

    Raises
    ------
    ConfigurationError
        When the registry has it no more.
    """
    channel = office.channel(request.content.delivery_channel)
    if channel is None or channel.platform != request.platform:
        raise ConfigurationError(
            worded(
                "The registry of delivery channels has no entry {name} of that platform.",
                name=repr(request.content.delivery_channel),
            ),
            "Choose another delivery channel for the request, or add it to the registry.",
        )
    return channel


def is_by_hand(office: Office, request: RequestRecord) -> bool:
    """Return whether a person has to fill in a web form for this request."""
    channel = office.channel(request.content.delivery_channel)
    return channel is not None and channel.transport is Transport.WEBFORM_MANUAL


def prepared_attempt(office: Office, request: RequestRecord, attempt: int, actor: str, now: datetime) -> AttemptRecord:
    """Return the attempt that is about to be made, with its payload.

    The message id is the same for every attempt of a request: a platform that got it twice can tell.

    Raises
    ------
    ConfigurationError
        As `channel_of`.
    """
    channel = channel_of(office, request)
    payload, message_id = _payload(request, channel, now)
    return AttemptRecord(
        id=uuid7(),
        request_id=request.id,
        attempt=attempt,
        delivery_channel=channel.id,
        transport=channel.transport,
        address=channel.address,
        message_id=message_id,
        payload=payload,
        payload_sha256=hashlib.sha256(payload).hexdigest(),
        sent_by=actor,
        started_at=now,
    )


def _payload(request: RequestRecord, channel: DeliveryChannel, now: datetime) -> tuple[bytes, str | None]:
    notice = outbound_of(public_id(request.id), request.content)
    if channel.transport is Transport.WEBFORM_MANUAL:
        return notice_text(notice).encode(), None
    if channel.transport is Transport.HTTPS:
        return _posted(request), public_id(request.id)
    notifier = request.content.notifier
    message_id = message_id_for(public_id(request.id), notifier.email.rpartition("@")[2])
    message = compose(
        sender=notifier.email,
        sender_name=notifier.legal_name,
        recipient=channel.address,
        subject=subject_of(notice),
        body=notice_text(notice),
        message_id=message_id,
        date=now,
    )
    return payload_bytes(message), message_id


def _posted(request: RequestRecord) -> bytes:
    """Return the same bytes for each attempt: the time in it is the one at which somebody stood up for the notice."""
    stated = request.content.bona_fide
    at = request.edited_at if stated is None else stated.confirmed_at
    return posted_bytes(NoticeType.NOTICE, at, posted_notice(public_id(request.id), request.content))
