"""Takes in what a person saw and typed: as little as they know, hashed on arrival, scored like any item."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from service.domain.access import Caller
from service.domain.intake import LiveItem, TakenIn
from service.domain.items import Provenance, Visibility
from service.domain.messages import ChannelRef, Platform
from service.domain.takedown.locators import LocatorKind, read_locator
from service.services.evidence import EvidenceService
from service.services.live_intake import LiveIntakeService
from service.storage.channels import ChannelStore

__all__ = ["CaptureDraft", "CaptureService", "platform_of"]

_UNREADABLE = frozenset({LocatorKind.NONE, LocatorKind.MALFORMED, LocatorKind.FOREIGN_HOST, LocatorKind.NOT_HTTPS})
_WITH_HOSTS = tuple(each for each in Platform if each not in {Platform.FORUM, Platform.CLASSIFIEDS, Platform.OTHER})
_LONGEST_KEY = 200
_TIME_ZONE = "Europe/Amsterdam"
"""Of channels that a person enters by hand; the times of their items carry a zone of their own."""


@dataclass(frozen=True, slots=True)
class CaptureDraft:
    """What was seen; only the text is needed."""

    text: str
    url: str | None = None
    platform: Platform | None = None
    """``None``: the one to which the address belongs."""
    channel: str | None = None
    visibility: Visibility = Visibility.UNKNOWN
    sent_at: datetime | None = None
    author: str | None = None
    screenshot: bytes | None = None


class CaptureService:
    """Works inside the caller's transaction."""

    def __init__(self, channels: ChannelStore, intake: LiveIntakeService, evidence: EvidenceService) -> None:
        self._channels = channels
        self._intake = intake
        self._evidence = evidence

    def capture(self, caller: Caller, draft: CaptureDraft) -> TakenIn:
        """Store what was seen with its evidence; it is scored within seconds.

        Raises
        ------
        ImageRefusedError
            For a screenshot that is no image.
        """
        platform = draft.platform or platform_of(draft.url) or Platform.OTHER
        reading = read_locator(platform, draft.url)
        ref = _channel_ref(platform, reading.container_name, draft.channel)
        item = LiveItem(
            channel=ref,
            provenance=None if self._channels.find(ref) else _provenance(caller, draft),
            source_key=reading.message_id,
            text=draft.text,
            sent_at=draft.sent_at or reading.posted_at,
            author=draft.author,
            locator=draft.url,
            reply_to_key=None,
            edited_at=None,
        )
        taken = self._intake.take_in([item])[0]
        self._evidence.add_text(UUID(taken.id), draft.text, caller.actor)
        if draft.screenshot:
            self._evidence.add_screenshot(UUID(taken.id), draft.screenshot, caller.actor)
        return taken


def platform_of(url: str | None) -> Platform | None:
    """Return the platform to which an address belongs; ``None`` for a site of no platform that lont knows."""
    return next((each for each in _WITH_HOSTS if read_locator(each, url).kind not in _UNREADABLE), None)


def _channel_ref(platform: Platform, container: str | None, name: str | None) -> ChannelRef:
    account = None if container is None else container.removeprefix("@")  # as exports name it, so that both are one
    shown = name or account or "seen by hand"
    key = account or f"by-hand:{_slug(shown)}"
    return ChannelRef(platform, key[:_LONGEST_KEY], shown)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\s+", "-", plain.strip())


def _provenance(caller: Caller, draft: CaptureDraft) -> Provenance:
    return Provenance(
        timezone=_TIME_ZONE,
        visibility=draft.visibility,
        lawful_basis="seen by an analyst and entered by hand",
        obtained_by=caller.name,
    )
