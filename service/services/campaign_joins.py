"""Lets items join campaigns as they are scored: exact copies by their key, near-copies by their signature."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from uuid_utils.compat import uuid7

from models.contract import Prepared
from models.near_copies import Signature, context_key, exact_key, near, sign
from models.thresholds import UNSURE_SCORE
from service.domain.campaigns import Joining
from service.domain.items import ScoreRow
from service.services.precedents import PrecedentService
from service.storage.campaigns import CampaignStore, KnownText, Sighting

__all__ = ["CampaignJoins"]

_MOST_COMPARED = 20
"""Texts that a new one is compared with, those that share most bands."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item goes: its own campaign, and what people see that as."""

    own: UUID
    root: UUID


class CampaignJoins:
    """Works inside the transaction that writes the scores or the edits, as its last step.

    Whoever changes campaigns waits for their turn with the items in hand; after it nobody takes up further items.
    """

    def __init__(self, store: CampaignStore, precedents: PrecedentService) -> None:
        self._store = store
        self._precedents = precedents

    def join(self, written: Sequence[ScoreRow], messages: Mapping[UUID, Prepared]) -> None:
        """Take items whose scores were just written into their campaigns, or out of those that they left.

        An item that was raised, may be raised, or is most urgent joins; ordinary text never does. One that was edited
        leaves the campaign of its earlier text first. Doing it twice changes nothing.

        Parameters
        ----------
        written
            Scores that were written in this transaction.
        messages
            For each of those items the message that was scored.
        """
        joining = {row.item_id: _joining(row, messages[row.item_id]) for row in written if _belongs(row, messages)}
        item_ids = [row.item_id for row in written]
        if not joining and not self._store.memberships(item_ids):
            return
        self._store.take_turn()
        fresh = self._leave(item_ids, joining)
        places = self._places(fresh, messages)
        seen = self._store.sightings(fresh)
        self._store.add_items(fresh, {item_id: place.own for item_id, place in places.items()}, seen)
        self._count(places, seen)
        rows = {row.item_id: row for row in written}
        self._precedents.apply({item_id: (rows[item_id], item) for item_id, item in fresh.items()})

    def leave(self, item_ids: Collection[UUID]) -> None:
        """Take items that have no text any more out of their campaigns, as the last step like `join`."""
        if item_ids and self._store.memberships(item_ids):
            self._store.take_turn()
            self._leave(item_ids, {})

    def _leave(self, item_ids: Collection[UUID], joining: Mapping[UUID, Joining]) -> dict[UUID, Joining]:
        """Take out what is another text now, or ordinary; return what has still to join."""
        present = self._store.memberships(item_ids)
        gone = set[UUID]()
        for item_id, membership in present.items():
            wanted = joining.get(item_id)
            if wanted is None or wanted.exact_key != membership.exact_key:
                gone.add(item_id)
            elif (wanted.item_version, wanted.context_key) != (membership.item_version, membership.context_key):
                self._store.note_item(wanted)
        if gone:
            self._store.remove_items(gone)
            self._store.recount({present[item_id].campaign_id for item_id in gone})
        return {item_id: item for item_id, item in joining.items() if item_id not in present or item_id in gone}

    def _places(self, fresh: Mapping[UUID, Joining], messages: Mapping[UUID, Prepared]) -> dict[UUID, _Place]:
        known = self._store.texts({item.exact_key for item in fresh.values()})
        parted = self._store.parted(fresh)
        places: dict[UUID, _Place] = {}
        for item_id, item in sorted(fresh.items()):
            avoided = parted.get(item_id, set())
            text = known.get(item.exact_key)
            if text is None or text.root_id in avoided:
                text = self._find(item, sign(messages[item_id].normalised), avoided, known=text is not None)
                known.setdefault(item.exact_key, text)
            places[item_id] = _Place(text.campaign_id, text.root_id)
        return places

    def _find(self, item: Joining, signature: Signature, avoided: set[UUID], *, known: bool) -> KnownText:
        """Return where a text belongs: with its near-copies, or in a new campaign.

        Parameters
        ----------
        item, signature
            The text.
        avoided
            Campaigns that people took the item out of.
        known
            The text has a campaign already (an avoided one), which its next item shall go to all the same.
        """
        same_core = self._store.text_of_core(signature.core_key, avoided)
        near_copy = same_core or self._near_copy(signature, avoided)
        if near_copy is None:
            campaign_id = uuid7()
            self._store.found(campaign_id, self._store.sightings([item.item_id])[item.item_id].seen_at)
            place = KnownText(item.exact_key, signature.core, campaign_id, campaign_id)
        else:
            place = KnownText(item.exact_key, signature.core, near_copy.campaign_id, near_copy.root_id)
        if not known:
            bands = () if same_core else signature.bands
            self._store.add_text(item.exact_key, signature.core_key, signature.core, place.campaign_id, bands)
        return place

    def _near_copy(self, signature: Signature, avoided: set[UUID]) -> KnownText | None:
        if not signature.bands:
            return None
        candidates = (text for text in self._store.candidates(signature.bands) if text.root_id not in avoided)
        compared = islice(candidates, _MOST_COMPARED)  # under the lock that all who join wait for
        return next((text for text in compared if near(signature.core, text.core)), None)

    def _count(self, places: Mapping[UUID, _Place], seen: Mapping[UUID, Sighting]) -> None:
        roots = {place.root for place in places.values()}
        for root in sorted(roots):
            times = [seen[item_id].seen_at for item_id, place in places.items() if place.root == root]
            self._store.count_in(root, times)


def _belongs(row: ScoreRow, messages: Mapping[UUID, Prepared]) -> bool:
    """Tell whether an item is one for a campaign; of an unserved language nobody knows what it is."""
    asked = bool(row.labels) or row.priority is not None or UNSURE_SCORE in row.unsure
    return asked and bool(messages[row.item_id].normalised.text)


def _joining(row: ScoreRow, message: Prepared) -> Joining:
    context = context_key(message.before, message.after) or b""
    return Joining(row.item_id, row.item_version, exact_key(message.normalised), context)
