"""Finds the campaign of each item that joins: that of its text, of the same core, of a near-copy, or a new one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from uuid_utils.compat import uuid7

from models.contract import Prepared
from models.near_copies import Signature, near, sign
from service.domain.campaigns import Joining
from service.storage.campaigns import CampaignStore, KnownText, NewText, Sighting

__all__ = ["CampaignPlacing", "Place"]

_MOST_COMPARED = 20
"""Texts that a new one is compared with, those that share most bands."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item goes: its own campaign, and what people see that as."""

    own: UUID
    root: UUID


class CampaignPlacing:
    """Places the items of one transaction, under the lock that all who join wait for; so it asks for many at once.

    Parameters
    ----------
    store
        Campaigns.
    messages
        For each item the message that was scored.
    seen
        For each item where and when it was seen.
    """

    def __init__(self, store: CampaignStore, messages: Mapping[UUID, Prepared], seen: Mapping[UUID, Sighting]) -> None:
        self._store = store
        self._messages = messages
        self._seen = seen
        self._of_text: dict[bytes, KnownText] = {}
        self._of_core: dict[bytes, KnownText] = {}
        self._unwritten: list[NewText] = []

    def place(self, joining: Mapping[UUID, Joining]) -> dict[UUID, Place]:
        """Return where each item goes; texts that are new are written."""
        self._of_text = self._store.texts({item.exact_key for item in joining.values()})
        parted = self._store.parted(joining)
        signatures = {
            item_id: sign(self._messages[item_id].normalised)
            for item_id, item in joining.items()
            if item_id in parted or item.exact_key not in self._of_text
        }
        self._of_core = self._store.texts_of_cores({each.core_key for each in signatures.values()})
        places: dict[UUID, Place] = {}
        for item_id, item in sorted(joining.items()):
            avoided = parted.get(item_id, set())
            text = self._of_text.get(item.exact_key)
            if text is None or text.root_id in avoided:
                text = self._find(item, signatures[item_id], avoided)
            places[item_id] = Place(text.campaign_id, text.root_id)
        self._write()
        return places

    def _find(self, item: Joining, signature: Signature, avoided: set[UUID]) -> KnownText:
        """Return where a text belongs: with its near-copies, or in a new campaign.

        A text that has a campaign already, an avoided one, keeps it: its next item shall go there all the same.
        """
        same_core = self._same_core(signature, avoided)
        near_copy = same_core or self._near_copy(signature, avoided)
        if near_copy is None:
            campaign_id = uuid7()
            self._store.found(campaign_id, self._seen[item.item_id].seen_at)
            place = KnownText(item.exact_key, signature.core, campaign_id, campaign_id)
        else:
            place = KnownText(item.exact_key, signature.core, near_copy.campaign_id, near_copy.root_id)
        if item.exact_key not in self._of_text:
            self._note(place, signature, () if same_core else signature.bands)
        return place

    def _same_core(self, signature: Signature, avoided: Collection[UUID]) -> KnownText | None:
        if not avoided:
            return self._of_core.get(signature.core_key)
        self._write()
        return self._store.text_of_core(signature.core_key, avoided)

    def _near_copy(self, signature: Signature, avoided: Collection[UUID]) -> KnownText | None:
        if not signature.bands:
            return None
        candidates = (text for text in self._store.candidates(signature.bands) if text.root_id not in avoided)
        compared = islice(candidates, _MOST_COMPARED)
        return next((text for text in compared if near(signature.core, text.core)), None)

    def _note(self, place: KnownText, signature: Signature, bands: tuple[int, ...]) -> None:
        """Keep a new text in mind; one with bands is written at once, since the next text may look for it by them."""
        self._of_text[place.exact_key] = place
        self._of_core.setdefault(signature.core_key, place)
        self._unwritten.append(NewText(place.exact_key, signature.core_key, signature.core, place.campaign_id, bands))
        if bands:
            self._write()

    def _write(self) -> None:
        self._store.add_texts(self._unwritten)
        self._unwritten = []
