"""Builds the services of one transaction; whoever opened it commits it."""

from __future__ import annotations

from datetime import timedelta

from service.factory.reviewing import ReviewParts
from service.services.capture import CaptureService
from service.services.channels import ChannelService
from service.services.contacts import ContactNotes, ContactService
from service.services.dispatching import ask_again
from service.services.file_import import ImportDesk
from service.services.hand_over import HandOverService
from service.services.ingest import IngestService
from service.services.live_intake import LiveIntakeService
from service.services.misses import MissDesk, MissService
from service.services.phenomenon import PhenomenonService
from service.services.quality import QualityService
from service.services.scoring import ScoreDesk
from service.services.scoring_again import AgainDesk
from service.services.work_figures import WorkFigures
from service.storage.alerts import AlertStore
from service.storage.browser_sessions import BrowserSessionStore
from service.storage.campaign_queries import CampaignQueryStore
from service.storage.channel_queries import ChannelQueryStore
from service.storage.channels import ChannelStore
from service.storage.contact_queries import ContactQueryStore
from service.storage.contacts import ContactStore
from service.storage.decisions import DecisionStore
from service.storage.hand_over import HandOverStore
from service.storage.imports import ImportStore
from service.storage.item_queries import ItemQueryStore
from service.storage.items import ItemStore
from service.storage.misses import MissStore
from service.storage.outbox import OutboxStore
from service.storage.phenomenon import PhenomenonStore
from service.storage.quality import QualityStore
from service.storage.scores import ScoreStore
from service.storage.scores_again import AskStore
from service.storage.surroundings import SurroundingsStore
from service.storage.takedown import TakedownStore
from service.storage.work_figures import WorkFigureStore

__all__ = ["Factory"]


class Factory(ReviewParts):
    """Builds services for one transaction: what is here takes messages in, scores them, and counts."""

    def import_desk(self) -> ImportDesk:
        """Return what an import works with."""
        channels, items = ChannelStore(self.session), ItemStore(self.session)
        return ImportDesk(channels, ImportStore(self.session), items, self._ingest(channels, items))

    def live_intake(self) -> LiveIntakeService:
        """Build the intake of items that come over the API."""
        channels, items = ChannelStore(self.session), ItemStore(self.session)
        return LiveIntakeService(channels, self._ingest(channels, items))

    def hand_over(self) -> HandOverService:
        """Build what is told to somebody who comes back to work."""
        shift = timedelta(hours=self._context.settings.shift_hours)
        stores = HandOverStore(self.session), BrowserSessionStore(self.session)
        requests, policy = TakedownStore(self.session), self._context.office.clocks
        return HandOverService(*stores, self.preferences(), requests=requests, policy=policy, shift=shift)

    def contact_notes(self) -> ContactNotes:
        """Build what notes the contacts that scored items name."""
        return ContactNotes(ContactStore(self.session), self._context.pseudonymiser)

    def contacts(self) -> ContactService:
        """Build the links of campaigns and items through contacts."""
        session = self.session
        stores = ContactQueryStore(session), ContactStore(session), CampaignQueryStore(session), ItemQueryStore(session)
        return ContactService(*stores, self._context.pseudonymiser)

    def capture(self) -> CaptureService:
        """Build the intake of what people saw."""
        return CaptureService(ChannelStore(self.session), self.live_intake(), self.evidence())

    def misses(self) -> MissService:
        """Build the reports of what lont missed."""
        stores = MissStore(self.session), DecisionStore(self.session), ItemQueryStore(self.session)
        return MissService(MissDesk(*stores), self.capture(), self.priority_log(), self.audit())

    def quality(self) -> QualityService:
        """Build the figures of how sure the decisions are."""
        return QualityService(QualityStore(self.session))

    def scores(self) -> ScoreStore:
        """Return the store of scores, for counts by state and for parked items."""
        return ScoreStore(self.session)

    def channels(self) -> ChannelService:
        """Build what is told and said of channels."""
        return ChannelService(ChannelQueryStore(self.session), ChannelStore(self.session), self.audit())

    def work_figures(self) -> WorkFigures:
        """Build the figures of the work."""
        return WorkFigures(WorkFigureStore(self.session))

    def phenomenon(self) -> PhenomenonService:
        """Build the picture of the phenomenon."""
        return PhenomenonService(PhenomenonStore(self.session), self._context.settings.small_cell)

    def asks(self) -> AskStore:
        """Return what is asked for a score again, and the history of scores."""
        return AskStore(self.session)

    def score_desk(self) -> ScoreDesk:
        """Return what scoring works with."""
        task_size = self._context.settings.task_size
        surroundings = SurroundingsStore(self.session)
        stores = self.scores(), self.asks(), surroundings, self.outbox()
        again = AgainDesk(*stores, self.priority_log(), task_size, self.review)
        notes, joins, misses = self.contact_notes(), self.campaign_joins(), MissStore(self.session)
        return ScoreDesk(self.scores(), AlertStore(self.session), again, notes, joins, misses)

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
