"""Scores stored items: reads them with their context, reuses scores of copies, writes each score once.

A new score asks for those of its neighbours to be scored again; see `service.services.scoring_again`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from models.contract import Prepared, ScoredMessage
from models.entities import Entity
from models.scorer import Scorer
from service.domain.items import MOST_URGENT, ItemState, ScoreRow
from service.domain.priority_changes import PriorityCause
from service.logs import get_logger
from service.metrics import ITEMS_SCORED, ITEMS_SCORED_AGAIN, SCORES_REUSED
from service.services.campaign_joins import CampaignJoins
from service.services.contacts import ContactNotes
from service.services.context import Surroundings, surroundings_of
from service.services.misses import kept_waiting
from service.services.priority_log import PriorityLog
from service.services.scoring_again import AgainDesk, ask_for_neighbours, send, stands_out, take_on
from service.storage.alerts import AlertStore
from service.storage.misses import MissStore
from service.storage.scores import PendingItem, ScoreStore
from service.storage.scores_again import Ask

__all__ = ["ScoreDesk", "ScoringService"]

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ScoreDesk:
    """What one transaction of scoring works with."""

    scores: ScoreStore
    alerts: AlertStore
    again: AgainDesk
    contacts: ContactNotes
    campaigns: CampaignJoins
    misses: MissStore


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was read of some items, one entry an item in the same order."""

    asks: Mapping[UUID, Ask]
    around: Sequence[Surroundings]
    prepared: Sequence[Prepared]
    cached: Mapping[bytes, tuple[float, float]]


class ScoringService:
    """Scores batches of items by id; running twice over the same ids writes nothing the second time.

    Of the ids, those are scored that wait for their first score and those that are asked for again. Reading, scoring
    and writing are three steps, so that no transaction is open while the model works; the last step takes only what
    still is in the version that was read.

    Parameters
    ----------
    read, write
        Open a transaction of that kind with its desk.
    scorer
        The bundle in use.
    max_attempts
        Failed attempts after which an item is parked.
    """

    def __init__(
        self,
        read: Callable[[], AbstractContextManager[ScoreDesk]],
        write: Callable[[], AbstractContextManager[ScoreDesk]],
        scorer: Scorer,
        max_attempts: int,
    ) -> None:
        self._read = read
        self._write = write
        self._scorer = scorer
        self._max_attempts = max_attempts

    def score(self, ids: Sequence[UUID], *, second_delivery: bool = False) -> int:
        """Score what still waits among these items; return how many scores were written.

        Parameters
        ----------
        ids
            Items of any channels.
        second_delivery
            The broker has handed these ids out before: the worker that had them died. Each item is then scored
            alone, its attempt counted first, so that the one that kills workers is found and parked.
        """
        if second_delivery:
            return sum(self._score_counted(item_id) for item_id in ids)
        try:
            return self._score_batch(ids)
        except Exception as error:  # noqa: BLE001  # whatever fails here, the items beside it must not suffer
            _log.warning("batch_failed", items=len(ids), error=type(error).__name__)
            return sum(self._score_alone(item_id) for item_id in ids)

    def _score_counted(self, item_id: UUID) -> int:
        with self._write() as desk:
            parked = desk.scores.count_attempt([item_id], self._max_attempts, "worker_died")
            desk.again.asks.count_attempt([item_id], self._max_attempts)
        return 0 if parked else self._score_alone(item_id)

    def _score_alone(self, item_id: UUID) -> int:
        try:
            return self._score_batch([item_id])
        except Exception as error:  # noqa: BLE001  # as above; the reason is kept with the item
            reason = f"scoring_failed: {type(error).__name__}"
            with self._write() as desk:
                parked = desk.scores.count_attempt([item_id], self._max_attempts, reason)
                desk.again.asks.count_attempt([item_id], self._max_attempts)
            _log.error("item_failed", item=str(item_id), parked=bool(parked), error=type(error).__name__)
            return 0

    def _score_batch(self, ids: Sequence[UUID]) -> int:
        batch = self._read_batch(ids)
        if not batch.around:
            return 0
        known = [batch.cached.get(message.copy_key(self._scorer.version)) for message in batch.prepared]
        scored = self._scorer.score_prepared(batch.prepared, known=known)
        prepared, scored = self._looked_closer(batch, scored)
        return self._write_batch(replace(batch, prepared=prepared), scored, datetime.now(UTC))

    def _read_batch(self, ids: Sequence[UUID]) -> _Batch:
        with self._read() as desk:
            asks = desk.again.asks.standing(ids)  # read first: what asks for a score is stored, and so in the context
            items = [*desk.scores.pending(ids), *desk.scores.scored(asks)]
            around = surroundings_of(desk.again.surroundings, items)
            prepared = [self._scorer.prepare(each.message(closer=self._is_beside_one(each))) for each in around]
            cached = desk.scores.cached({message.copy_key(self._scorer.version) for message in prepared})
        return _Batch(asks, around, prepared, cached)

    def _is_beside_one(self, around: Surroundings) -> bool:
        """Return whether an item stands beside one whose stored score stands out."""
        return any(near.pair is not None and self._scorer.stands_out(near.pair) for near in around.context)

    def _looked_closer(
        self, batch: _Batch, scored: Sequence[ScoredMessage]
    ) -> tuple[list[Prepared], list[ScoredMessage]]:
        """Score anew what was ruled out beside a message that turned out to stand out in the same batch."""
        both = zip(batch.around, scored, strict=True)
        out = {around.item.id for around, result in both if stands_out(self._scorer, result)}
        found = list(zip(batch.prepared, scored, strict=True))
        late = [
            at
            for at, (around, (message, result)) in enumerate(zip(batch.around, found, strict=True))
            if not message.closer
            and self._scorer.rules_out(result.tier)
            and any(near.id in out for near in around.context)
        ]
        closer = [replace(found[at][0], closer=True) for at in late]
        for at, message, result in zip(late, closer, self._scorer.score_prepared(closer), strict=True):
            found[at] = (message, result)
        return [message for message, _ in found], [result for _, result in found]

    def _write_batch(self, batch: _Batch, scored: Sequence[ScoredMessage], now: datetime) -> int:
        items = [around.item for around in batch.around]
        fresh = {
            key: (result.scores["recruitment"], result.scores["f4_sale"])
            for message, result in zip(batch.prepared, scored, strict=True)
            if (key := message.copy_key(self._scorer.version)) not in batch.cached
        }
        rows = [_row(item, result, now) for item, result in zip(items, scored, strict=True)]
        first = {item.id for item in items if item.state == ItemState.PENDING}
        with self._write() as desk:
            rows = kept_waiting(desk.misses, rows)
            desk.scores.remember(fresh, now)
            written = desk.scores.write([row for row in rows if row.item_id in first])
            _note_first(desk.again.priorities, written)
            again, answered = take_on(desk.again, [row for row in rows if row.item_id not in first], batch.asks)
            answered += [batch.asks[row.item_id] for row in written if row.item_id in batch.asks]
            urgent = [row.item_id for row in (*written, *again) if row.priority == MOST_URGENT]
            desk.alerts.add(urgent, now)
            desk.alerts.reopen(urgent, now)  # whoever claimed one before the edit has not seen this text
            self._ask(desk.again, batch, scored, [row.item_id for row in written], now)
            desk.again.asks.settle(answered)
            send(desk.again, [item.id for item in items])  # asked for while they were being scored
            prepared = {item.id: message for item, message in zip(items, batch.prepared, strict=True)}
            desk.contacts.note([*written, *again])
            desk.campaigns.join([*written, *again], prepared)
        ITEMS_SCORED.inc(len(written))
        ITEMS_SCORED_AGAIN.inc(len(again))
        SCORES_REUSED.inc(len(items) - len(fresh))
        return len(written)

    def _ask(
        self, desk: AgainDesk, batch: _Batch, scored: Sequence[ScoredMessage], written: Sequence[UUID], now: datetime
    ) -> None:
        """Ask for the neighbours of items that have their first score now."""
        new = [pair for pair in zip(batch.around, scored, strict=True) if pair[0].item.id in set(written)]
        ask_for_neighbours(desk, self._scorer, new, now)


def _note_first(priorities: PriorityLog, written: Sequence[ScoreRow]) -> None:
    for row in written:
        priorities.note(row.item_id, (None, row.priority), PriorityCause.SCORE, reasons=row.priority_reason)


def _stored(entity: Entity) -> dict[str, object]:
    """Leave the text out: the item has it, for as long as it may be kept."""
    return {name: value for name, value in asdict(entity).items() if name != "text"}


def _row(item: PendingItem, result: ScoredMessage, now: datetime) -> ScoreRow:
    return ScoreRow(
        item_id=item.id,
        item_version=item.version,
        recruitment=result.scores["recruitment"],
        f4_sale=result.scores["f4_sale"],
        labels=result.labels,
        lang=result.lang,
        tier=result.tier,
        model_version=result.model,
        priority=result.priority,
        priority_reason=result.priority_reason,
        unsure=result.unsure,
        explanation=tuple(asdict(evidence) for evidence in result.explanation),
        scored_at=now,
        role=result.role,
        entities=tuple(_stored(entity) for entity in result.entities),
    )
