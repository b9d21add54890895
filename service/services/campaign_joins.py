"""Lets items join campaigns as they are scored: exact copies by their key, near-copies by their signature."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from models.contract import Prepared
from models.near_copies import context_key, exact_key
from models.thresholds import UNSURE_SCORE
from service.domain.campaigns import Joining
from service.domain.items import ScoreRow
from service.services.campaign_placing import CampaignPlacing, Place
from service.services.precedents import PrecedentService
from service.storage.campaigns import CampaignStore, Sighting

__all__ = ["CampaignJoins"]


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
        seen = self._store.sightings(fresh)
        places = CampaignPlacing(self._store, messages, seen).place(fresh)
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

    def _count(self, places: Mapping[UUID, Place], seen: Mapping[UUID, Sighting]) -> None:
        times: dict[UUID, list[datetime]] = {}
        for item_id, place in places.items():
            times.setdefault(place.root, []).append(seen[item_id].seen_at)
        self._store.count_in(times)


def _belongs(row: ScoreRow, messages: Mapping[UUID, Prepared]) -> bool:
    """Tell whether an item is one for a campaign; of an unserved language nobody knows what it is."""
    asked = bool(row.labels) or row.priority is not None or UNSURE_SCORE in row.unsure
    return asked and bool(messages[row.item_id].normalised.text)


def _joining(row: ScoreRow, message: Prepared) -> Joining:
    context = context_key(message.before, message.after) or b""
    return Joining(row.item_id, row.item_version, exact_key(message.normalised), context)
