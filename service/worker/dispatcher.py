"""The dispatcher's loop: looks into the outbox each second, sweeps now and then, and outlives a broker that is away.

It is no Celery beat: a clock that sends its ticks through the broker stops when the broker does, which is the very
moment in which the outbox has to be looked after.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from amqp.exceptions import AMQPError
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from service.errors import LontError
from service.factory import ProcessContext
from service.logs import get_logger
from service.services.dispatching import ALIVE_SECONDS, DispatchService
from service.settings import BrokerKind, Settings
from service.storage.database import DatabaseError

__all__ = ["Chore", "Dispatcher", "chores_of"]

_log = get_logger(__name__)
_RETRY_SECONDS = 5.0
_WAKING_SECONDS = 15.0
_CLOCK_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is done again and again beside relaying."""

    do: Callable[[], object]
    pause_seconds: float
    """From the end of one turn to the next; 0: each time that the outbox is looked into."""


class Dispatcher:
    """Runs a `DispatchService` and chores until it is told to stop.

    Parameters
    ----------
    service
        What relays and sweeps.
    settings
        Pauses, and the kind of broker.
    chores
        What else there is to do: rounds of alerts, retries, the seal of the log.
    """

    def __init__(self, service: DispatchService, settings: Settings, chores: Sequence[Chore] = ()) -> None:
        self._service = service
        self._settings = settings
        self._chores = [
            Chore(service.note_alive, ALIVE_SECONDS),
            *chores,
            Chore(service.relay, 0),
            Chore(self._sweep, settings.sweep_seconds),
        ]
        self._stop = threading.Event()

    def run(self) -> None:
        """Do all chores until `stop` is called; errors are logged and tried again at the next turn."""
        if self._settings.broker_kind is BrokerKind.EMBEDDED:
            self._attempt(lambda: self._sweep(broker_is_new=True))
        due = [0.0] * len(self._chores)
        due[-1] = time.monotonic() + self._settings.sweep_seconds  # what just came in is no wreck yet
        while not self._stop.is_set():
            for at, chore in enumerate(self._chores):
                if time.monotonic() >= due[at]:
                    self._attempt(chore.do)
                    due[at] = time.monotonic() + chore.pause_seconds
            self._stop.wait(self._settings.outbox_seconds)

    def stop(self) -> None:
        """End the loop after its present turn."""
        self._stop.set()

    def _attempt(self, turn: Callable[[], object]) -> None:
        """Do one turn; what fails is logged and done again at the next, since stopping would strand everything."""
        try:
            turn()
        except (BrokerError, RedisError, AMQPError, OSError) as error:
            _log.warning("broker_away", error=type(error).__name__)
        except LontError as error:
            _log.error("dispatch_failed", code=error.stable_code, detail=error.detail)
        except DatabaseError as error:
            _log.warning("database_away", error=type(error).__name__)
        except Exception as error:  # noqa: BLE001  # a fault in one chore must not end the others
            _log.error("chore_failed", error=type(error).__name__)

    def _sweep(self, *, broker_is_new: bool = False) -> None:
        stranded = self._service.sweep(broker_is_new=broker_is_new)
        if stranded:
            _log.info("stranded_items_sent_again", items=stranded)


def chores_of(context: ProcessContext) -> list[Chore]:
    """Return what the dispatcher of a whole lont does besides relaying and sweeping."""
    rounds, delivery, sealer = context.alert_rounds(), context.delivery(), context.sealer()
    return [
        Chore(rounds.start_due, 0),
        Chore(context.deferrals().wake_due, _WAKING_SECONDS),
        Chore(context.takedown_clocks().strike, _CLOCK_SECONDS),
        Chore(context.reminders().begin_due, _CLOCK_SECONDS),
        Chore(context.hold_alarm().ring, _CLOCK_SECONDS),
        Chore(context.online_checker().ask_due, _WAKING_SECONDS),
        Chore(delivery.retry_due, _RETRY_SECONDS),
        Chore(context.webhook_sender().ask_due, _RETRY_SECONDS),
        Chore(delivery.recover, context.settings.sweep_seconds),
        Chore(sealer.seal, context.settings.seal_seconds),
    ]
