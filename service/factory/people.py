"""Builds, for one transaction, what everything else rests on: the log, people and their sessions, claims and alerts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session
from structlog.contextvars import get_contextvars

from service.services.accounts import AccountService
from service.services.alerts import AlertService
from service.services.audit import AuditTrail
from service.services.claims import ClaimService
from service.services.keys import KeyService
from service.services.outside_sign_in import OutsideRules, OutsideSignIn
from service.services.preferences import PreferenceService
from service.services.priority_log import PriorityLog
from service.services.second_factors import SecondFactorService
from service.services.sessions import SessionService
from service.storage.access import AccessStore
from service.storage.accounts import AccountStore
from service.storage.alerts import AlertStore
from service.storage.audit import AuditStore
from service.storage.claims import ClaimStore
from service.storage.outbox import OutboxStore
from service.storage.outside_identities import OutsideIdentityStore
from service.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    from service.factory.process import ProcessContext

__all__ = ["PeopleParts"]


class PeopleParts:
    """Builds services for one transaction.

    Parameters
    ----------
    context
        What the process opened.
    session
        The transaction.
    """

    def __init__(self, context: ProcessContext, session: Session) -> None:
        self._context = context
        self.session = session
        """For what builds stores of its own in the same transaction."""

    def audit(self) -> AuditTrail:
        """Build the log."""
        return AuditTrail(AuditStore(self.session), get_contextvars().get("request_id"))

    def audit_entries(self) -> AuditStore:
        """Return the store of the log, for reading it."""
        return AuditStore(self.session)

    def priority_log(self) -> PriorityLog:
        """Build the history of priorities."""
        return PriorityLog(self.audit(), self.audit_entries())

    def outbox(self) -> OutboxStore:
        """Return the outbox."""
        return OutboxStore(self.session)

    def accounts(self) -> AccountService:
        """Build the accounts of people."""
        return AccountService(AccountStore(self.session))

    def sessions(self) -> SessionService:
        """Build the sessions of their browsers."""
        settings = self._context.settings
        lifetime = timedelta(hours=settings.session_hours)
        return SessionService(AccountStore(self.session), lifetime, settings.guarded_roles)

    def outside_sign_in(self) -> OutsideSignIn:
        """Build what lets in whom the organisation's own provider names."""
        set_ = self._context.settings
        rules = OutsideRules(
            set_.oidc_issuer or "",
            set_.oidc_name_claim,
            set_.oidc_roles_claim,
            set_.provider_roles,
            set_.oidc_makes_accounts,
        )
        return OutsideSignIn(rules, self.accounts(), OutsideIdentityStore(self.session), self.audit())

    def second_factors(self) -> SecondFactorService:
        """Build the second factors of people."""
        return SecondFactorService(AccountStore(self.session), self._context.sealing)

    def preferences(self) -> PreferenceService:
        """Build what people set for themselves."""
        return PreferenceService(PreferenceStore(self.session))

    def keys(self) -> KeyService:
        """Build the API keys and the memory of answered requests."""
        return KeyService(AccessStore(self.session))

    def alerts(self) -> AlertService:
        """Build the alerts of a possible threat to life."""
        return AlertService(AlertStore(self.session), self.audit())

    def claims(self) -> ClaimService:
        """Build the claims of reviewers on items."""
        lasts = timedelta(minutes=self._context.settings.claim_minutes)
        return ClaimService(ClaimStore(self.session), lasts, self.audit())
