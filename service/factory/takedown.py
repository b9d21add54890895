"""Builds, for one transaction, what has to do with takedown requests: from the evidence to what a platform answers."""

from __future__ import annotations

from service.factory.people import PeopleParts
from service.services.dossiers import DossierService
from service.services.evidence import EvidenceService
from service.services.incoming import IncomingService
from service.services.sharing import SharingService
from service.services.takedown.annual_report import AnnualReport
from service.services.takedown.answering import AnsweringService
from service.services.takedown.board import RequestBoard
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.holds import HoldService
from service.services.takedown.item_answers import ItemAnswerService
from service.services.takedown.kpis import TakedownKpis
from service.services.takedown.looking import Looking
from service.services.takedown.notice_secrets import NoticeSecrets
from service.services.takedown.platforms import PlatformService
from service.services.takedown.requests import TakedownService
from service.services.webhooks import WebhookService
from service.storage.campaign_queries import CampaignQueryStore
from service.storage.channel_queries import ChannelQueryStore
from service.storage.channels import ChannelStore
from service.storage.decisions import DecisionStore
from service.storage.deliveries import DeliveryStore
from service.storage.escalations import EscalationStore
from service.storage.evidence import EvidenceStore
from service.storage.holds import HoldStore
from service.storage.incoming import IncomingStore
from service.storage.item_queries import ItemQueryStore
from service.storage.looks import LookStore
from service.storage.notice_figures import NoticeFigureStore
from service.storage.notice_secrets import NoticeSecretStore
from service.storage.outbox import OutboxStore
from service.storage.platform_figures import PlatformFigureStore
from service.storage.request_board import RequestBoardStore
from service.storage.request_contents import RequestContentStore
from service.storage.takedown import TakedownStore
from service.storage.webhooks import WebhookStore
from service.storage.work_figures import WorkFigureStore

__all__ = ["TakedownParts"]


class TakedownParts(PeopleParts):
    """Takedown requests, and what leaves and comes in with them."""

    def evidence(self) -> EvidenceService:
        """Build the keeping of evidence."""
        return EvidenceService(EvidenceStore(self.session), self.audit())

    def takedown_desk(self) -> TakedownDesk:
        """Return what the takedown services work with."""
        return TakedownDesk(
            requests=TakedownStore(self.session),
            contents=RequestContentStore(self.session),
            deliveries=DeliveryStore(self.session),
            items=ItemQueryStore(self.session),
            channels=ChannelStore(self.session),
            decisions=DecisionStore(self.session),
            escalations=EscalationStore(self.session),
            evidence=EvidenceStore(self.session),
            holds=HoldStore(self.session),
            outbox=OutboxStore(self.session),
            webhooks=WebhookStore(self.session),
            platforms=PlatformFigureStore(self.session),
        )

    def takedown(self) -> TakedownService:
        """Build the takedown requests in the hands of people."""
        context = self._context
        return TakedownService(self.takedown_desk(), context.office, context.pseudonymiser, self.audit())

    def item_answers(self) -> ItemAnswerService:
        """Build the same, with what platforms say of single items."""
        context = self._context
        return ItemAnswerService(self.takedown_desk(), context.office, context.pseudonymiser, self.audit())

    def request_board(self) -> RequestBoard:
        """Build the board of takedown requests."""
        policy = self._context.office.clocks
        return RequestBoard(RequestBoardStore(self.session), TakedownStore(self.session), policy)

    def hold_store(self) -> HoldStore:
        """Return where the holds of the police are kept."""
        return HoldStore(self.session)

    def holds(self) -> HoldService:
        """Build the holds of the police, for their liaison."""
        session = self.session
        stores = HoldStore(session), ChannelQueryStore(session), CampaignQueryStore(session)
        return HoldService(*stores, self._context.pseudonymiser, self.audit())

    def looking(self) -> Looking:
        """Build a person's wish that a request be looked at online."""
        return Looking(self.takedown_desk(), self._context.office, self.audit())

    def look_store(self) -> LookStore:
        """Return where the pace of looks at platforms is kept."""
        return LookStore(self.session)

    def answering(self) -> AnsweringService:
        """Build the takedown requests in the hands of their platforms."""
        return AnsweringService(TakedownStore(self.session), self.item_answers(), self.audit())

    def platforms(self) -> PlatformService:
        """Build the figures and warnings of platforms."""
        return PlatformService(PlatformFigureStore(self.session), self.audit())

    def annual_report(self) -> AnnualReport:
        """Build the yearly report of notices for the public."""
        return AnnualReport(NoticeFigureStore(self.session), self._context.settings.small_cell)

    def takedown_kpis(self) -> TakedownKpis:
        """Build the figures of notices for those who send them."""
        stores = NoticeFigureStore(self.session), WorkFigureStore(self.session)
        return TakedownKpis(*stores, self._context.settings.small_cell)

    def incoming(self) -> IncomingService:
        """Build the intake of platforms' webhooks."""
        store, sealing = IncomingStore(self.session), lambda: self._context.webhook_sealing
        return IncomingService(store, self.answering(), sealing, self.audit())

    def notice_secrets(self) -> NoticeSecrets:
        """Build the secrets that sign the notices posted to platforms."""
        return NoticeSecrets(NoticeSecretStore(self.session), lambda: self._context.webhook_sealing, self.audit())

    def webhooks(self) -> WebhookService:
        """Build the webhooks of platforms."""
        private = self._context.settings.webhook_private_addresses
        store, sealing = WebhookStore(self.session), lambda: self._context.webhook_sealing
        return WebhookService(store, self.outbox(), sealing, self.audit(), private_addresses=private)

    def dossiers(self) -> DossierService:
        """Build what gathers dossiers."""
        return DossierService(self.takedown_desk(), self.audit_entries(), self.audit())

    def sharing(self) -> SharingService:
        """Build what shares takedown requests."""
        return SharingService(self.takedown_desk(), self.audit(), self.accounts().names().values())
