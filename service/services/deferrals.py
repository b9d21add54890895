"""Lets what was put off until a time wait for review again once that time has come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.access import SYSTEM, AccessRole, Caller
from service.services.decisions import DecisionConflictError, DecisionService
from service.storage.decisions import DecisionStore

__all__ = ["DeferralDesk", "Deferrals"]

_AT_ONCE = 100
_WAKER = Caller(SYSTEM, "lont", frozenset(), frozenset({AccessRole.SYSTEM}))


@dataclass(frozen=True, slots=True)
class DeferralDesk:
    """What one transaction works with."""

    store: DecisionStore
    decisions: DecisionService


class Deferrals:
    """Takes deferrals back whose time has come, as a person would; any number of dispatchers may do so.

    Parameters
    ----------
    begin
        Opens a transaction with its desk.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[DeferralDesk]]) -> None:
        self._begin = begin

    def wake_due(self) -> int:
        """Let up to a hundred items wait for review again, most overdue first; return how many do."""
        with self._begin() as desk:
            due = desk.store.due(datetime.now(UTC), _AT_ONCE)
        woken = 0
        for item_id, decision_id in due:  # one transaction each: none waits for a person who holds another
            with self._begin() as desk:
                try:
                    desk.decisions.undo(_WAKER, item_id, decision_id)
                    woken += 1
                except DecisionConflictError:  # somebody took it up meanwhile
                    continue
        return woken
