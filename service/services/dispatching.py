"""Brings what waits in the outbox to the broker, and finds items that got lost on the way.

The database is the truth and the broker only carries ids: whatever the broker, a worker or this process loses, the
sweep finds it again, since the item is still pending.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.domain.items import Lane
from service.errors import ConfigurationError
from service.storage.outbox import TOPICS, Departure, OutboxStore
from service.storage.scores import ScoreStore, Stranded
from service.storage.scores_again import AskStore

__all__ = ["ALIVE_SECONDS", "DispatchDesk", "DispatchService", "Publish", "ask_again", "somebody_works"]

ALIVE_SECONDS = 5.0
"""A dispatcher leaves a sign of life this often; three times as long without one, and it counts as gone."""
_DEPARTURES = 50
_SWEPT = 10_000

Publish = Callable[[Departure], None]
"""Hands an entry of the outbox to the broker; raises when the broker does not take it."""


@dataclass(frozen=True, slots=True)
class DispatchDesk:
    """What one transaction of the dispatcher works with."""

    outbox: OutboxStore
    scores: ScoreStore
    asks: AskStore


class DispatchService:
    """Relays and sweeps; any number of processes may do so at once."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[DispatchDesk]],
        publish: Publish,
        stranded_after: timedelta,
        task_size: int,
    ) -> None:
        self._begin = begin
        self._publish = publish
        self._stranded_after = stranded_after
        self._task_size = task_size

    def relay(self) -> int:
        """Hand over what waits, oldest first; return how many entries left.

        An entry is deleted in the transaction in which it was handed over. If that fails in between, it is handed
        over twice, which tasks are made for.
        """
        left = 0
        while batch := self._relay_batch():
            left += batch
        return left

    def sweep(self, *, broker_is_new: bool = False) -> int:
        """Ask again for scores of items that have waited too long, for their first or another; return how many.

        Parameters
        ----------
        broker_is_new
            The broker holds nothing of what was handed to it before (it lives in this process, which has just
            begun): everything that is pending counts as stranded.
        """
        now = datetime.now(UTC)
        with self._begin() as desk:
            if not broker_is_new and desk.outbox.waiting():
                return 0  # the broker is away or slow; what waits in the outbox is not lost
            patience = timedelta(0) if broker_is_new else self._stranded_after
            stranded = desk.scores.stranded(now - patience, _SWEPT)
            desk.scores.mark_enqueued([item.id for item in stranded], now)
            ask_again(desk.outbox, stranded, self._task_size)
            asked = desk.asks.stranded(now - patience, _SWEPT)
            desk.asks.mark_enqueued([item.id for item in asked], now)
            ask_again(desk.outbox, asked, self._task_size)
        return len(stranded) + len(asked)

    def note_alive(self) -> None:
        """Leave a sign of life that `somebody_works` finds."""
        with self._begin() as desk:
            desk.outbox.note_dispatcher()

    def _relay_batch(self) -> int:
        with self._begin() as desk:
            departures = desk.outbox.next_departures(_DEPARTURES)
            for departure in departures:
                if departure.topic not in TOPICS:
                    raise ConfigurationError(
                        f"The outbox holds an entry of topic {departure.topic!r}, which this version does not know.",
                        "Run the dispatcher of the version that wrote it.",
                    )
                self._publish(departure)
            desk.outbox.remove([departure.id for departure in departures])
        return len(departures)


def ask_again(outbox: OutboxStore, items: Sequence[Stranded], task_size: int) -> None:
    """Put items into the outbox once more, each lane on its own; those with failed attempts one by one."""
    for lane in Lane:
        of_lane = [item for item in items if item.lane == lane]
        outbox.ask_for_scores([item.id for item in of_lane if item.attempts == 0], lane, task_size)
        outbox.ask_for_scores([item.id for item in of_lane if item.attempts > 0], lane, 1)


def somebody_works(outbox: OutboxStore) -> bool:
    """Tell whether a dispatcher has shown a sign of life of late, so that what is handed in will be scored."""
    seen_at = outbox.dispatcher_seen_at()
    return seen_at is not None and datetime.now(UTC) - seen_at < timedelta(seconds=3 * ALIVE_SECONDS)
