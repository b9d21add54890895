"""Items that name contacts, as scoring stores them, without a model: contacts are read by the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from models.contract import Message
from models.entities.contacts import find_contacts
from models.scorer import Scorer
from service.domain.items import ScoreRow
from service.domain.messages import ChannelRef
from service.factory import ProcessContext
from tests.support.campaigns import stored
from tests.support.drafts import CHANNEL
from tests.support.extracting import reading

__all__ = ["HANDLE", "NUMBER", "naming", "row_of", "score"]

HANDLE = "@voorbeeld_lont"
NUMBER = "+31600000000"


def row_of(item_id: UUID, text: str, *, version: int = 1, model: str = "test.1") -> ScoreRow:
    """Return the score of a text that is raised, with the contacts that it names."""
    message = reading(text)
    found = sorted(find_contacts(message), key=lambda each: each.start)
    spans = [message.text.to_original(each.start, each.end) for each in found]
    return ScoreRow(
        item_id=item_id,
        item_version=version,
        recruitment=0.1,
        f4_sale=0.9,
        labels=("f4_sale",),
        lang="nl",
        tier="linear",
        model_version=model,
        priority="P3",
        priority_reason=(),
        unsure=(),
        explanation=(),
        scored_at=datetime.now(UTC),
        entities=tuple(
            {"type": each.type, "start": start, "end": end, "value": dict(each.value)}
            for each, (start, end) in zip(found, spans, strict=True)
        ),
    )


def score(context: ProcessContext, row: ScoreRow, text: str, *, joins: bool = True) -> None:
    """Write a score, note its contacts and let the item join, in one transaction, as scoring does."""
    row = row if joins else replace(row, labels=(), priority=None)
    with context.writing() as factory:
        desk = factory.score_desk()
        written = desk.scores.write([row])
        assert written
        desk.contacts.note(written)
        desk.campaigns.join(written, {row.item_id: Scorer.prepare(Message(text))})


def naming(
    context: ProcessContext, text: str, *, number: int = 1, channel: ChannelRef = CHANNEL, joins: bool = True
) -> UUID:
    """Store an item and score it; return its id. What does not join is of no campaign."""
    item_id = stored(context, text, number=number, channel=channel)
    score(context, row_of(item_id, text), text, joins=joins)
    return item_id
