"""Hands items out to reviewers, one each: a claim is exclusive, lasts some minutes, and is renewed while one reads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from service.domain.access import Caller, Scope
from service.domain.audit import AuditAction
from service.domain.claims import Claim
from service.domain.items import ItemFilter
from service.errors import ConflictError, LontError
from service.services.audit import AuditTrail
from service.storage.claims import ClaimStore

__all__ = ["ClaimLostError", "ClaimService", "ItemClaimedError", "NotSupervisorError"]

_TRIES = 50
"""How often the next item is looked for when others are faster; each time somebody else has got one."""


class ItemClaimedError(ConflictError):
    """Another reviewer has the item."""

    code = "item_claimed"
    title = "Somebody else is reviewing the item"


class ClaimLostError(ConflictError):
    """The claim ran out, was freed, or was never the caller's."""

    code = "claim_lost"
    title = "You do not have this item any more"


class NotSupervisorError(LontError):
    """Only a supervisor frees what another reviewer has claimed."""

    code = "not_supervisor"
    status = 403
    title = "You cannot free this item"


class ClaimService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        Of claims.
    lasts
        How long a claim holds that is not renewed.
    audit
        The log.
    """

    def __init__(self, store: ClaimStore, lasts: timedelta, audit: AuditTrail) -> None:
        self._store = store
        self._lasts = lasts
        self._audit = audit

    def take_next(self, caller: Caller, wanted: ItemFilter, passed: UUID | None = None) -> Claim | None:
        """Claim the first free item of the queue; ``None`` when none is left.

        Parameters
        ----------
        caller
            Who claims. One's own claims count as free: what one left open comes first again.
        wanted
            Which part of the queue.
        passed
            An item to leave out, since it was just looked at.
        """
        for _ in range(_TRIES):
            now = datetime.now(UTC)
            item_id = self._store.next_free(caller.actor, wanted, passed, now)
            if item_id is None:
                return None
            claim = self._put(caller, item_id, now)
            if claim is not None:
                return claim
        return None

    def take(self, caller: Caller, item_id: UUID) -> Claim:
        """Claim one item; one's own claim on it is renewed, with another token.

        Raises
        ------
        ItemClaimedError
            When another reviewer has it.
        """
        now = datetime.now(UTC)
        claim = self._put(caller, item_id, now)
        if claim is None:
            raise ItemClaimedError("Another reviewer is looking at this item.", "Go on with the next one.")
        return claim

    def renew(self, caller: Caller, item_id: UUID) -> Claim:
        """Let one's claim last on; one that has run out too, as long as nobody else took the item.

        Raises
        ------
        ClaimLostError
            When another reviewer has the item, or it was freed.
        """
        lost = ClaimLostError("Your claim on this item has ended.", "Take the item again before you go on.")
        if not self._store.extend(item_id, caller.actor, datetime.now(UTC) + self._lasts):
            raise lost
        held = self._store.get(item_id)
        if held is None:
            raise lost
        return held

    def release(self, caller: Caller, item_id: UUID, token: UUID) -> None:
        """Free an item that one has; a claim that has ended meanwhile, and that of another, stay as they are."""
        held = self._store.get(item_id)
        if held is not None and held.claimed_by == caller.actor:
            self._store.drop(item_id, token)

    def free(self, caller: Caller, item_id: UUID) -> None:
        """Take the item from whoever has it, as a supervisor; it is logged whose claim that was.

        Raises
        ------
        NotSupervisorError
            When the caller may not.
        """
        if Scope.SUPERVISE not in caller.scopes:
            raise NotSupervisorError(
                "Only a supervisor frees what another reviewer has claimed.", "Ask one, or wait until the claim ends."
            )
        held = self._store.get(item_id)
        if held is not None:
            self._store.drop(item_id)
            self._audit.note(caller.actor, AuditAction.CLAIM, "item", item_id, freed_from=held.claimed_by)

    def on(self, item_ids: Collection[UUID]) -> dict[UUID, Claim]:
        """Return the claims that hold on these items, by item."""
        return self._store.of_items(item_ids, datetime.now(UTC))

    def require_free(self, caller: Caller, item_id: UUID) -> None:
        """Let nobody decide over the claim of another.

        Raises
        ------
        ItemClaimedError
            When another reviewer has the item.
        """
        held = self._store.get(item_id)
        if held is not None and held.claimed_by != caller.actor and held.holds(datetime.now(UTC)):
            raise ItemClaimedError(
                "Another reviewer has claimed this item, so your decision was not taken.", "Go on with the next one."
            )

    def end(self, item_id: UUID) -> None:
        """Forget the claim on an item that is decided."""
        self._store.drop(item_id)

    def _put(self, caller: Caller, item_id: UUID, now: datetime) -> Claim | None:
        """Write a claim unless another reviewer has the item.

        Each has a token of its own: a page that is left releases its claim, and not that of the page opened after it.
        """
        held = self._store.get(item_id)
        mine = held is not None and held.claimed_by == caller.actor and held.holds(now)
        claim = Claim(item_id, uuid4(), caller.actor, held.claimed_at if held and mine else now, now + self._lasts)
        if not self._store.put(claim, now):
            return None
        if not mine:
            self._audit.note(caller.actor, AuditAction.CLAIM, "item", item_id, until=claim.expires_at)
        return claim
