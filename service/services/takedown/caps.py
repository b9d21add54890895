"""How many notices a day a platform takes by one delivery channel; what exceeds that waits, and says why."""

from __future__ import annotations

from datetime import UTC, datetime

from service.domain.takedown.delivery_channels import DeliveryChannel
from service.domain.takedown.judging import Failure
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestState
from service.locale.wording import worded
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.office import Office

__all__ = ["CAPPED", "URGENT", "capped", "counted"]

CAPPED = "daily_cap"
URGENT = "P0"
"""The priority that goes first, and whatever the number."""


def capped(desk: TakedownDesk, office: Office, request: RequestRecord, now: datetime) -> list[Failure]:
    """Return what keeps an approved request from leaving today: as many left as were agreed. P0 always may."""
    channel = _capping(office, request)
    if channel is None or request.state is not RequestState.APPROVED or request.priority == URGENT:
        return []
    most = channel.daily_cap or 0
    if desk.deliveries.begun_on(channel.id, now.astimezone(UTC).date()) < most:
        return []
    detail = worded(
        "The {most} notices a day agreed for this delivery channel have left. It may go after 0:00 UTC.", most=most
    )
    return [Failure(CAPPED, "/delivery_channel", detail, "agreement")]


def counted(desk: TakedownDesk, office: Office, request: RequestRecord, now: datetime) -> bool:
    """Count a request that is about to leave for the first time; return whether it may, which one at a time is told."""
    channel = _capping(office, request)
    if channel is None or request.state is not RequestState.APPROVED:
        return True
    most = None if request.priority == URGENT else channel.daily_cap
    return desk.deliveries.count_begun(channel.id, now.astimezone(UTC).date(), most)


def _capping(office: Office, request: RequestRecord) -> DeliveryChannel | None:
    channel = office.channel(request.content.delivery_channel)
    return None if channel is None or channel.daily_cap is None else channel
