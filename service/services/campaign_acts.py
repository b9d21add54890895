"""Merges and splits campaigns at the word of people, and takes that back; each act is an event that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.campaigns import CampaignAct, CampaignEvent
from service.errors import ConflictError
from service.locale.wording import worded
from service.services.audit import AuditTrail
from service.services.campaigns import CampaignNotFoundError
from service.storage.campaign_acts import CampaignActStore, TextOrigin
from service.storage.campaigns import CampaignStore

__all__ = ["CampaignActService", "CampaignConflictError", "Taken"]


class CampaignConflictError(ConflictError):
    """What was asked does not fit the campaigns as they are."""

    code = "campaign_conflict"
    title = "The campaign is not as you saw it"


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to leave a campaign: single items, and all items with some texts."""

    item_ids: Collection[UUID] = ()
    exact_keys: Collection[bytes] = ()


class CampaignActService:
    """Works inside the caller's transaction; acts on campaigns and items that join take turns."""

    def __init__(self, acts: CampaignActStore, store: CampaignStore, audit: AuditTrail) -> None:
        self._acts = acts
        self._store = store
        self._audit = audit

    def merge(self, caller: Caller, campaign_id: UUID, other_id: UUID) -> CampaignEvent:
        """Let another campaign become part of this one.

        Raises
        ------
        CampaignNotFoundError
        CampaignConflictError
            When they are one already, or one of them is part of a third.
        """
        self._store.take_turn()
        for each in (campaign_id, other_id):
            self._require_whole(each)
        if campaign_id == other_id:
            raise CampaignConflictError("A campaign cannot be merged with itself.", "Name two different campaigns.")
        parts = self._acts.parts(other_id)
        self._acts.set_root(parts, campaign_id)
        self._store.recount([campaign_id])
        moved = [{"campaign": str(part)} for part in parts]
        return self._noted(caller, CampaignAct.MERGE, campaign_id, other_id, moved)

    def split(self, caller: Caller, campaign_id: UUID, taken: Taken) -> CampaignEvent:
        """Make items of a campaign one of their own, which they do not leave for the old one by themselves.

        A text none of whose items stays goes with them: the next item that has it joins the new campaign.

        Raises
        ------
        CampaignNotFoundError
        CampaignConflictError
            When an item or text is not in the campaign, or nothing would be left of it.
        """
        self._store.take_turn()
        parts = self._require_whole(campaign_id)
        members = [
            each
            for each in self._acts.members(campaign_id, taken.item_ids)
            if each.exact_key not in taken.exact_keys  # leaves with its text
        ]
        origins = self._acts.origins(campaign_id, {*taken.exact_keys, *(each.exact_key for each in members)})
        self._require_present(campaign_id, taken, origins)
        singles = [each.item_id for each in members]
        whole = _whole(origins, Counter(each.exact_key for each in members), taken)
        moved = [{"item": str(each.item_id), "campaign": str(each.campaign_id)} for each in members]
        moved += self._leaving(origins, whole, taken)
        leaving = [each.first_seen for each in origins if each.exact_key in taken.exact_keys]
        new_id = uuid7()
        self._store.found(new_id, min([*leaving, *(each.seen_at for each in members)]))
        self._acts.move_items(singles, new_id)
        self._acts.move_items_with(taken.exact_keys, campaign_id, new_id)
        for key in whole:
            if self._acts.text_owner(key) in parts:
                self._acts.move_text(key, new_id)
        self._store.recount([campaign_id, new_id])
        self._require_rest(campaign_id)
        self._acts.part(new_id, campaign_id)
        return self._noted(caller, CampaignAct.SPLIT, campaign_id, new_id, moved)

    def _require_present(self, campaign_id: UUID, taken: Taken, origins: Sequence[TextOrigin]) -> None:
        """Refuse to take nothing, or what is not all there."""
        found = {each.item_id for each in self._acts.members(campaign_id, taken.item_ids)}
        strange = set(taken.item_ids) - found or set(taken.exact_keys) - {each.exact_key for each in origins}
        if strange or not (taken.item_ids or taken.exact_keys):
            raise CampaignConflictError("Not all of this is in the campaign.", "Look at the campaign again.")

    def _leaving(self, origins: Sequence[TextOrigin], whole: Sequence[bytes], taken: Taken) -> list[dict[str, str]]:
        """Return the texts that leave, with where they and their items came from; few rows for any number of items.

        Of a text that was taken as such, nearly always all items belong to one part; those of another are named.
        """
        moved = []
        main = {each.exact_key: each for each in reversed(origins)}  # the origin of most comes first
        for key in whole:
            text = {"text": key.hex(), "campaign": str(self._acts.text_owner(key))}
            moved.append(text | ({"from": str(main[key].campaign_id)} if key in taken.exact_keys else {}))
        for each in origins:
            if each.exact_key in taken.exact_keys and each != main[each.exact_key]:
                moved += [{"item": str(item), "campaign": str(each.campaign_id)} for item in self._acts.items_of(each)]
        return moved

    def undo(self, caller: Caller, campaign_id: UUID, event_id: UUID) -> CampaignEvent:
        """Take a merge or a split back; what joined since goes with the text that brought it.

        Raises
        ------
        CampaignNotFoundError
        CampaignConflictError
            When the act is no merge or split of this campaign, was taken back already, or a later one builds on it.
        """
        self._store.take_turn()
        event = self._acts.event(event_id)
        if event is None or event.act is CampaignAct.UNDO or campaign_id not in {event.campaign_id, event.other_id}:
            raise CampaignConflictError("That is no merge or split of this campaign.", "Look at the campaign again.")
        if self._acts.undoing(event_id) is not None:
            raise CampaignConflictError("That was taken back already.", "Nothing is left to do.")
        if event.act is CampaignAct.MERGE:
            self._unmerge(event)
        else:
            self._unsplit(event)
        self._store.recount([event.campaign_id, event.other_id])
        return self._noted(caller, CampaignAct.UNDO, event.campaign_id, event.other_id, [], undoes=event_id)

    def _unmerge(self, event: CampaignEvent) -> None:
        parts = [UUID(each["campaign"]) for each in event.moved]
        if not set(parts) <= set(self._acts.parts(event.campaign_id)):
            raise _later()
        self._acts.set_root(parts, event.other_id)

    def _unsplit(self, event: CampaignEvent) -> None:
        if self._acts.parts(event.other_id) != [event.other_id] or not self._acts.parts(event.campaign_id):
            raise _later()
        here = {each.item_id for each in self._acts.members(event.other_id, _items(event.moved))}
        texts = [(bytes.fromhex(each["text"]), each) for each in event.moved if "text" in each]
        back = [(UUID(each["campaign"]), key) for key, each in texts if self._acts.text_owner(key) == event.other_id]
        with_text = [(UUID(each["from"]), key) for key, each in texts if "from" in each]
        targets = _by_campaign(event.moved)
        if not {*targets, *(target for target, _ in (*back, *with_text))} <= set(self._acts.parts(event.campaign_id)):
            raise _later()
        self._acts.unpart_items_with([key for _, key in with_text], event.other_id, event.campaign_id)
        self._acts.unpart(_items(event.moved), event.campaign_id)
        for target, key in back:
            self._acts.move_text(key, target)
        for target, item_ids in targets.items():
            self._acts.move_items(here & item_ids, target)
        for target, key in with_text:
            self._acts.move_items_with([key], event.other_id, target)
        self._acts.move_all(event.other_id, event.campaign_id)  # what has joined it since

    def _require_whole(self, campaign_id: UUID) -> list[UUID]:
        parts = self._acts.parts(campaign_id)
        if not parts:
            raise CampaignNotFoundError(
                worded("There is no campaign {id} of its own.", id=campaign_id),
                "Take the id from the list of campaigns.",
            )
        return parts

    def _require_rest(self, campaign_id: UUID) -> None:
        if not self._store.count(campaign_id):
            raise CampaignConflictError("Nothing would be left of the campaign.", "Leave at least one item in it.")

    def _noted(
        self,
        caller: Caller,
        act: CampaignAct,
        campaign_id: UUID,
        other_id: UUID,
        moved: Sequence[Mapping[str, Any]],
        *,
        undoes: UUID | None = None,
    ) -> CampaignEvent:
        event = CampaignEvent(
            uuid7(), act, campaign_id, other_id, tuple(moved), datetime.now(UTC), caller.actor, undoes
        )
        self._acts.add_event(event)
        action = AuditAction.COMBINE if act is CampaignAct.MERGE else AuditAction.ALTER
        self._audit.note(
            *(caller.actor, action, "campaign", campaign_id), act=act, other=other_id, event=event.id, undoes=undoes
        )
        return event


def _whole(origins: Sequence[TextOrigin], single: Counter[bytes], taken: Taken) -> list[bytes]:
    """Return the texts none of whose items stays, in the order of their keys."""
    there = Counter[bytes]()
    for each in origins:
        there[each.exact_key] += each.items
    return sorted(key for key, items in there.items() if key in taken.exact_keys or single[key] == items)


def _items(moved: Sequence[Mapping[str, Any]]) -> list[UUID]:
    return [UUID(each["item"]) for each in moved if "item" in each]


def _by_campaign(moved: Sequence[Mapping[str, Any]]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for each in moved:
        if "item" in each:
            found.setdefault(UUID(each["campaign"]), set()).add(UUID(each["item"]))
    return found


def _later() -> CampaignConflictError:
    return CampaignConflictError("A later merge or split builds on it.", "Take that back first.")
