"""Answers what else is known of what an item belongs to; of a person nothing but the items under one key."""

from __future__ import annotations

from uuid import UUID

from service.domain.items import ItemRecord
from service.domain.related import Related
from service.storage.related import RelatedStore

__all__ = ["MOST_RELATED", "RelatedService"]

MOST_RELATED = 10


class RelatedService:
    """Reads inside the caller's transaction."""

    def __init__(self, store: RelatedStore) -> None:
        self._store = store

    def of_item(self, item: ItemRecord, campaign_id: UUID | None) -> Related:
        """Return what stands beside an item that is in this campaign, or in none."""
        of_author = self._store.of_author(item, MOST_RELATED)
        if campaign_id is None:
            return Related(of_author)
        of_campaign = self._store.of_campaign(item, campaign_id, MOST_RELATED)
        return Related(of_author, of_campaign, self._store.copies(item, campaign_id))
