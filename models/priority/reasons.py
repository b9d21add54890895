"""The reasons for a priority: what may hold of a message, each with its stable code and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from models.entities.contract import Entity
from models.priority.minors import is_for_minors
from models.priority.phrases import fold
from models.priority.quantities import is_in_bulk
from models.priority.targets import is_target, points_at_target
from models.priority.threats import speaks_to_somebody, threatens
from models.priority.times import names_near_time
from models.thresholds import unsure_from

__all__ = ["REASONS", "Reason", "ReasonCode", "Scored"]


class ReasonCode(StrEnum):
    """Why a message has its priority; the codes are stable."""

    RECRUITMENT_IN_UNSURE_BAND = "recruitment_in_unsure_band"
    THREAT_WORDS = "threat_words"
    TARGET_NAMED = "target_named"
    TIME_WITHIN_48_HOURS = "time_within_48_hours"
    RECRUITMENT_RAISED = "recruitment_raised"
    F4_SALE_RAISED = "f4_sale_raised"
    BULK = "bulk"
    MINORS = "minors"


@dataclass(frozen=True)
class Scored:
    """What the reasons look at; slots would leave no room for what is kept."""

    text: str
    scores: Mapping[str, float]
    labels: tuple[str, ...]
    thresholds: Mapping[str, float]
    entities: Sequence[Entity] = ()
    sent_at: datetime | None = None

    @cached_property
    def folded(self) -> str:
        """The text without diacritics."""
        return fold(self.text)

    @cached_property
    def threatens(self) -> bool:
        """Whether the text has the form of a threat."""
        return threatens(self.folded)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that may hold of a message."""

    code: ReasonCode
    sentence: str
    """For people, without the text of the message."""
    holds: Callable[[Scored], bool]


def _in_unsure_band(scored: Scored) -> bool:
    return scored.scores["recruitment"] >= unsure_from(scored.thresholds["recruitment"])


def _target_named(scored: Scored) -> bool:
    if scored.threatens and speaks_to_somebody(scored.folded):
        return True
    targets = [entity for entity in scored.entities if is_target(entity)]
    if _only_sells(scored) and not scored.threatens:
        # A town is where the goods are; where they change hands, so are a house and a person.
        if any(entity.type == "delivery" for entity in scored.entities):
            return False
        targets = [entity for entity in targets if entity.type != "location"]
    return bool(targets) or points_at_target(scored.folded)


def _only_sells(scored: Scored) -> bool:
    return "f4_sale" in scored.labels and "recruitment" not in scored.labels


REASONS: dict[ReasonCode, Reason] = {
    reason.code: reason
    for reason in (
        Reason(
            ReasonCode.RECRUITMENT_IN_UNSURE_BAND,
            "The score for recruitment is at least half of its threshold: P0 begins lower than the label.",
            _in_unsure_band,
        ),
        Reason(
            ReasonCode.THREAT_WORDS,
            "The text has the form of a threat: somebody says what will happen to somebody's door, car or shop.",
            lambda scored: scored.threatens,
        ),
        Reason(
            ReasonCode.TARGET_NAMED,
            "A place, person or object is named that may be the target; not the one where goods for sale change hands.",
            _target_named,
        ),
        Reason(
            ReasonCode.TIME_WITHIN_48_HOURS,
            "A time is named that begins within 48 hours of the sending of the message and has not passed.",
            lambda scored: names_near_time(scored.folded, scored.entities, scored.sent_at),
        ),
        Reason(
            ReasonCode.RECRUITMENT_RAISED,
            "The label recruitment is raised.",
            lambda scored: "recruitment" in scored.labels,
        ),
        Reason(
            ReasonCode.F4_SALE_RAISED,
            "The label f4_sale is raised.",
            lambda scored: "f4_sale" in scored.labels,
        ),
        Reason(
            ReasonCode.BULK,
            "Fifty pieces or more, five kilos, boxes, pallets, a price list of five rows, or words of wholesale.",
            lambda scored: is_in_bulk(scored.folded, scored.entities),
        ),
        Reason(
            ReasonCode.MINORS,
            "An age below eighteen, a word for minors, school or parents: the sale is by, for or aimed at minors.",
            lambda scored: is_for_minors(scored.folded, scored.entities),
        ),
    )
}
"""Every reason, by its code."""
