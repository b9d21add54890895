"""The secrets that sign the notices posted to platforms: made for one, renewed, and opened to sign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from service.delivery.signing import new_secret
from service.domain.audit import AuditAction
from service.domain.messages import Platform
from service.domain.webhooks import NoticeSecret
from service.services.audit import AuditTrail
from service.services.sealing import Sealing
from service.services.webhooks import OVERLAP
from service.storage.notice_secrets import NoticeSecretStore

__all__ = ["NoticeSecrets"]


class NoticeSecrets:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        Of secrets.
    sealing
        Encrypts them; the database never has one that can be read.
    audit
        The log.
    """

    def __init__(self, store: NoticeSecretStore, sealing: Callable[[], Sealing], audit: AuditTrail) -> None:
        self._store = store
        self._sealing = sealing
        self._audit = audit

    def renew(self, actor: str, platform: Platform) -> str:
        """Return a new secret, which nothing can show again; the one before signs as well for `OVERLAP`."""
        before, now = self._store.of_platform(platform), datetime.now(UTC)
        secret, sealing = new_secret(), self._sealing()
        kept = None if before is None else before.sealed_secret
        self._store.save(
            NoticeSecret(
                platform,
                now,
                sealing.seal(secret),
                # One whose key the operator dropped signs nothing any more.
                sealing.renew(kept) if kept is not None and sealing.still_opens(kept) else None,
                None if kept is None else now + OVERLAP,
            )
        )
        change = "create" if before is None else "rotate"
        self._audit.note(actor, AuditAction.WEBHOOK, "notice_secret", platform, change=change)
        return secret

    def of_platform(self, platform: str, now: datetime) -> list[str]:
        """Return every secret that signs for a platform at a moment, newest first; empty when none was made.

        Raises
        ------
        cryptography.fernet.InvalidToken
            When the key that sealed the newest one is gone.
        """
        found = self._store.of_platform(platform)
        if found is None:
            return []
        sealing = self._sealing()
        secrets = [sealing.open(found.sealed_secret)]
        previous = found.sealed_previous
        if previous and found.previous_until and now < found.previous_until and sealing.still_opens(previous):
            secrets.append(sealing.open(previous))
        return secrets
