"""What platforms make of our notices: figures for us and for them, and the warnings that stop us until we look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.takedown.accuracy import (
    DECISIONS,
    UNFOUNDED_ALARM,
    NoticeShare,
    PlatformAccuracy,
    PlatformWarning,
    accuracy_of,
    hours_between,
)
from service.domain.takedown.states import RequestEvent
from service.errors import ConflictError, Fault, LontError
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.takedown.drafts import require_role
from service.services.takedown.errors import NotYoursToDoError
from service.storage.platform_figures import PlatformFigureStore

__all__ = ["OwnStatistics", "PlatformService", "WarningClearedError", "WarningNotFoundError"]

_ALARM_DAYS = 30
_SHOWN = 100
_LEAST_WORDS = 10


class WarningNotFoundError(LontError):
    """There is no warning of that id."""

    code = "warning_not_found"
    status = 404
    title = "No such warning"


class WarningClearedError(ConflictError):
    """Somebody cleared the warning before."""

    code = "warning_cleared"
    title = "The warning was cleared already"


@dataclass(frozen=True, slots=True)
class OwnStatistics:
    """What a platform did with the notices that it got."""

    days: int
    notices: int
    by_state: Mapping[str, int]
    by_answer: Mapping[str, int]
    """Items."""
    waiting_items: int
    """Items without an answer."""
    acknowledged: NoticeShare
    decided: NoticeShare
    median_hours_to_receipt: float | None
    median_hours_to_decision: float | None


class PlatformService:
    """Works inside the caller's transaction."""

    def __init__(self, store: PlatformFigureStore, audit: AuditTrail) -> None:
        self._store = store
        self._audit = audit

    def accuracy(self, days: int) -> list[PlatformAccuracy]:
        """Return how each platform answered the notices of the last days, in the order of their names."""
        found = self._store.notices(datetime.now(UTC) - timedelta(days=days))
        return [accuracy_of(platform, found[platform]) for platform in sorted(found)]

    def alarms(self) -> list[PlatformAccuracy]:
        """Return platforms that found at least `UNFOUNDED_ALARM` of 30 days' notices manifestly unfounded."""
        return [each for each in self.accuracy(_ALARM_DAYS) if (each.unfounded.share or 0) >= UNFOUNDED_ALARM]

    def own_statistics(self, caller: Caller, days: int) -> OwnStatistics:
        """Return the figures of the caller's own platform. Raises `NotYoursToDoError` for anybody else."""
        if caller.platform is None:
            raise NotYoursToDoError("This is for platforms.", "People use the page on platforms.")
        found = self._store.notices(datetime.now(UTC) - timedelta(days=days), caller.platform).get(caller.platform, [])
        answers = Counter(answer for each in found for answer in each.answers)
        waiting = answers.pop(None, 0)
        received = {RequestEvent.ACK, *DECISIONS}
        return OwnStatistics(
            days,
            len(found),
            dict(sorted(Counter(each.state for each in found).items())),
            {str(name): answers[name] for name in sorted(map(str, answers))},
            waiting,
            NoticeShare(sum(bool(received & each.happened.keys()) for each in found), len(found)),
            NoticeShare(sum(bool(DECISIONS & each.happened.keys()) for each in found), len(found)),
            hours_between(found, *received),
            hours_between(found, *DECISIONS),
        )

    def warnings(self) -> list[PlatformWarning]:
        """Return warnings, those that hold first."""
        return self._store.warnings(_SHOWN)

    def warn(self, caller: Caller, platform: str | None, words: str) -> PlatformWarning:
        """Note a platform's warning; from now on nothing leaves for it until a person clears that.

        A platform warns for itself; an analyst, approver or lawyer enters what came by letter.

        Raises
        ------
        NotYoursToDoError
        """
        if caller.platform is None:
            require_role(caller, AccessRole.ANALYST, AccessRole.APPROVER, AccessRole.LEGAL)
        named = caller.platform or platform or ""
        warning = PlatformWarning(uuid7(), named, datetime.now(UTC), caller.actor, words.strip())
        self._store.add_warning(warning)
        self._note(caller, warning, "warn", None)
        return warning

    def clear(self, caller: Caller, warning_id: UUID, because: str) -> None:
        """Let notices leave for a platform again; what waited is sent once somebody sees it online.

        Raises
        ------
        NotYoursToDoError
            For anybody but approvers and lawyers.
        WarningNotFoundError, WarningClearedError
        RequestInvalidError
            When the reason says nothing.
        """
        require_role(caller, AccessRole.APPROVER, AccessRole.LEGAL)
        warning = self._store.lock_warning(warning_id)
        if warning is None:
            raise WarningNotFoundError("There is no warning of that id.", "Take it from the page on platforms.")
        if warning.cleared_at is not None:
            raise WarningClearedError("Somebody has cleared it.", "Nothing is left to do.")
        reason = because.strip()
        if len(reason) < _LEAST_WORDS:
            fault = Fault("because", "Say what you looked at and what changes, in a few words.", "missing")
            raise RequestInvalidError("There is no reason.", "Mend what `faults` names.", faults=[fault])
        self._store.clear_warning(warning.id, caller.actor, datetime.now(UTC), reason)
        self._note(caller, warning, "clear", reason)

    def _note(self, caller: Caller, warning: PlatformWarning, change: str, why: str | None) -> None:
        self._audit.note(
            *(caller.actor, AuditAction.ALTER, "platform_warning", warning.id),
            justification=why,
            change=change,
            platform=warning.platform,
        )
