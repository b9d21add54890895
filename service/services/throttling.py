"""Slows down who guesses from one address at many names: failures are counted, in the memory of this process."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock

from service.errors import LontError
from service.locale.wording import worded
from service.logs import get_logger

__all__ = ["AddressThrottle", "TooManyFailuresError"]

_WINDOW = 900.0
"""Seconds for which failures are remembered, from the first on."""
_MOST_ADDRESSES = 20_000
"""About 3 MB; beyond, what was counted longest ago is forgotten."""
_NETWORK_OF_ONE = 64
"""Bits of an IPv6 address that one household or office has for itself; the others it can change at will."""

_log = get_logger(__name__)


class TooManyFailuresError(LontError):
    """From this address too many sign-ins failed."""

    code = "too_many_failures"
    status = 429
    title = "Too many sign-ins failed"

    def __init__(self, seconds: int) -> None:
        minutes = math.ceil(seconds / 60)
        super().__init__(
            worded("From your network too many sign-ins failed; wait for {minutes} minutes.", minutes=minutes),
            "Wait; an administrator sees in the log what failed.",
        )
        self.seconds = seconds


class AddressThrottle:
    """Counts an attempt before it is looked at, and takes it back when it was right; any number of threads may.

    Parameters
    ----------
    most
        Failures in 15 minutes after which an address has to wait; all people behind one router share it. 0: no limit.
    clock
        Seconds that only grow.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._found: OrderedDict[str, tuple[int, float]] = OrderedDict()
        """By network: how many, and when the first was."""

    def begin(self, address: str) -> None:
        """Count an attempt from an address.

        Raises
        ------
        TooManyFailuresError
            When it must not be looked at.
        """
        network, now = _network(address), self._clock()
        with self._lock:
            count, since = self._found.pop(network, (0, now))
            if now - since >= _WINDOW:
                count, since = 0, now
            refused = 0 < self._most <= count
            self._found[network] = (count if refused else count + 1, since)
            while len(self._found) > _MOST_ADDRESSES:
                self._found.popitem(last=False)
        if not refused and count + 1 == self._most:
            _log.warning("sign_ins_throttled", seconds=math.ceil(since + _WINDOW - now))
        if refused:
            raise TooManyFailuresError(max(1, math.ceil(since + _WINDOW - now)))

    def forgive(self, address: str) -> None:
        """Take one attempt back, since it was right."""
        network = _network(address)
        with self._lock:
            count, since = self._found.get(network, (0, 0.0))
            if count > 1:
                self._found[network] = (count - 1, since)
            else:
                self._found.pop(network, None)


def _network(address: str) -> str:
    """Return what stands for one household: an IPv4 address, the first half of an IPv6 one, or what was told."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return f"{int(parsed) >> (128 - _NETWORK_OF_ONE):x}"
    return str(parsed)
