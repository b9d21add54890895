"""Takes messages in: stores what is new, keeps edits as versions, asks for scores, never stores a plain handle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.items import ItemState, Lane
from service.domain.messages import MessageDraft, MessageKind
from service.domain.priority_changes import PriorityCause
from service.services.campaign_joins import CampaignJoins
from service.services.priority_log import PriorityLog
from service.services.pseudonyms import Pseudonymiser
from service.storage.channels import ChannelStore
from service.storage.items import ItemStore, KnownItem, NewItem, TextChange
from service.storage.outbox import OutboxStore

__all__ = ["IngestService", "Intake"]


@dataclass(slots=True)
class Intake:
    """What came of a batch of drafts."""

    stored: dict[str, UUID] = field(default_factory=dict)
    """Id of each new item by source key."""
    known: dict[str, UUID] = field(default_factory=dict)
    """Those that were there already with the same text."""
    changed: dict[str, UUID] = field(default_factory=dict)
    """Those that were there with another text."""
    repeated: int = 0
    """Drafts with the key of a later draft in the same batch."""
    unscored: int = 0
    """Of the new ones: only media."""
    emptied: list[UUID] = field(default_factory=list)
    """Of the changed ones: only media now."""


class IngestService:
    """Takes drafts of one channel in, inside the caller's transaction, which ends with `conclude`."""

    def __init__(
        self,
        channels: ChannelStore,
        items: ItemStore,
        outbox: OutboxStore,
        pseudonymiser: Pseudonymiser,
        *,
        campaigns: CampaignJoins,
        priorities: PriorityLog,
        task_size: int,
    ) -> None:
        self._channels = channels
        self._items = items
        self._outbox = outbox
        self._campaigns = campaigns
        self._priorities = priorities
        self._pseudonymiser = pseudonymiser
        self._task_size = task_size

    def take_in(
        self, channel_id: UUID, drafts: Sequence[MessageDraft], lane: Lane, import_id: UUID | None = None
    ) -> Intake:
        """Store drafts of one channel; a draft that is known already changes nothing but when it was last seen."""
        now = datetime.now(UTC)
        latest = {draft.source_key: draft for draft in drafts}
        known = self._items.by_source_keys(channel_id, latest.keys())
        fresh = [self._new_item(channel_id, d, lane, import_id, now) for k, d in latest.items() if k not in known]
        self._save_authors(latest.values())
        added = set(self._items.add(fresh))
        changes = [change for k, item in known.items() if (change := text_change(item, latest[k], now)) is not None]
        for change in changes:
            self._edit(change)
        if import_id is not None:
            self._items.mark_seen([item.id for item in known.values()], import_id)
        stored = {item.source_key: item for item in fresh if item.id in added}
        pending = [item.id for item in stored.values() if item.state is ItemState.PENDING]
        pending += [change.known.id for change in changes if change.state is ItemState.PENDING]
        self._outbox.ask_for_scores(pending, lane, self._task_size)
        changed = {change.source_key: change.known.id for change in changes}
        overtaken = latest.keys() - known.keys() - stored.keys()  # stored by another process since our look
        known |= self._items.by_source_keys(channel_id, overtaken) if overtaken else {}
        return Intake(
            stored={key: item.id for key, item in stored.items()},
            known={key: item.id for key, item in known.items() if key not in changed},
            changed=changed,
            repeated=len(drafts) - len(latest),
            unscored=sum(item.state is ItemState.UNSCORED for item in stored.values()),
            emptied=[change.known.id for change in changes if change.state is ItemState.UNSCORED],
        )

    def resolve_edit(self, channel_id: UUID, draft: MessageDraft, import_id: UUID) -> Intake:
        """Take in an edited message of a format without message ids, once the whole file was read.

        Its key is made from its text, so an edit looks like a new message. If exactly one item of the same author
        and time is missing from this file, that is the earlier text of this message.
        """
        author_key = self._author_key(draft, draft.author)
        siblings: list[KnownItem] = []
        if draft.sent_at is not None and not self._items.by_source_keys(channel_id, [draft.source_key]):
            siblings = self._items.unseen_siblings(channel_id, author_key, draft.sent_at, import_id)
        if len(siblings) != 1:
            return self.take_in(channel_id, [draft], Lane.BACKFILL, import_id)
        now = datetime.now(UTC)
        change = _change(siblings[0], draft, now)
        self._edit(change)
        self._items.mark_seen([change.known.id], import_id)
        if change.state is ItemState.PENDING:
            self._outbox.ask_for_scores([change.known.id], Lane.BACKFILL, self._task_size)
        emptied = [change.known.id] if change.state is ItemState.UNSCORED else []
        return Intake(changed={draft.source_key: change.known.id}, emptied=emptied)

    def conclude(self, *intakes: Intake) -> None:
        """Let what lost its text leave its campaign; the last step of a transaction, after all its items."""
        self._campaigns.leave([item_id for intake in intakes for item_id in intake.emptied])

    def _edit(self, change: TextChange) -> None:
        self._items.change_text(change)
        self._priorities.note(change.known.id, (change.known.priority, None), PriorityCause.EDIT)

    def _new_item(
        self, channel_id: UUID, draft: MessageDraft, lane: Lane, import_id: UUID | None, now: datetime
    ) -> NewItem:
        return NewItem(
            id=uuid7(),
            channel_id=channel_id,
            platform=draft.channel.platform,
            source_key=draft.source_key,
            author_key=self._author_key(draft, draft.author),
            forward_key=self._author_key(draft, draft.forwarded_from),
            reply_to_key=draft.reply_to_key,
            kind=draft.kind,
            text=_stored_text(draft),
            locator=draft.locator,
            sent_at=draft.sent_at,
            captured_at=now,
            edited_at=draft.edited_at,
            seen_import_id=import_id,
            state=_first_state(draft),
            lane=lane,
        )

    def _author_key(self, draft: MessageDraft, handle: str | None) -> str | None:
        return self._pseudonymiser.author_key(draft.channel.platform, handle) if handle else None

    def _save_authors(self, drafts: Iterable[MessageDraft]) -> None:
        handles = {
            (draft.channel.platform, handle)
            for draft in drafts
            for handle in (draft.author, draft.forwarded_from)
            if handle
        }
        seal, key = self._pseudonymiser.seal, self._pseudonymiser.author_key
        self._channels.add_authors({key(platform, handle): seal(handle) for platform, handle in handles})


def text_change(known: KnownItem, draft: MessageDraft, now: datetime) -> TextChange | None:
    """Return the change that a draft brings to a known item; ``None`` when it brings none or is the older text."""
    if _stored_text(draft) == known.text:
        return None
    if known.edited_at is not None and (draft.edited_at is None or draft.edited_at <= known.edited_at):
        return None
    return _change(known, draft, now)


def _change(known: KnownItem, draft: MessageDraft, now: datetime) -> TextChange:
    return TextChange(
        known=known,
        source_key=draft.source_key,
        kind=draft.kind,
        text=_stored_text(draft),
        edited_at=draft.edited_at,
        state=_first_state(draft),
        at=now,
    )


def _stored_text(draft: MessageDraft) -> str | None:
    return None if draft.kind is MessageKind.MEDIA else draft.text


def _first_state(draft: MessageDraft) -> ItemState:
    return ItemState.UNSCORED if draft.kind is MessageKind.MEDIA else ItemState.PENDING
