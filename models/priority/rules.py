"""The rule: which reasons together make which priority, in order; the first line that holds decides.

The judgement that life is threatened is a human's; a P0 asks for that judgement at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.entities.contract import Entity
from models.priority.reasons import REASONS, ReasonCode, Scored

__all__ = ["PRIORITY_RULES", "Priority", "PriorityRule", "Verdict", "prioritise"]


class Priority(StrEnum):
    """The order of the queue."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """One line of the rule."""

    priority: Priority
    needs: tuple[ReasonCode, ...]
    """All must hold; the cheapest stands first, and the rest is looked at only if it holds."""
    sentence: str


PRIORITY_RULES: tuple[PriorityRule, ...] = (
    PriorityRule(
        Priority.P0,
        (ReasonCode.RECRUITMENT_IN_UNSURE_BAND, ReasonCode.TARGET_NAMED, ReasonCode.TIME_WITHIN_48_HOURS),
        "A possible recruitment offer with a target and a time within 48 hours.",
    ),
    PriorityRule(
        Priority.P0,
        (ReasonCode.THREAT_WORDS, ReasonCode.TARGET_NAMED, ReasonCode.TIME_WITHIN_48_HOURS),
        "A threat of an attack with a target and a time within 48 hours, whatever the scores.",
    ),
    PriorityRule(
        Priority.P1,
        (ReasonCode.RECRUITMENT_RAISED,),
        "Any other recruitment offer.",
    ),
    PriorityRule(
        Priority.P2,
        (ReasonCode.F4_SALE_RAISED, ReasonCode.BULK),
        "A sale of F4 fireworks in bulk.",
    ),
    PriorityRule(
        Priority.P2,
        (ReasonCode.F4_SALE_RAISED, ReasonCode.MINORS),
        "A sale of F4 fireworks by, for or aimed at minors.",
    ),
    PriorityRule(
        Priority.P3,
        (ReasonCode.F4_SALE_RAISED,),
        "Any other sale of F4 fireworks.",
    ),
)
"""The whole rule. A message that no line holds of has no priority."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The priority of one message."""

    priority: str | None
    """A value of `Priority`."""
    reasons: tuple[str, ...] = ()
    """Codes of what held in the lines of that priority, in their order; empty without one."""


_NONE = Verdict(None)


def prioritise(
    text: str,
    scores: Mapping[str, float],
    labels: tuple[str, ...],
    thresholds: Mapping[str, float],
    *,
    entities: Sequence[Entity] = (),
    sent_at: datetime | None = None,
    is_past: bool = False,
) -> Verdict:
    """Return the priority of a message and the reasons for it.

    Parameters
    ----------
    text
        Normalised text of the message itself.
    scores
        Label to calibrated probability, 0 to 1.
    labels
        The labels that are raised.
    thresholds
        Label to the least score that raises it, 0 to 1.
    entities
        What was read of the message itself; what stands beside it has a priority of its own.
    sent_at
        When it was sent, with a time zone; ``None``: not known, so that only "tonight" and the like are near.
    is_past
        The message was sent so long ago that no time which it names lies ahead: a "tonight" of last month calls
        nobody out of bed.
    """
    scored = Scored(text, scores, labels, thresholds, entities, sent_at)
    known = {ReasonCode.TIME_WITHIN_48_HOURS: False} if is_past else {}

    def holds(code: ReasonCode) -> bool:
        if code not in known:
            known[code] = REASONS[code].holds(scored)
        return known[code]

    first = next((rule for rule in PRIORITY_RULES if all(map(holds, rule.needs))), None)
    if first is None:
        return _NONE
    same = (rule.needs for rule in PRIORITY_RULES if rule.priority is first.priority and all(map(holds, rule.needs)))
    return Verdict(first.priority.value, tuple(dict.fromkeys(code.value for needs in same for code in needs)))
