"""Attempts to hand a request over: what exactly is sent, written down before anything is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from uuid_utils.compat import uuid7

from service.delivery.mails import compose, message_id_for, payload_bytes
from service.domain.takedown.delivery_channels import DeliveryChannel, Transport
from service.domain.takedown.judging import Judged
from service.domain.takedown.outbound import notice_text, outbound_of, subject_of
from service.domain.takedown.posted import NoticeType, posted_bytes, posted_notice, posted_reminder
from service.domain.takedown.records import AttemptRecord, RequestRecord, public_id
from service.domain.takedown.reminder_words import reminder_subject, reminder_text
from service.domain.takedown.reminders import Reminder
from service.errors import ConfigurationError
from service.locale.wording import worded
from service.services.takedown.office import Office

__all__ = ["MOST_ATTEMPTS", "channel_of", "is_by_hand", "prepared_attempt", "prepared_reminder", "with_ways"]

MOST_ATTEMPTS = 5
"""Over one delivery channel; another one begins anew."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a mail says."""

    name: str
    """Of its message id, before the ``@``."""
    subject: str
    text: str
    in_reply_to: str | None = None


def with_ways(office: Office, judged: Judged) -> Judged:
    """Return what is judged together with the registry of delivery channels, so that the rules can ask for the way."""
    return replace(judged, channels=office.channels)


def channel_of(office: Office, request: RequestRecord, name: str | None = None) -> DeliveryChannel:
    """Return the delivery channel of a request, or the one of that name.

    Raises
    ------
    ConfigurationError
        When the registry has it no more.
    """
    wanted = name or request.content.delivery_channel
    channel = office.channel(wanted)
    if channel is None or channel.platform != request.platform:
        raise ConfigurationError(
            worded(
                "The registry of delivery channels has no entry {name} of that platform.",
                name=repr(wanted),
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
    payload, message_id = _payload(office, request, channel, now)
    return _attempt(request, channel, attempt, actor, now, payload=payload, message_id=message_id)


def prepared_reminder(
    office: Office, request: RequestRecord, reminder: Reminder, *, attempt: int, actor: str, now: datetime
) -> AttemptRecord:
    """Return the attempt to remind a platform, on the thread of the notice and by the same way.

    Raises
    ------
    ConfigurationError
        When the registry has that way no more.
    """
    channel = channel_of(office, request, reminder.notice.delivery_channel)
    payload, message_id = _reminding(office, request, channel, reminder, now)
    made = _attempt(request, channel, attempt, actor, now, payload=payload, message_id=message_id)
    return replace(made, reminder=reminder.number)


def _attempt(  # an attempt has that many sides
    request: RequestRecord,
    channel: DeliveryChannel,
    attempt: int,
    actor: str,
    now: datetime,
    *,
    payload: bytes,
    message_id: str | None,
) -> AttemptRecord:
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


def _payload(
    office: Office, request: RequestRecord, channel: DeliveryChannel, now: datetime
) -> tuple[bytes, str | None]:
    reference = public_id(request.id)
    notice = outbound_of(reference, request.content)
    if channel.transport is Transport.WEBFORM_MANUAL:
        return notice_text(notice).encode(), None
    if channel.transport is Transport.HTTPS:
        # The same bytes for each attempt: the time is the one at which somebody stood up for the notice.
        stated = request.content.bona_fide
        at = request.edited_at if stated is None else stated.confirmed_at
        return posted_bytes(NoticeType.NOTICE, at, posted_notice(reference, request.content)), reference
    letter = _Letter(reference, subject_of(notice), notice_text(notice))
    return _mail(office, request, channel, letter, now)


def _reminding(
    office: Office, request: RequestRecord, channel: DeliveryChannel, reminder: Reminder, now: datetime
) -> tuple[bytes, str | None]:
    reference, number = public_id(request.id), reminder.number
    notice = outbound_of(reference, request.content)
    sent_at = reminder.notice.opened_at or reminder.notice.started_at
    if channel.transport is Transport.HTTPS:
        data = posted_reminder(reference, request.content, number, sent_at, reminder.waits_for)
        return posted_bytes(NoticeType.REMINDER, reminder.because_of, data), f"{reference}_reminder-{number}"
    letter = _Letter(
        f"{reference}.reminder-{number}",
        reminder_subject(notice, number),
        reminder_text(notice, number, sent_at, reminder.waits_for),
        reminder.notice.message_id,
    )
    return _mail(office, request, channel, letter, now)


def _mail(
    office: Office, request: RequestRecord, channel: DeliveryChannel, letter: _Letter, now: datetime
) -> tuple[bytes, str]:
    notifier = request.content.notifier
    message_id = message_id_for(letter.name, notifier.email.rpartition("@")[2])
    written = compose(
        sender=notifier.email,
        sender_name=notifier.legal_name,
        recipient=channel.address,
        subject=letter.subject,
        body=letter.text,
        message_id=message_id,
        reply_to=office.reply_address(notifier, public_id(request.id)),
        in_reply_to=letter.in_reply_to,
        date=now,
    )
    return payload_bytes(written), message_id
