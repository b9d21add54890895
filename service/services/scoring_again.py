"""Scores again what a new message stands beside: whom to ask for, and what a new score does to an item."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.contract import LABELS, ScoredMessage
from models.scorer import Scorer
from service.domain.items import ItemState, ScoreRow
from service.domain.priority_changes import PriorityCause
from service.domain.rescoring import Effect, ScoreChange, effect_of
from service.services.context import Surroundings
from service.services.dispatching import ask_again
from service.services.precedents import COPIER
from service.services.priority_log import PriorityLog
from service.services.review import ReviewService
from service.storage.outbox import OutboxStore
from service.storage.scores import PendingItem, ScoreStore
from service.storage.scores_again import Ask, AskStore, NewAsk
from service.storage.surroundings import SurroundingsStore

__all__ = ["MOST_ANSWERS", "AgainDesk", "ask_for_neighbours", "send", "stands_out", "take_on"]

MOST_ANSWERS = 8
"""Answers to an item that are scored again for it, the latest ones; a message may have a million of them."""


@dataclass(frozen=True, slots=True)
class AgainDesk:
    """What scoring again works with, in one transaction."""

    scores: ScoreStore
    asks: AskStore
    surroundings: SurroundingsStore
    outbox: OutboxStore
    priorities: PriorityLog
    task_size: int
    review: Callable[[], ReviewService]
    """Builds what takes inherited decisions off; only asked where one gives way."""


def stands_out(scorer: Scorer, result: ScoredMessage) -> bool:
    """Return whether a label of a message is raised or unsure, so that its neighbours are looked at closer."""
    recruitment, f4_sale = (result.scores[label] for label in LABELS)
    return scorer.stands_out((recruitment, f4_sale))


def ask_for_neighbours(
    desk: AgainDesk, scorer: Scorer, new: Sequence[tuple[Surroundings, ScoredMessage]], at: datetime
) -> None:
    """Ask for the scores of those in whose context new messages stand, unless they were read together with them.

    Nothing that is scored again asks on: each stored message asks for at most six neighbours and `MOST_ANSWERS`
    answers, however lively its channel is, and a neighbour that several ask for is scored once.
    """
    read_together = {around.item.id for around, _ in new}
    overtaken = desk.surroundings.overtaken(read_together)
    asks: dict[UUID, NewAsk] = {}
    for around, result in new:
        echoes = list(around.echoes)
        if around.item.id in overtaken or stands_out(scorer, result):
            echoes += desk.surroundings.answers(around.item, MOST_ANSWERS)
        for near in echoes:
            if near.id not in read_together and _matters(scorer, result, near):
                asks[near.id] = NewAsk(near.id, around.item.id, around.item.lane)
    desk.asks.ask(asks.values(), at)
    send(desk, asks)


def send(desk: AgainDesk, item_ids: Collection[UUID]) -> None:
    """Send those of the items to the workers that are asked for; what still waits for its first score goes anyway."""
    ask_again(desk.outbox, desk.asks.due(item_ids), desk.task_size)


def take_on(desk: AgainDesk, rows: Iterable[ScoreRow], asks: Mapping[UUID, Ask]) -> tuple[list[ScoreRow], list[Ask]]:
    """Write new scores of items that have one; return those that hold now, and the asks that are answered.

    An item that was edited meanwhile, or that somebody holds, is passed by, and its ask stays. The caller settles the
    asks, after it has made its own: see `AskStore`.
    """
    new = {row.item_id: row for row in rows}
    changes = []
    looked_at = []
    for item_id, old in desk.asks.lock(new.keys()).items():
        if old.version != new[item_id].item_version:
            continue
        looked_at.append(asks[item_id])
        effect = effect_of(old, new[item_id])
        if effect is not Effect.NONE:
            changes.append(ScoreChange(old, new[item_id], asks[item_id].cause_id, effect is Effect.HOLDS))
    for change in changes:
        if change.holds and change.old.inherited_id is not None:
            desk.review().undo(COPIER, change.old.id, change.old.inherited_id)
    for change in changes:
        if change.holds:
            _note(desk.priorities, change)
    holding = [change.new for change in changes if change.holds]
    desk.scores.replace(holding)
    desk.asks.note(changes)
    return holding, looked_at


def _note(priorities: PriorityLog, change: ScoreChange) -> None:
    old, new = change.old, change.new
    both = (old.priority, new.priority)
    priorities.note(old.id, both, PriorityCause.CONTEXT, reasons=new.priority_reason, by_id=change.cause_id)


def _matters(scorer: Scorer, result: ScoredMessage, near: PendingItem) -> bool:
    """Return whether a new message may change the score of one near it.

    Where the fast tier ruled both out, their meeting changes next to nothing (docs/context.md has the figures). What
    still waits for its first score may be in the hands of a worker that has not seen the new message.
    """
    if near.state == ItemState.PENDING:
        return scorer.reads_context(near.text)
    near_is_ruled_out = scorer.rules_out(near.tier or "")
    if near_is_ruled_out and stands_out(scorer, result):
        return True
    both = near_is_ruled_out and scorer.rules_out(result.tier)
    return not both and scorer.reads_context(near.text)
