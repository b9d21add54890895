"""Builds the services of one transaction; whoever opened it commits it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session
from structlog.contextvars import get_contextvars

from service.services.accounts import AccountService
from service.services.alerts import AlertService
from service.services.audit import AuditTrail
from service.services.campaign_acts import CampaignActService
from service.services.campaign_decisions import CampaignDecisionService
from service.services.campaign_joins import CampaignJoins
from service.services.campaigns import CampaignService
from service.services.capture import CaptureService
from service.services.channels import ChannelService
from service.services.claims import ClaimService
from service.services.contacts import ContactNotes, ContactService
from service.services.decisions import DecisionService
from service.services.dispatching import ask_again
from service.services.evidence import EvidenceService
from service.services.file_import import ImportDesk
from service.services.ingest import IngestService
from service.services.items import ItemService
from service.services.keys import KeyService
from service.services.live_intake import LiveIntakeService
from service.services.precedents import PrecedentService
from service.services.priority_log import PriorityLog
from service.services.review import ReviewService
from service.services.scoring import ScoreDesk
from service.services.scoring_again import AgainDesk
from service.services.sessions import SessionService
from service.services.takedown.answering import AnsweringService
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.requests import TakedownService
from service.storage.access import AccessStore
from service.storage.accounts import AccountStore
from service.storage.alerts import AlertStore
from service.storage.audit import AuditStore
from service.storage.campaign_acts import CampaignActStore
from service.storage.campaign_decisions import CampaignDecisionStore
from service.storage.campaign_queries import CampaignQueryStore
from service.storage.campaigns import CampaignStore
from service.storage.channel_queries import ChannelQueryStore
from service.storage.channels import ChannelStore
from service.storage.claims import ClaimStore
from service.storage.contact_queries import ContactQueryStore
from service.storage.contacts import ContactStore
from service.storage.decisions import DecisionStore
from service.storage.deliveries import DeliveryStore
from service.storage.evidence import EvidenceStore
from service.storage.imports import ImportStore
from service.storage.item_queries import ItemQueryStore
from service.storage.items import ItemStore
from service.storage.outbox import OutboxStore
from service.storage.precedents import PrecedentStore
from service.storage.scores import ScoreStore
from service.storage.scores_again import AskStore
from service.storage.surroundings import SurroundingsStore
from service.storage.takedown import TakedownStore

if TYPE_CHECKING:
    from service.factory.process import ProcessContext

__all__ = ["Factory"]


class Factory:
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

    def import_desk(self) -> ImportDesk:
        """Return what an import works with."""
        channels, items = ChannelStore(self.session), ItemStore(self.session)
        return ImportDesk(channels, ImportStore(self.session), items, self._ingest(channels, items))

    def live_intake(self) -> LiveIntakeService:
        """Build the intake of items that come over the API."""
        channels, items = ChannelStore(self.session), ItemStore(self.session)
        return LiveIntakeService(channels, self._ingest(channels, items))

    def items(self) -> ItemService:
        """Build the queries over items."""
        return ItemService(ItemQueryStore(self.session))

    def accounts(self) -> AccountService:
        """Build the accounts of people."""
        return AccountService(AccountStore(self.session))

    def sessions(self) -> SessionService:
        """Build the sessions of their browsers."""
        return SessionService(AccountStore(self.session), timedelta(hours=self._context.settings.session_hours))

    def audit(self) -> AuditTrail:
        """Build the log."""
        return AuditTrail(AuditStore(self.session), get_contextvars().get("request_id"))

    def audit_entries(self) -> AuditStore:
        """Return the store of the log, for reading it."""
        return AuditStore(self.session)

    def priority_log(self) -> PriorityLog:
        """Build the history of priorities."""
        return PriorityLog(self.audit(), self.audit_entries())

    def alerts(self) -> AlertService:
        """Build the alerts of a possible threat to life."""
        return AlertService(AlertStore(self.session), self.audit())

    def claims(self) -> ClaimService:
        """Build the claims of reviewers on items."""
        lasts = timedelta(minutes=self._context.settings.claim_minutes)
        return ClaimService(ClaimStore(self.session), lasts, self.audit())

    def decisions(self) -> DecisionService:
        """Build the decisions on items."""
        store, claims = DecisionStore(self.session), self.claims()
        log, audit = self.priority_log(), self.audit()
        return DecisionService(store, claims, self.alerts(), self._precedents(), priorities=log, audit=audit)

    def campaign_joins(self) -> CampaignJoins:
        """Build what lets scored items join campaigns."""
        return CampaignJoins(CampaignStore(self.session), self._precedents())

    def contact_notes(self) -> ContactNotes:
        """Build what notes the contacts that scored items name."""
        return ContactNotes(ContactStore(self.session), self._context.pseudonymiser)

    def contacts(self) -> ContactService:
        """Build the links of campaigns and items through contacts."""
        session = self.session
        stores = ContactQueryStore(session), ContactStore(session), CampaignQueryStore(session), ItemQueryStore(session)
        return ContactService(*stores, self._context.pseudonymiser)

    def campaigns(self) -> CampaignService:
        """Build the queries over campaigns."""
        return CampaignService(CampaignQueryStore(self.session), CampaignActStore(self.session))

    def campaign_acts(self) -> CampaignActService:
        """Build the merging and splitting of campaigns."""
        return CampaignActService(CampaignActStore(self.session), CampaignStore(self.session), self.audit())

    def campaign_decisions(self) -> CampaignDecisionService:
        """Build the deciding of campaigns as one."""
        return CampaignDecisionService(CampaignDecisionStore(self.session), self.review(), self.audit())

    def evidence(self) -> EvidenceService:
        """Build the keeping of evidence."""
        return EvidenceService(EvidenceStore(self.session), self.audit())

    def capture(self) -> CaptureService:
        """Build the intake of what people saw."""
        return CaptureService(ChannelStore(self.session), self.live_intake(), self.evidence())

    def takedown_desk(self) -> TakedownDesk:
        """Return what the takedown services work with."""
        return TakedownDesk(
            requests=TakedownStore(self.session),
            deliveries=DeliveryStore(self.session),
            items=ItemQueryStore(self.session),
            channels=ChannelStore(self.session),
            decisions=DecisionStore(self.session),
            evidence=EvidenceStore(self.session),
            outbox=OutboxStore(self.session),
        )

    def takedown(self) -> TakedownService:
        """Build the takedown requests in the hands of people."""
        context = self._context
        return TakedownService(self.takedown_desk(), context.office, context.pseudonymiser, self.audit())

    def answering(self) -> AnsweringService:
        """Build the takedown requests in the hands of their platforms."""
        return AnsweringService(TakedownStore(self.session), self.takedown(), self.audit())

    def review(self) -> ReviewService:
        """Build what joins a decision and the request that follows from it."""
        return ReviewService(self.decisions(), self.takedown())

    def keys(self) -> KeyService:
        """Build the API keys and the memory of answered requests."""
        return KeyService(AccessStore(self.session))

    def scores(self) -> ScoreStore:
        """Return the store of scores, for counts by state and for parked items."""
        return ScoreStore(self.session)

    def channels(self) -> ChannelService:
        """Build what is told and said of channels."""
        return ChannelService(ChannelQueryStore(self.session), ChannelStore(self.session), self.audit())

    def asks(self) -> AskStore:
        """Return what is asked for a score again, and the history of scores."""
        return AskStore(self.session)

    def score_desk(self) -> ScoreDesk:
        """Return what scoring works with."""
        task_size = self._context.settings.task_size
        surroundings = SurroundingsStore(self.session)
        stores = self.scores(), self.asks(), surroundings, self.outbox()
        again = AgainDesk(*stores, self.priority_log(), task_size, self.review)
        return ScoreDesk(self.scores(), AlertStore(self.session), again, self.contact_notes(), self.campaign_joins())

    def outbox(self) -> OutboxStore:
        """Return the outbox."""
        return OutboxStore(self.session)

    def _precedents(self) -> PrecedentService:
        stores = PrecedentStore(self.session), DecisionStore(self.session), SurroundingsStore(self.session)
        return PrecedentService(*stores, self.takedown, self.audit())

    def _ingest(self, channels: ChannelStore, items: ItemStore) -> IngestService:
        return IngestService(
            channels,
            items,
            OutboxStore(self.session),
            self._context.pseudonymiser,
            campaigns=self.campaign_joins(),
            priorities=self.priority_log(),
            task_size=self._context.settings.task_size,
        )

    def reopen_parked(self) -> int:
        """Ask again for the scores of parked items; return how many."""
        parked = self.scores().reopen_parked()
        ask_again(self.outbox(), parked, self._context.settings.task_size)
        return len(parked)
