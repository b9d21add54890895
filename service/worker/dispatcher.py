"""The dispatcher's loop: looks into the outbox each second, sweeps now and then, and outlives a broker that is away.

It is no Celery beat: a clock that sends its ticks through the broker stops when the broker does, which is the very
moment in which the outbox has to be looked after.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from amqp.exceptions import AMQPError
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from service.errors import LontError
from service.logs import get_logger
from service.services.dispatching import ALIVE_SECONDS, DispatchService
from service.settings import BrokerKind, Settings
from service.storage.database import DatabaseError

__all__ = ["Dispatcher"]

_log = get_logger(__name__)


class Dispatcher:
    """Runs a `DispatchService` until it is told to stop.

    Parameters
    ----------
    service
        What relays and sweeps.
    settings
        Pauses, and the kind of broker.
    """

    def __init__(self, service: DispatchService, settings: Settings) -> None:
        self._service = service
        self._settings = settings
        self._stop = threading.Event()

    def run(self) -> None:
        """Relay and sweep until `stop` is called; errors are logged and tried again at the next turn."""
        if self._settings.broker_kind is BrokerKind.EMBEDDED:
            self._attempt(lambda: self._sweep(broker_is_new=True))
        next_sweep = time.monotonic() + self._settings.sweep_seconds
        next_sign = 0.0
        while not self._stop.is_set():
            now = time.monotonic()
            if now >= next_sign:
                self._attempt(self._service.note_alive)
                next_sign = now + ALIVE_SECONDS
            self._attempt(self._service.relay)
            if now >= next_sweep:
                self._attempt(self._sweep)
                next_sweep = now + self._settings.sweep_seconds
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

    def _sweep(self, *, broker_is_new: bool = False) -> None:
        stranded = self._service.sweep(broker_is_new=broker_is_new)
        if stranded:
            _log.info("stranded_items_sent_again", items=stranded)
