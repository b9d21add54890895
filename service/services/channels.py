"""Tells of channels, and takes down what people say of them: gone, the successor of another, an invite link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.channels import ChannelChange, ChannelDay, ChannelRecord, Seen
from service.errors import ConflictError, LontError
from service.locale.wording import worded
from service.services.audit import AuditTrail
from service.services.takedown.errors import PreconditionRequiredError, VersionMismatchError
from service.storage.channel_queries import ChannelQueryStore
from service.storage.channels import ChannelStore

__all__ = ["DAYS", "ChannelNotFoundError", "ChannelService", "ChannelView", "SuccessionError"]

DAYS = 60
"""Days of activity that are told, up to the day of the last item."""
_MOST_STEPS = 1_000


class ChannelNotFoundError(LontError):
    """There is no channel of that id."""

    code = "channel_not_found"
    status = 404
    title = "No such channel"


class SuccessionError(ConflictError):
    """A channel cannot take the place of itself, of its own successor, or of one that is not there."""

    code = "succession_impossible"
    title = "It cannot be the successor of that one"


@dataclass(frozen=True, slots=True)
class ChannelView:
    """All that is told of one channel."""

    channel: ChannelRecord
    names: list[Seen]
    """Oldest first."""
    links: list[Seen]
    days: list[ChannelDay]
    """Days with items, oldest first; of the last `DAYS` days up to its last item."""
    predecessor: ChannelRecord | None
    successors: list[ChannelRecord]


class ChannelService:
    """Works inside the caller's transaction."""

    def __init__(self, store: ChannelQueryStore, channels: ChannelStore, audit: AuditTrail) -> None:
        self._store = store
        self._channels = channels
        self._audit = audit

    def page(self, platform: str | None, before: UUID | None, limit: int) -> tuple[list[ChannelRecord], UUID | None]:
        """Return channels, the one that was stored last first, and what to give as `before` for those after them."""
        found = self._store.page(platform, before, limit + 1)
        return found[:limit], found[limit - 1].id if len(found) > limit else None

    def get(self, channel_id: UUID) -> ChannelView:
        """Return one channel with its names, links, days and successors.

        Raises
        ------
        ChannelNotFoundError
        """
        channel = self._store.get(channel_id)
        if channel is None:
            raise ChannelNotFoundError(
                worded("There is no channel {id}.", id=channel_id), "Take the id from the list of channels."
            )
        return ChannelView(
            channel=channel,
            names=self._store.names(channel_id),
            links=self._store.links(channel_id),
            days=self._store.days(channel_id, channel.last_seen.date(), DAYS) if channel.last_seen else [],
            predecessor=self._store.get(channel.successor_of) if channel.successor_of else None,
            successors=self._store.successors(channel_id),
        )

    def change(self, caller: Caller, channel_id: UUID, version: int | None, wanted: ChannelChange) -> None:
        """Write what a person says of a channel.

        Raises
        ------
        ChannelNotFoundError
        PreconditionRequiredError, VersionMismatchError
            Without the version that the caller saw, or when it is another by now.
        SuccessionError
        """
        self._store.take_turn()  # before any channel is held, so that nobody waits for it with one in their hands
        channel = self._store.lock(channel_id)
        if channel is None:
            raise ChannelNotFoundError(
                worded("There is no channel {id}.", id=channel_id), "Take the id from the list of channels."
            )
        _require_version(channel, version)
        self._require_order(channel_id, wanted.successor_of)
        gone_at = (channel.gone_at or datetime.now(UTC)) if wanted.gone else None
        self._store.change(channel_id, gone_at, wanted.successor_of)
        if wanted.link is not None:
            self._channels.note_link(channel_id, wanted.link)
        self._audit.note(
            *(caller.actor, AuditAction.ALTER, "channel", str(channel_id)),
            gone=wanted.gone,
            successor_of=wanted.successor_of,
            link_added=wanted.link is not None,
            version=channel.version + 1,
        )

    def _require_order(self, channel_id: UUID, earlier_id: UUID | None) -> None:
        """Walk from the earlier channel to those before it; none of them may be this one."""
        for _ in range(_MOST_STEPS):
            if earlier_id is None:
                return
            earlier = self._store.get(earlier_id)
            if earlier is None or earlier_id == channel_id:
                break
            earlier_id = earlier.successor_of
        raise SuccessionError(
            "A channel is the successor of another one that is stored, and that is not a successor of it.",
            "Take the id of the earlier channel from the list of channels.",
        )


def _require_version(channel: ChannelRecord, version: int | None) -> None:
    if version is None:
        raise PreconditionRequiredError(
            "The change does not say which version it is for.", 'Send the header `If-Match: "<version>"`.'
        )
    if version != channel.version:
        raise VersionMismatchError(
            worded("You saw version {seen}; it is at {now} now.", seen=version, now=channel.version),
            "Look at it again, then decide.",
        )
