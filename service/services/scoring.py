"""Scores stored items: reads them with their context, reuses scores of copies, writes each score once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

from models.contract import ScoredMessage
from models.scorer import Scorer
from service.domain.items import MOST_URGENT, ScoreRow
from service.logs import get_logger
from service.metrics import ITEMS_SCORED, SCORES_REUSED
from service.services.context import with_context
from service.storage.alerts import AlertStore
from service.storage.scores import PendingItem, ScoreStore

__all__ = ["ScoreDesk", "ScoringService"]

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ScoreDesk:
    """What one transaction that writes scores works with."""

    scores: ScoreStore
    alerts: AlertStore


class ScoringService:
    """Scores batches of items by id; running twice over the same ids writes nothing the second time.

    Reading, scoring and writing are three steps, so that no transaction is open while the model works; the last
    step takes only what still waits in the version that was read.

    Parameters
    ----------
    read, write
        Open a transaction of that kind with its store.
    scorer
        The bundle in use.
    max_attempts
        Failed attempts after which an item is parked.
    """

    def __init__(
        self,
        read: Callable[[], AbstractContextManager[ScoreStore]],
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
        return 0 if parked else self._score_alone(item_id)

    def _score_alone(self, item_id: UUID) -> int:
        try:
            return self._score_batch([item_id])
        except Exception as error:  # noqa: BLE001  # as above; the reason is kept with the item
            reason = f"scoring_failed: {type(error).__name__}"
            with self._write() as desk:
                parked = desk.scores.count_attempt([item_id], self._max_attempts, reason)
            _log.error("item_failed", item=str(item_id), parked=bool(parked), error=type(error).__name__)
            return 0

    def _score_batch(self, ids: Sequence[UUID]) -> int:
        with self._read() as store:
            items = store.pending(ids)
            prepared = [self._scorer.prepare(message) for message in with_context(store, items)]
            keys = [message.copy_key(self._scorer.version) for message in prepared]
            cached = store.cached(set(keys))
        if not items:
            return 0
        scored = self._scorer.score_prepared(prepared, known=[cached.get(key) for key in keys])
        now = datetime.now(UTC)
        fresh = {
            key: (result.scores["recruitment"], result.scores["f4_sale"])
            for key, result in zip(keys, scored, strict=True)
            if key not in cached
        }
        rows = [_row(item, result, now) for item, result in zip(items, scored, strict=True)]
        with self._write() as desk:
            desk.scores.remember(fresh, now)
            written = desk.scores.write(rows)
            urgent = [row.item_id for row in written if row.priority == MOST_URGENT]
            desk.alerts.add(urgent, now)
            desk.alerts.reopen(urgent, now)  # whoever claimed one before the edit has not seen this text
        ITEMS_SCORED.inc(len(written))
        SCORES_REUSED.inc(len(items) - len(fresh))
        return len(written)


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
    )
