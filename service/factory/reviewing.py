"""Builds, for one transaction, what reviewers work with: the queue, decisions, campaigns, and second looks."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta

from service.domain.items import ItemRecord
from service.factory.takedown import TakedownParts
from service.services.assignments import AssignmentService
from service.services.batches import BatchWriter, ItemBatchService
from service.services.campaign_acts import CampaignActService
from service.services.campaign_decisions import CampaignDecisionService
from service.services.campaign_joins import CampaignJoins
from service.services.campaigns import CampaignService
from service.services.decisions import DecisionService
from service.services.deferrals import DeferralDesk
from service.services.disagreements import DisagreementService
from service.services.escalations import EscalationService
from service.services.items import ItemService
from service.services.known_items import KnownItemService
from service.services.notes import NoteService
from service.services.precedents import PrecedentService
from service.services.queue import QueueService
from service.services.related import RelatedService
from service.services.review import ReviewService
from service.services.review_tasks import ReviewTaskService, SecondLooks, Shares
from service.services.saved_views import SavedViewService
from service.services.score_bands import Band, bands_of
from service.services.score_sight import ScoreSight
from service.storage.accounts import AccountStore
from service.storage.assignments import AssignmentStore
from service.storage.batches import BatchStore
from service.storage.campaign_acts import CampaignActStore
from service.storage.campaign_decisions import CampaignDecisionStore
from service.storage.campaign_queries import CampaignQueryStore
from service.storage.campaigns import CampaignStore
from service.storage.decisions import DecisionStore
from service.storage.escalations import EscalationStore
from service.storage.item_queries import ItemQueryStore
from service.storage.notes import NoteStore
from service.storage.precedents import PrecedentStore
from service.storage.queue_queries import QueueStore
from service.storage.related import RelatedStore
from service.storage.review_tasks import ReviewTaskStore
from service.storage.saved_views import SavedViewStore
from service.storage.surroundings import SurroundingsStore

__all__ = ["ReviewParts"]


class ReviewParts(TakedownParts):
    """The queue and what is said of its items."""

    def items(self) -> ItemService:
        """Build the queries over items."""
        return ItemService(ItemQueryStore(self.session))

    def queue(self) -> QueueService:
        """Build the queries over what waits for review."""
        return QueueService(QueueStore(self.session))

    def saved_views(self) -> SavedViewService:
        """Build the parts of the queue that people come back to."""
        return SavedViewService(SavedViewStore(self.session))

    def assignments(self) -> AssignmentService:
        """Build the assigning of items to reviewers."""
        return AssignmentService(AssignmentStore(self.session), AccountStore(self.session), self.audit())

    def notes(self) -> NoteService:
        """Build the notes on items."""
        return NoteService(NoteStore(self.session), self.audit())

    def related(self) -> RelatedService:
        """Build what tells of an item's author key, campaign and copies."""
        return RelatedService(RelatedStore(self.session))

    def bands_of(self, item: ItemRecord) -> Mapping[str, Band]:
        """Return the thresholds of the score of an item; see `bands_of`."""
        return bands_of(item, self._context.scorer)

    def score_sight(self) -> ScoreSight:
        """Build what tells whether somebody sees the score of an item."""
        return ScoreSight(self.preferences(), DecisionStore(self.session), ReviewTaskStore(self.session))

    def decisions(self) -> DecisionService:
        """Build the decisions on items."""
        store, claims = DecisionStore(self.session), self.claims()
        log, audit = self.priority_log(), self.audit()
        return DecisionService(store, claims, self.alerts(), self._precedents(), priorities=log, audit=audit)

    def escalations(self) -> EscalationService:
        """Build the path of a possible threat to life."""
        store, decisions = EscalationStore(self.session), DecisionStore(self.session)
        return EscalationService(store, self.decisions(), decisions, self.audit())

    def deferral_desk(self) -> DeferralDesk:
        """Return what hands items out again whose time has come."""
        return DeferralDesk(DecisionStore(self.session), self.decisions())

    def review(self) -> ReviewService:
        """Build what joins a decision and the request that follows from it."""
        second_looks = SecondLooks(ReviewTaskStore(self.session), ItemQueryStore(self.session), self._shares())
        return ReviewService(self.decisions(), self.takedown(), second_looks)

    def review_tasks(self) -> ReviewTaskService:
        """Build the looks at items beside their review."""
        return ReviewTaskService(
            ReviewTaskStore(self.session),
            self.claims(),
            self.alerts(),
            shares=self._shares(),
            lasts=timedelta(minutes=self._context.settings.claim_minutes),
            chance=random.random,
            audit=self.audit(),
        )

    def known_items(self) -> KnownItemService:
        """Build the marking of items as known."""
        return KnownItemService(ReviewTaskStore(self.session), DecisionStore(self.session), self.audit())

    def disagreements(self) -> DisagreementService:
        """Build the settling of what two reviewers saw differently."""
        return DisagreementService(ReviewTaskStore(self.session), self.review(), self.audit())

    def campaigns(self) -> CampaignService:
        """Build the queries over campaigns."""
        return CampaignService(CampaignQueryStore(self.session), CampaignActStore(self.session))

    def campaign_acts(self) -> CampaignActService:
        """Build the merging and splitting of campaigns."""
        return CampaignActService(CampaignActStore(self.session), CampaignStore(self.session), self.audit())

    def campaign_joins(self) -> CampaignJoins:
        """Build what lets scored items join campaigns."""
        return CampaignJoins(CampaignStore(self.session), self._precedents())

    def campaign_decisions(self) -> CampaignDecisionService:
        """Build the deciding of campaigns as one."""
        return CampaignDecisionService(CampaignDecisionStore(self.session), self._batch_writer())

    def item_batches(self) -> ItemBatchService:
        """Build the deciding of items that were named one by one as one."""
        return ItemBatchService(BatchStore(self.session), self._batch_writer(), self.review())

    def _batch_writer(self) -> BatchWriter:
        return BatchWriter(BatchStore(self.session), self.review(), self.audit())

    def _shares(self) -> Shares:
        settings = self._context.settings
        strong = settings.second_review_score if settings.second_review_disagreement else None
        return Shares(settings.known_share, settings.second_review_share, strong)

    def _precedents(self) -> PrecedentService:
        stores = PrecedentStore(self.session), DecisionStore(self.session), SurroundingsStore(self.session)
        return PrecedentService(*stores, self.takedown, self.audit())
