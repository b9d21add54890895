"""The reasons for a priority: what may hold of a message, each with its stable code and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from models.priority.minors import speaks_of_minors
from models.priority.phrases import fold
from models.priority.quantities import speaks_of_bulk
from models.priority.targets import names_target
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
    return names_target(scored.folded) or (scored.threatens and speaks_to_somebody(scored.folded))


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
            "The text names a place, a vehicle or a person as a target.",
            _target_named,
        ),
        Reason(
            ReasonCode.TIME_WITHIN_48_HOURS,
            "The text names a time within 48 hours that has not passed: tonight, tomorrow, in an hour, or the like.",
            lambda scored: names_near_time(scored.folded),
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
            "The text speaks of fifty pieces or more, five kilos or more, boxes, pallets, or wholesale.",
            lambda scored: speaks_of_bulk(scored.folded),
        ),
        Reason(
            ReasonCode.MINORS,
            'The text is by, for or aimed at minors: school, ages, "no age check" and the like.',
            lambda scored: speaks_of_minors(scored.folded),
        ),
    )
}
"""Every reason, by its code."""
