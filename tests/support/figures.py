"""Items with stated times, decisions and campaigns, written as rows: figures are of times that no test can wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from service.domain.items import ItemState
from service.factory import ProcessContext
from service.schema import Campaign, CampaignItem, Decision, Item, Score
from tests.support.drafts import open_channel

__all__ = ["Rows", "place", "price", "reward"]

_MODEL = "test.1"


def place(municipality: str | None, province: str | None, country: str = "NL") -> dict[str, Any]:
    """Return an entity that names a place."""
    value = {"kind": "municipality", "name": municipality, "municipality": municipality, "province": province}
    named = {name: each for name, each in value.items() if each is not None}
    return {"type": "location", "start": 0, "end": 1, "value": named | {"country": country}}


def reward(amount: float, per: str = "person") -> dict[str, Any]:
    """Return an entity that promises a sum."""
    return {"type": "reward", "start": 0, "end": 1, "value": {"amount": amount, "currency": "EUR", "per": per}}


def price(product: str, amount: float, pieces: int | None = 1) -> dict[str, Any]:
    """Return an entity with the price of a product."""
    stated = {"amount": amount, "currency": "EUR"} | ({"pieces": pieces} if pieces else {})
    return {"type": "price_row", "start": 0, "end": 1, "value": {"product": product, "price": stated}}


@dataclass(slots=True)
class Rows:
    """Writes rows into the database of a context."""

    context: ProcessContext

    def item(
        self,
        at: datetime,
        label: str | None = "f4_sale",
        *,
        entities: Sequence[dict[str, Any]] = (),
        campaign: UUID | None = None,
        text: bytes = b"one text",
        **fields: Any,  # noqa: ANN401  # columns of any type
    ) -> UUID:
        """Write a scored item that came in and was sent at a time, in a campaign if one is given."""
        channel_id, item_id = open_channel(self.context), uuid7()
        key = {"id": item_id, "channel_id": channel_id, "source_key": item_id.hex}
        text_of_it = {"kind": "text", "text": "x", "version": 1, "lane": "live", "attempts": 0, "lang": "nl"}
        state = {"state": ItemState.QUEUED if label else ItemState.SCORED, "priority": "P3" if label else None}
        labels = {"labels": f"|{label}|" if label else "", "model_version": _MODEL, "recruitment": 0.5, "f4_sale": 0.5}
        row = key | text_of_it | state | labels | {"platform": "telegram", "captured_at": at, "sent_at": at} | fields
        score = {"item_id": item_id, "item_version": 1, "model_version": row["model_version"], "tier": "linear"}
        score |= {"recruitment": 0.5, "f4_sale": 0.5, "explanation": [], "entities": list(entities), "scored_at": at}
        with self.context.writing() as factory:
            factory.session.execute(insert(Item).values(row))
            if row["model_version"]:
                factory.session.execute(insert(Score).values(score))
            if campaign is not None:
                joined = {"item_id": item_id, "item_version": 1, "campaign_id": campaign, "context_key": b""}
                joined |= {"exact_key": text.ljust(16), "channel_id": channel_id, "seen_at": at, "day": at.date()}
                factory.session.execute(insert(CampaignItem).values(joined))
        return item_id

    def campaign(self, at: datetime) -> UUID:
        """Write a campaign whose first item was seen at a time."""
        campaign_id = uuid4()
        row = {"id": campaign_id, "root_id": campaign_id, "items": 1, "first_seen": at, "last_seen": at}
        with self.context.writing() as factory:
            factory.session.execute(insert(Campaign).values(row))
        return campaign_id

    def decision(
        self,
        item_id: UUID,
        at: datetime,
        verdict: str = "confirm",
        *labels: str,
        **fields: Any,  # noqa: ANN401  # columns of any type
    ) -> UUID:
        """Write a decision that holds from then on; with `undoes` the taking back of one."""
        decision_id = uuid7()
        row = {"id": decision_id, "item_id": item_id, "item_version": 1, "verdict": verdict, "labels": list(labels)}
        row |= {"saw_original": False, "codebook_version": "1", "model_version": _MODEL, "priority": "P3"}
        row |= {"decided_by": f"usr_{'a' * 32}", "decided_at": at} | fields
        stands = None if "undoes" in fields else decision_id
        said = {"decision_id": stands, "verdict": verdict if stands else None}
        said["state"] = ItemState.DECIDED if stands else ItemState.QUEUED
        with self.context.writing() as factory:
            factory.session.execute(insert(Decision).values(row))
            item = factory.session.get(Item, item_id)
            assert item is not None
            for name, value in said.items():
                setattr(item, name, value)
        return decision_id

    def confirmed(
        self,
        at: datetime,
        label: str = "f4_sale",
        *entities: dict[str, Any],
        **fields: Any,  # noqa: ANN401  # of `item`
    ) -> UUID:
        """Write a confirmed item, in a campaign of its own unless one is given."""
        campaign = fields.pop("campaign", None) or self.campaign(at)
        item_id = self.item(at, label, entities=entities, campaign=campaign, **fields)
        self.decision(item_id, at + timedelta(hours=1), "confirm", label)
        return item_id
