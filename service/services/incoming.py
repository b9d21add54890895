"""Takes the signed webhooks of platforms: who sent one, whether it is fresh, whether it came before, what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.delivery.signing import SignatureRefusedError, WebhookStaleError, is_fresh, is_signed, new_secret
from service.domain.access import AccessRole, Caller, Scope
from service.domain.audit import AuditAction
from service.domain.webhooks import IncomingEndpoint
from service.services.audit import AuditTrail
from service.services.sealing import Sealing
from service.services.takedown.answering import AnsweringService
from service.services.takedown.errors import NotYoursToDoError
from service.services.takedown.inputs import EventInput, ItemsInput
from service.services.webhooks import OVERLAP
from service.storage.incoming import IncomingStore

__all__ = ["IncomingService", "Verified"]

Verified = IncomingEndpoint
"""An endpoint whose platform signed the message at hand."""


class IncomingService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        Endpoints and messages.
    answering
        What platforms answer by key; a webhook does the same.
    sealing
        Encrypts the secrets.
    audit
        The log.
    """

    def __init__(
        self, store: IncomingStore, answering: AnsweringService, sealing: Callable[[], Sealing], audit: AuditTrail
    ) -> None:
        self._store = store
        self._answering = answering
        self._sealing = sealing
        self._audit = audit

    def renew(self, caller: Caller) -> tuple[IncomingEndpoint, str]:
        """Make the platform's endpoint, or give it a new secret; the one before counts for `OVERLAP` as well.

        Raises
        ------
        NotYoursToDoError
            When the caller is no platform.
        """
        if caller.platform is None:
            raise NotYoursToDoError("This is for platforms.", "Use a platform's key.")
        secret, sealing = new_secret(), self._sealing()
        before = self._store.of_platform(caller.platform)
        if before is None:
            after = IncomingEndpoint(uuid7(), caller.platform, sealing.seal(secret), None, None)
            self._store.add(after)
        else:
            opens, until = sealing.still_opens(before.sealed_secret), datetime.now(UTC) + OVERLAP
            kept = sealing.renew(before.sealed_secret) if opens else None
            after = replace(before, sealed_secret=sealing.seal(secret), sealed_previous=kept, previous_until=until)
            self._store.save(after)
        change = "create" if before is None else "rotate"
        self._audit.note(caller.actor, AuditAction.WEBHOOK, "incoming_endpoint", after.id, change=change)
        return after, secret

    def verified(self, endpoint_id: UUID, headers: Mapping[str, str], body: bytes) -> Verified:
        """Return the endpoint, once it is clear that its platform signed this body just now.

        Raises
        ------
        SignatureRefusedError
            The same for an unknown endpoint and for a wrong or missing signature.
        WebhookStaleError
            When it was signed more than five minutes from now.
        """
        endpoint = self._store.get(endpoint_id)
        now = datetime.now(UTC)
        if endpoint is None or not is_signed(self._secrets(endpoint, now), headers, body):
            raise SignatureRefusedError(
                "The webhook is not signed with the secret of this address.",
                "Sign `webhook-id.webhook-timestamp.body` as Standard Webhooks 1.0.0 says.",
            )
        if not is_fresh(headers, now):
            raise WebhookStaleError(
                "The webhook was signed more than five minutes from now.", "Set the clock right, and sign it anew."
            )
        return endpoint

    def take(
        self,
        endpoint: Verified,
        message_id: str,
        request_id: UUID,
        version: int | None,
        wanted: EventInput | ItemsInput,
    ) -> bool:
        """Do what a verified message says, once; return whether it was new.

        Raises
        ------
        LontError
            As `AnsweringService.answer`; the message then counts as not taken.
        """
        if self._store.knows(endpoint.id, message_id):
            return False
        self._store.take(endpoint.id, message_id, datetime.now(UTC))
        caller = Caller(
            f"org_{endpoint.platform}",
            endpoint.platform,
            frozenset({Scope.ANSWER}),
            frozenset({AccessRole.PLATFORM}),
            platform=endpoint.platform,
        )
        if version is None:
            version = self._answering.view(caller, request_id).version
        self._answering.answer(caller, request_id, version, wanted)
        return True

    def _secrets(self, endpoint: IncomingEndpoint, now: datetime) -> list[str]:
        sealing = self._sealing()
        kept = [endpoint.sealed_secret]
        if endpoint.sealed_previous and endpoint.previous_until and now < endpoint.previous_until:
            kept.append(endpoint.sealed_previous)
        return [sealing.open(each) for each in kept if sealing.still_opens(each)]
