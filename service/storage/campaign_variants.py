"""Reads the texts of a campaign with their verdicts, in as many queries for a hundred as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from service.domain.campaigns import CampaignVariant
from service.domain.items import ItemState
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import Item as SqlItem

__all__ = ["CampaignVariants", "members_of"]

_COUNTED = (SqlMember.exact_key, func.count(), func.min(SqlMember.seen_at), func.max(SqlMember.seen_at))


class _Said(NamedTuple):
    """What was said of a text, and how many of its items still wait."""

    verdicts: dict[str, int]
    waiting: int


class CampaignVariants:
    """Reads one campaign in the caller's transaction."""

    def __init__(self, session: Session, campaign_id: UUID) -> None:
        self._session = session
        self._campaign_id = campaign_id

    def first(self, limit: int, *, waiting: bool = False) -> list[CampaignVariant]:
        """Return so many texts, the one that was seen first before the others; `waiting`: of which an item waits."""
        query = self._members(*_COUNTED).group_by(SqlMember.exact_key)
        if waiting:
            open_items = self._members(SqlMember.exact_key).join(SqlItem, SqlItem.id == SqlMember.item_id)
            query = query.where(SqlMember.exact_key.in_(open_items.where(SqlItem.state == ItemState.QUEUED)))
        query = query.order_by(func.min(SqlMember.seen_at), SqlMember.exact_key).limit(limit)
        return self._variants(self._session.execute(query).all())

    def of(self, key: bytes) -> CampaignVariant | None:
        """Return the text of a key."""
        query = self._members(*_COUNTED).where(SqlMember.exact_key == key).group_by(SqlMember.exact_key)
        found = self._variants(self._session.execute(query).all())
        return found[0] if found else None

    def _variants(self, counted: Sequence[Any]) -> list[CampaignVariant]:
        keys = [row[0] for row in counted]
        shown, said = self._shown(keys), self._said(keys)
        found = list[CampaignVariant]()
        for key, items, first, last in counted:
            item_id, text = shown.get(key, (None, None))
            verdicts, waiting = said[key]
            found.append(CampaignVariant(bytes(key).hex(), item_id, text, items, verdicts, waiting, first, last))
        return found

    def _shown(self, keys: Collection[bytes]) -> dict[bytes, tuple[UUID, str | None]]:
        """Return the first item of each text that still says it, and the text."""
        place = func.row_number().over(
            partition_by=SqlMember.exact_key, order_by=(SqlMember.seen_at, SqlMember.item_id)
        )
        members = self._members(SqlMember.exact_key, SqlMember.item_id, SqlItem.text, place.label("place"))
        members = members.join(SqlItem, SqlItem.id == SqlMember.item_id)
        placed = members.where(SqlMember.exact_key.in_(keys), SqlItem.version == SqlMember.item_version).subquery()
        rows = self._session.execute(select(placed).where(placed.c.place == 1))
        return {row.exact_key: (row.item_id, row.text) for row in rows}

    def _said(self, keys: Collection[bytes]) -> dict[bytes, _Said]:
        """Return the verdicts on each text by how many items they were given, and how many items wait."""
        query = self._members(SqlMember.exact_key, SqlItem.verdict, SqlItem.state, func.count())
        query = query.join(SqlItem, SqlItem.id == SqlMember.item_id).where(SqlMember.exact_key.in_(keys))
        found = defaultdict[bytes, _Said](lambda: _Said({}, 0))
        for key, verdict, state, count in self._session.execute(
            query.group_by(SqlMember.exact_key, SqlItem.verdict, SqlItem.state)
        ):
            verdicts, waiting = found[key]
            if verdict is not None:
                verdicts[verdict] = verdicts.get(verdict, 0) + count
            found[key] = _Said(verdicts, waiting + (count if state == ItemState.QUEUED else 0))
        return found

    def _members(self, *columns: ColumnElement[Any] | Any) -> Select[Any]:  # noqa: ANN401  # columns of any type
        return members_of(self._campaign_id, *columns)


def members_of(campaign_id: UUID, *columns: ColumnElement[Any] | Any) -> Select[Any]:  # noqa: ANN401  # columns of any type
    """Select columns of the members of a campaign and of those that are part of it."""
    parts = select(SqlCampaign.id).where(SqlCampaign.root_id == campaign_id)
    return select(*columns).select_from(SqlMember).where(SqlMember.campaign_id.in_(parts))
