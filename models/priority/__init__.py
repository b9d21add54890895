"""Works out the priority of a scored message, P0 to P3 or none, and tells why.

``PRIORITY_RULES`` is the whole rule, in order; ``REASONS`` says what each reason code means.
"""

from models.priority.reasons import REASONS, Reason, ReasonCode
from models.priority.rules import PRIORITY_RULES, Priority, PriorityRule, Verdict, prioritise
from models.priority.threats import is_threat

__all__ = [
    "PRIORITY_RULES",
    "REASONS",
    "Priority",
    "PriorityRule",
    "Reason",
    "ReasonCode",
    "Verdict",
    "is_threat",
    "prioritise",
]
