"""Counts who is in which cell of the picture of the phenomenon, before anything is hidden."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from service.domain.reports import Quarter
from service.domain.said import PriceKind, RewardKind, kinds_of, municipalities_of, prices_of, regions_of, rewards_of
from service.storage.phenomenon import Saying

__all__ = ["ALL", "Cell", "Picture", "Place"]

Place = tuple[str, ...]
"""``all``; or ``regions`` and a region; or ``municipalities``, a region and a municipality."""
ALL: Place = ("all",)
_Amounts = dict[UUID, list[float]]


@dataclass(slots=True)
class Cell:
    """Who is in a cell."""

    campaigns: set[UUID] = field(default_factory=set)
    items: int = 0

    def add(self, saying: Saying) -> None:
        """Count one text of a campaign in."""
        self.campaigns.add(saying.campaign_id)
        self.items += saying.items


@dataclass(slots=True)
class Picture:
    """All that was counted; nobody is shown it as it is."""

    places: defaultdict[Place, Cell] = field(default_factory=lambda: defaultdict(Cell))
    weeks: defaultdict[tuple[Place, date], Cell] = field(default_factory=lambda: defaultdict(Cell))
    kinds: defaultdict[tuple[str, str], Cell] = field(default_factory=lambda: defaultdict(Cell))
    """By table and row."""
    rewards: defaultdict[RewardKind, _Amounts] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    prices: defaultdict[tuple[Quarter, PriceKind], _Amounts] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    models: set[str] = field(default_factory=set)

    def count(self, saying: Saying) -> None:
        """Count one text of a campaign in a week."""
        places = [ALL, *(("regions", region) for region in regions_of(saying.entities))]
        places += [("municipalities", *place) for place in municipalities_of(saying.entities)]
        for place in places:
            self.places[place].add(saying)
            self.weeks[place, saying.week].add(saying)
        for kind in kinds_of(saying.role, saying.entities):
            self.kinds[kind].add(saying)
        for reward, amount in rewards_of(saying.entities):
            self.rewards[reward][saying.campaign_id].append(amount)
        if saying.model_version:
            self.models.add(saying.model_version)

    def count_prices(self, saying: Saying, quarter: Quarter) -> None:
        """Count the prices of one text of a campaign in a week of a quarter."""
        for kind, amount in prices_of(saying.entities):
            self.prices[quarter, kind][saying.campaign_id].append(amount)
