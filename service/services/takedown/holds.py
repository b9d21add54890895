"""Holds of the police: the liaison places and lifts them; everybody else only meets that something is not possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import SYSTEM, AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.contacts import contact_typed
from service.domain.holds import HoldKind, PoliceHold
from service.errors import ConflictError, Fault, LontError
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.pseudonyms import Pseudonymiser
from service.services.takedown.drafts import require_role
from service.storage.campaign_queries import CampaignQueryStore
from service.storage.channel_queries import ChannelQueryStore
from service.storage.holds import HoldStore

__all__ = ["HoldAlarm", "HoldAlarmDesk", "HoldEndedError", "HoldNotFoundError", "HoldService"]

_LONGEST = timedelta(days=366)
_LEAST_REASON, _MOST_REASON = 3, 1000
_SHOWN = 200


class HoldNotFoundError(LontError):
    """There is no hold of that id."""

    code = "not_found"
    status = 404
    title = "No such hold"


class HoldEndedError(ConflictError):
    """The hold was lifted already."""

    code = "hold_ended"
    title = "The hold was lifted already"


class HoldService:
    """Works inside the caller's transaction, for the police liaison alone.

    Parameters
    ----------
    store
        Of holds.
    channels, campaigns
        What a hold can lie on.
    pseudonymiser
        Makes the key of a contact.
    audit
        The log; it never gets the subject.
    """

    def __init__(
        self,
        store: HoldStore,
        channels: ChannelQueryStore,
        campaigns: CampaignQueryStore,
        pseudonymiser: Pseudonymiser,
        audit: AuditTrail,
    ) -> None:
        self._store = store
        self._channels = channels
        self._campaigns = campaigns
        self._pseudonymiser = pseudonymiser
        self._audit = audit

    def holds(self, caller: Caller) -> list[PoliceHold]:
        """Return the holds, those that still hold first.

        Raises
        ------
        NotYoursToDoError
        """
        require_role(caller, AccessRole.POLICE_LIAISON)
        found = self._store.page(_SHOWN)
        self._audit.note(caller.actor, AuditAction.CONSULT, "police_hold", "list")
        return found

    def place(  # a hold has that many sides
        self, caller: Caller, kind: HoldKind, subject: str, *, platform: str, until: datetime, reason: str
    ) -> PoliceHold:
        """Place a hold; it works at once, also on what comes in later.

        Parameters
        ----------
        subject
            Id of the channel or campaign, or the contact as somebody wrote it, which is kept as a keyed hash only.
        platform
            Of a handle.

        Raises
        ------
        NotYoursToDoError
        RequestInvalidError
        """
        require_role(caller, AccessRole.POLICE_LIAISON)
        now = datetime.now(UTC)
        faults = _faults(until, reason, now)
        named = self._subject(kind, subject, platform)
        if named is None:
            faults.append(Fault("subject", "A channel or campaign that lont has, or a contact.", "unknown"))
        if faults or named is None:
            raise RequestInvalidError("The hold was not placed.", "Mend what `faults` names.", faults=faults)
        channel_id, campaign_id, contact_key = named
        hold = PoliceHold(
            *(uuid7(), kind, channel_id, campaign_id, contact_key), until, reason.strip(), caller.actor, now
        )
        self._store.add(hold)
        self._note(caller.actor, hold.id, "placed")
        return hold

    def lift(self, caller: Caller, hold_id: UUID) -> None:
        """End a hold; nothing leaves by that: an approved request waits for somebody who sees it online.

        Raises
        ------
        NotYoursToDoError, HoldNotFoundError, HoldEndedError
        """
        require_role(caller, AccessRole.POLICE_LIAISON)
        hold = self._store.lock(hold_id)
        if hold is None:
            raise HoldNotFoundError("There is no hold of that id.", "Take the id from the list of holds.")
        if hold.lifted_at is not None:
            raise HoldEndedError("Somebody lifted it before.", "Place a new one if it has to hold again.")
        self._store.lift(hold_id, caller.actor, datetime.now(UTC))
        self._note(caller.actor, hold_id, "lifted")

    def count_passed(self) -> int:
        """Return how many holds have come to their end and wait to be lifted."""
        return self._store.count_passed()

    def _subject(
        self, kind: HoldKind, subject: str, platform: str
    ) -> tuple[UUID | None, UUID | None, bytes | None] | None:
        if kind is HoldKind.CONTACT:
            contact = contact_typed(subject, platform)
            return None if contact is None else (None, None, self._pseudonymiser.contact_key(contact))
        try:
            known = UUID(subject.strip())
        except ValueError:
            return None
        if kind is HoldKind.CHANNEL:
            return (known, None, None) if self._channels.get(known) is not None else None
        return (None, known, None) if self._campaigns.root_of(known) is not None else None

    def _note(self, actor: str, hold_id: UUID, act: str) -> None:
        self._audit.note(actor, AuditAction.HOLD, "police_hold", str(hold_id), act=act)


@dataclass(frozen=True, slots=True)
class HoldAlarmDesk:
    """What one transaction of the alarm works with."""

    holds: HoldStore
    audit: AuditTrail


class HoldAlarm:
    """Calls the liaison when a hold comes to its end; ends none and sends nothing. Opens its own transactions."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[HoldAlarmDesk]],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._begin = begin
        self._clock = clock

    def ring(self) -> int:
        """Note what has passed; return how many, each counted once."""
        with self._begin() as desk:
            passed: Sequence[UUID] = desk.holds.note_passed(self._clock())
            for hold_id in passed:
                desk.audit.note(SYSTEM, AuditAction.HOLD, "police_hold", str(hold_id), act="passed")
        return len(passed)


def _faults(until: datetime, reason: str, now: datetime) -> list[Fault]:
    faults = []
    if until.tzinfo is None or not now < until <= now + _LONGEST:
        faults.append(Fault("until", "A time with its zone, to come, within a year.", "invalid"))
    if not _LEAST_REASON <= len(reason.strip()) <= _MOST_REASON:
        faults.append(Fault("reason", "Why, in a few words; for the liaison alone.", "missing"))
    return faults
