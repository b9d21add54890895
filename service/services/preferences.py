"""What people set for themselves: read for every page, written by nobody else, and no entry of the log.

It tells how somebody bears what they read, so nobody but them is shown it.
"""

from __future__ import annotations

from service.domain.access import Caller
from service.domain.preferences import Preferences
from service.storage.preferences import PreferenceStore

__all__ = ["PreferenceService"]


class PreferenceService:
    """Works inside the caller's transaction."""

    def __init__(self, store: PreferenceStore) -> None:
        self._store = store

    def of(self, caller: Caller) -> Preferences:
        """Return what somebody set; of a key that belongs to nobody, the defaults."""
        if caller.account_id is None:
            return Preferences()
        return Preferences.from_stored(self._store.of_account(caller.account_id))

    def keep(self, caller: Caller, preferences: Preferences) -> None:
        """Store what a person sets for themself; a key that belongs to nobody has nothing to set."""
        if caller.account_id is not None:
            self._store.put(caller.account_id, preferences.to_store())
