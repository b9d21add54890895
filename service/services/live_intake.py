"""Takes in items that come over the API, into the live lane."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from service.domain.intake import LiveItem, TakenIn
from service.domain.items import Lane
from service.domain.messages import MessageDraft, MessageKind
from service.errors import Fault, LontError
from service.services.ingest import IngestService
from service.storage.channels import ChannelStore

__all__ = ["LiveIntakeService", "ProvenanceMissingError"]


_Identity = tuple[str, str]
"""Platform and the platform's own id of a channel; its name may differ from item to item."""


class ProvenanceMissingError(LontError):
    """A channel that was never seen comes without a word on how its items were obtained."""

    code = "provenance_missing"
    status = 422
    title = "Nothing is stated of this channel"


class LiveIntakeService:
    """Takes items of any channels in, inside the caller's transaction: all or none."""

    def __init__(self, channels: ChannelStore, ingest: IngestService) -> None:
        self._channels = channels
        self._ingest = ingest

    def take_in(self, items: Sequence[LiveItem]) -> list[TakenIn]:
        """Store the items and return what became of each, in the order given.

        Raises
        ------
        ProvenanceMissingError
            Naming every item of a channel that is new and comes without provenance.
        """
        self._require_provenance(items)
        outcomes: dict[tuple[_Identity, str], TakenIn] = {}
        drafts = [(_identity(item), _draft(item)) for item in items]
        intakes = []
        # All requests take channels in one order, so that no two of them wait for each other.
        for identity in sorted({identity for identity, _ in drafts}):
            channel_id = self._channel([item for item in items if _identity(item) == identity])
            intake = self._ingest.take_in(channel_id, [draft for each, draft in drafts if each == identity], Lane.LIVE)
            intakes.append(intake)
            for outcome in ("stored", "known", "changed"):
                for key, item_id in getattr(intake, outcome).items():
                    outcomes[identity, key] = TakenIn(id=str(item_id), outcome=outcome)
        self._ingest.conclude(*intakes)
        return [outcomes[identity, draft.source_key] for identity, draft in drafts]

    def _require_provenance(self, items: Sequence[LiveItem]) -> None:
        stated = {_identity(item) for item in items if item.provenance is not None}
        unstated = {_identity(item): item.channel for item in items if _identity(item) not in stated}
        unknown = {identity for identity, ref in unstated.items() if self._channels.find(ref) is None}
        faults = [
            Fault(f"body.items.{at}.provenance", "The channel is new; state this once.", "provenance_missing")
            for at, item in enumerate(items)
            if _identity(item) in unknown
        ]
        if faults:
            raise ProvenanceMissingError(
                f"Channels that are new and come without provenance: {len(unknown)}; nothing was taken.",
                "State time zone, visibility, lawful basis and who obtained it, once for each channel.",
                faults=faults,
            )

    def _channel(self, items: Sequence[LiveItem]) -> UUID:
        """Return the id of the one channel that all these items are of, brought up to date if they state anything."""
        ref = items[-1].channel
        known = self._channels.find(ref)
        stated = next((item.provenance for item in reversed(items) if item.provenance is not None), None)
        if known is not None and stated is None:
            if ref.name != known.name:
                self._channels.note_name(known.id, ref.name)
            return known.id
        assert stated is not None  # noqa: S101  # a new channel without provenance was refused before
        return self._channels.save(ref, stated).id


def _identity(item: LiveItem) -> _Identity:
    return (item.channel.platform, item.channel.platform_id)


def _draft(item: LiveItem) -> MessageDraft:
    return MessageDraft(
        channel=item.channel,
        source_key=item.source_key or _made_key(item),
        text=item.text,
        kind=MessageKind.TEXT if item.text.strip() else MessageKind.MEDIA,
        sent_at=item.sent_at,
        author=item.author,
        edited=item.edited_at is not None,
        edited_at=item.edited_at,
        reply_to_key=item.reply_to_key,
        locator=item.locator,
    )


def _made_key(item: LiveItem) -> str:
    """Return a key that is the same when the same item is handed in again."""
    sent_at = item.sent_at.isoformat() if item.sent_at else ""
    parts = "\x00".join((sent_at, item.author or "", item.locator or "", item.text))
    return "api:" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
