"""Who sees the score of an item: the one place that tells whether it stays hidden until somebody has judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from service.domain.access import Caller, Scope
from service.domain.items import MOST_URGENT, ItemRecord, ItemState
from service.services.preferences import PreferenceService
from service.storage.decisions import DecisionStore
from service.storage.review_tasks import ReviewTaskStore

__all__ = ["ScoreSight", "without_scores"]

_OPEN = frozenset({ItemState.SCORED, ItemState.QUEUED})
"""States in which a judgement is still asked for."""


class ScoreSight:
    """Works inside the caller's transaction.

    Hidden is hidden as a whole: pages show such an item as `without_scores` gives it, and nothing else that tells of
    its score or of what others said of it.
    """

    def __init__(self, preferences: PreferenceService, decisions: DecisionStore, tasks: ReviewTaskStore) -> None:
        self._preferences = preferences
        self._decisions = decisions
        self._tasks = tasks

    def scores_hidden(self, item: ItemRecord, viewer: Caller) -> bool:
        """Tell whether one item is shown to somebody without its score; see `hidden_of`."""
        return item.id in self.hidden_of([item], viewer)

    def hidden_of(self, items: Iterable[ItemRecord], viewer: Caller) -> frozenset[UUID]:
        """Return those of some items that are shown to somebody without their score.

        Those are open items that the viewer may decide and has not judged yet, where they chose to judge without the
        score. To put an item off is no judgement. A possible threat to life is never hidden by that choice. And those
        of which the viewer has a review task in hand, whatever they chose.
        """
        items = list(items)
        in_hand = self._tasks.items_in_hand(viewer.actor, [item.id for item in items])
        return in_hand | self._by_choice(items, viewer)

    def _by_choice(self, items: Iterable[ItemRecord], viewer: Caller) -> frozenset[UUID]:
        if Scope.DECIDE not in viewer.scopes or not self._preferences.of(viewer).hide_scores:
            return frozenset()
        open_ids = {item.id for item in items if item.state in _OPEN and item.priority != MOST_URGENT}
        return frozenset(open_ids - self._decisions.judged_by(viewer.actor, open_ids))


def without_scores(item: ItemRecord) -> ItemRecord:
    """Return an item as who looks at it without its score may see it: nothing a model or another reviewer said."""
    return replace(
        item,
        recruitment=None,
        f4_sale=None,
        labels=(),
        tier=None,
        model_version=None,
        priority=None,
        priority_reason=(),
        role=None,
        verdict=None,
        decision_id=None,
        explanation=(),
        unsure=(),
        entities=(),
    )
