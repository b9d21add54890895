"""Conversations that come in message by message, and the workers that score them as they do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from service.domain.items import ItemRecord, Lane
from service.domain.messages import MessageDraft
from service.domain.rescoring import PastScore
from service.factory import ProcessContext
from service.storage.outbox import Departure
from tests.support.api import shipped_scorer
from tests.support.drafts import draft, open_channel

__all__ = ["ANSWER", "MOVING", "REQUEST", "come_in", "departures", "history", "look_at", "say", "work"]

ANSWER = "dm, nog 40"
"""Says nothing by itself."""
REQUEST = "wie verkoopt er nog cobra 6? ik zoek er 50"
MOVING = "heeft iemand nog verhuisdozen over? we verhuizen zaterdag"


def come_in(context: ProcessContext, *drafts: MessageDraft) -> list[UUID]:
    """Store messages of one channel, and return the ids of those that are new or changed."""
    context.__dict__.setdefault("scorer", shipped_scorer())
    channel_id = open_channel(context, drafts[0].channel)
    with context.writing() as factory:
        intake = factory.import_desk().ingest.take_in(channel_id, drafts, Lane.LIVE)
    return [*intake.stored.values(), *intake.changed.values()]


def say(context: ProcessContext, key: str, text: str, minute: float = 0, **fields: Any) -> UUID:  # noqa: ANN401  # as a draft
    """Let one message come in, and the workers do all that follows from it; return its id."""
    (item_id,) = come_in(context, draft(key, text, minute=minute, **fields))
    work(context)
    return item_id


def departures(context: ProcessContext) -> list[Departure]:
    """Take out of the outbox what waits there to be scored."""
    left: list[Departure] = []
    context.dispatching(left.append).relay()
    return left


def work(context: ProcessContext, most_rounds: int = 10) -> list[list[UUID]]:
    """Score what is asked for until nothing is; return the ids of each task."""
    tasks: list[list[UUID]] = []
    for _ in range(most_rounds):
        waiting = [[UUID(each) for each in departure.payload["ids"]] for departure in departures(context)]
        if not waiting:
            return tasks
        _score(context, waiting)
        tasks += waiting
    raise AssertionError("scoring goes on and on")


def look_at(context: ProcessContext, item_id: UUID) -> ItemRecord:
    """Return an item as it is now."""
    with context.reading() as factory:
        return factory.items().get(item_id)[0]


def history(context: ProcessContext, item_id: UUID) -> list[PastScore]:
    """Return what changed the scores of an item."""
    with context.reading() as factory:
        return factory.asks().history(item_id)


def _score(context: ProcessContext, tasks: Iterable[list[UUID]]) -> None:
    for ids in tasks:
        context.scoring().score(ids)
