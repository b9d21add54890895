"""What a decision must have to be whole, and what it cannot have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

from models.contract import LABELS
from service.domain.batches import BatchDraft
from service.domain.decisions import DecisionDraft, DecisionSpan, Verdict
from service.errors import Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError

__all__ = ["LONGEST_DEFERRAL", "MOST_SPANS", "require_spans_in", "require_whole"]

LONGEST_DEFERRAL = timedelta(days=90)
MOST_SPANS = 50
"""Spans of one decision."""
_THREATS = ("none", "possible", "imminent")
_WITH_SPANS = frozenset({Verdict.CONFIRM, Verdict.REJECT})


def require_whole(draft: DecisionDraft | BatchDraft) -> None:
    """Refuse a verdict that lacks what it needs, or has what it cannot have.

    Raises
    ------
    RequestInvalidError
        With all faults.
    """
    faults = []
    if draft.verdict is Verdict.CONFIRM and not draft.labels:
        faults.append(Fault("labels", "Say what it is: at least one label.", "missing"))
    if draft.verdict is not Verdict.CONFIRM and draft.labels:
        faults.append(Fault("labels", "Only a confirmation has labels.", "unexpected"))
    if any(label not in LABELS for label in draft.labels):
        faults.append(Fault("labels", worded("Known labels are {names}.", names=" and ".join(LABELS)), "unknown"))
    if (draft.verdict is Verdict.REJECT) != (draft.reason is not None):
        faults.append(Fault("reason", "A rejection has a reason, and nothing else has one.", "reason"))
    if draft.threat_to_life not in (None, *_THREATS):
        faults.append(Fault("threat_to_life", worded("Expected one of {names}.", names=", ".join(_THREATS)), "unknown"))
    if isinstance(draft, DecisionDraft):
        faults += [*_of_deferral(draft), *_of_spans(draft)]
    if faults:
        raise RequestInvalidError("The decision is not whole.", "Mend what `faults` names.", faults=faults)


def require_spans_in(draft: DecisionDraft, text: str | None) -> None:
    """Refuse words that are not in the text that was decided of.

    Raises
    ------
    RequestInvalidError
        With all faults.
    """
    words = text or ""
    faults = [
        Fault(f"spans.{place}", "Words inside the text: start before end, and something between.", "outside")
        for place, span in enumerate(draft.spans)
        if not 0 <= span.start < span.end <= len(words) or not words[span.start : span.end].strip()
    ]
    if faults:
        raise RequestInvalidError("These words are not in the text.", "Mend what `faults` names.", faults=faults)


def _of_deferral(draft: DecisionDraft) -> list[Fault]:
    if draft.defer_until is None:
        return []
    if draft.verdict is not Verdict.DEFER:
        return [Fault("defer_until", "Only what is deferred waits until a time.", "unexpected")]
    now = datetime.now(UTC)
    if now < draft.defer_until <= now + LONGEST_DEFERRAL:
        return []
    most = LONGEST_DEFERRAL.days
    return [Fault("defer_until", worded("A time to come, at most {most} days from now.", most=most), "time")]


def _of_spans(draft: DecisionDraft) -> list[Fault]:
    if draft.spans and draft.verdict not in _WITH_SPANS:
        return [Fault("spans", "Only a confirmation or a rejection names words.", "unexpected")]
    faults = []
    if len(draft.spans) > MOST_SPANS:
        faults.append(Fault("spans", worded("At most {most} spans.", most=MOST_SPANS), "too_many"))
    for place, span in enumerate(draft.spans[:MOST_SPANS]):
        if span.label not in LABELS:
            names = " and ".join(LABELS)
            faults.append(Fault(f"spans.{place}.label", worded("Known labels are {names}.", names=names), "unknown"))
        elif span.speaks and span.label not in draft.labels:
            faults.append(Fault(f"spans.{place}.label", "Words speak for a label that is confirmed.", "unconfirmed"))
    if any(_contradict(one, other) for one, other in combinations(draft.spans[:MOST_SPANS], 2)):
        faults.append(Fault("spans", "The same words cannot speak for a label and not speak for it.", "contradiction"))
    return faults


def _contradict(one: DecisionSpan, other: DecisionSpan) -> bool:
    same = one.label == other.label and one.speaks != other.speaks
    return same and one.start == other.start and one.end == other.end
