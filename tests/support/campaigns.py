"""Items that join campaigns as scoring lets them, without a model: texts with stated scores and contexts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from models.contract import ContextMessage, Message
from models.scorer import Scorer
from service.domain.campaigns import CampaignSummary
from service.domain.items import Lane, ScoreRow
from service.domain.messages import ChannelRef, Platform
from service.factory import ProcessContext
from service.services.campaigns import CampaignView
from tests.support.drafts import CHANNEL, draft, open_channel

ADVERT = "Cobra's weer op voorraad in Verzonnenstad, 8 euro per stuk, ophalen vanavond na zessen, stuur een bericht"
"""A text long enough to have near-copies."""
CHEAPER = ADVERT.replace("8 euro", "7 euro")
DISGUISED = (
    "🔥🔥 C0bra's weer op v00rraad in Verzonnenstad, €9 per stuk, ophalen vanavond na zesssen, stuur n bericht 🔥"
)
OTHER = "Wie rijdt er zaterdag mee naar de wedstrijd in de volgende stad, er is nog plek voor drie mensen in de auto"
ELSEWHERE = ChannelRef(Platform.TELEGRAM, "4712", "Marktplein Verzonnen", public=True)


def stored(context: ProcessContext, text: str, *, number: int = 1, channel: ChannelRef = CHANNEL) -> UUID:
    """Store an item, or its edit where the number is known already, and return its id."""
    channel_id = open_channel(context, channel)
    message = draft(str(number), text, minute=number, channel=channel)
    with context.writing() as factory:
        ingest = factory.import_desk().ingest
        intake = ingest.take_in(channel_id, [message], Lane.LIVE)
        if intake.known:
            edited_at = datetime.now(UTC)
            intake = ingest.take_in(channel_id, [replace(message, edited_at=edited_at)], Lane.LIVE)
        ingest.conclude(intake)
    (item_id,) = [*intake.stored.values(), *intake.changed.values()]
    return item_id


def let_join(
    context: ProcessContext,
    item_id: UUID,
    text: str,
    *,
    version: int = 1,
    labels: Sequence[str] = ("f4_sale",),
    priority: str | None = "P3",
    unsure: Sequence[str] = (),
    before: Sequence[str] = (),
) -> None:
    """Write a score and let the item join, in one transaction, as scoring does."""
    message = Message(text, before=tuple(ContextMessage(each) for each in before))
    row = ScoreRow(
        item_id=item_id,
        item_version=version,
        recruitment=0.1,
        f4_sale=0.9,
        labels=tuple(labels),
        lang="nl",
        tier="linear",
        model_version="test.1",
        priority=priority,
        priority_reason=(),
        unsure=tuple(unsure),
        explanation=(),
        scored_at=datetime.now(UTC),
    )
    with context.writing() as factory:
        written = factory.scores().write([row])
        factory.campaign_joins().join(written, {item_id: Scorer.prepare(message)})


def joined(
    context: ProcessContext, text: str, *, number: int = 1, channel: ChannelRef = CHANNEL, **how: object
) -> UUID:
    """Store an item, let it join, and return its id."""
    item_id = stored(context, text, number=number, channel=channel)
    let_join(context, item_id, text, **how)  # type: ignore[arg-type]  # as `let_join` takes them
    return item_id


def campaign_of(context: ProcessContext, item_id: UUID) -> CampaignSummary | None:
    """Return the campaign of an item."""
    with context.reading() as factory:
        return factory.campaigns().of_item(item_id)


def view_of(context: ProcessContext, item_id: UUID) -> CampaignView:
    """Return all of the campaign of an item."""
    campaign = campaign_of(context, item_id)
    assert campaign is not None
    with context.reading() as factory:
        return factory.campaigns().get(campaign.id)
