"""Puts together how sure the decisions are: of the team, and of a pair only for the two and for supervisors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from models.contract import LABELS
from service.domain.access import Caller, Scope
from service.domain.quality import (
    AgreementRow,
    KnownRate,
    KnownRow,
    OverturnRow,
    PairedSaid,
    QualityReport,
    Share,
    agreement,
    answer_of,
)
from service.domain.review_tasks import SecondReason, TaskState
from service.storage.quality import DecisionFate, QualityStore

__all__ = ["QualityService"]

_MOST_KNOWN = 500
_FATES = ("undone", "corrected", "settled", "unfounded")


class QualityService:
    """Reads inside the caller's transaction."""

    def __init__(self, store: QualityStore) -> None:
        self._store = store

    def report(self, caller: Caller, since: datetime, until: datetime, names: Mapping[str, str]) -> QualityReport:
        """Return the figures of a time.

        Parameters
        ----------
        caller
            Who reads: pairs of others are only for those with the scope `supervise`.
        since, until
            From the first on, before the second.
        names
            Of people, by actor id: pairs stand in the order of these, never in that of a figure.
        """
        store = self._store
        sample = store.paired(since, until, SecondReason.SAMPLE)
        chosen = store.paired(since, until, SecondReason.MODEL)
        return QualityReport(
            since=since,
            until=until,
            known=self._known(since, until),
            agreement=[agreement(sample, label) for label in LABELS],
            pairs=_pairs(caller, sample, names),
            against_model=Share(sum(each.first.agrees_with(each.second) for each in chosen), len(chosen)),
            waiting=store.count_waiting(TaskState.OPEN),
            open=store.count_waiting(TaskState.DIFFERS),
            settled=Share(*store.settled(since, until)),
            overturns=_overturns(store.fates(since, until)),
            misses=store.misses(since, until),
        )

    def known_rates(self) -> list[KnownRate]:
        """Return the known items in use, newest first, at most five hundred, each with how often it was missed."""
        return self._store.known_rates(_MOST_KNOWN)

    def _known(self, since: datetime, until: datetime) -> list[KnownRow]:
        seen, right = Counter[str](), Counter[str]()
        for agreed, said in self._store.known_answers(since, until):
            for kind in answer_of(agreed):
                seen[kind] += 1
                right[kind] += said.agrees_with(agreed)
        return [KnownRow(kind, Share(right[kind], seen[kind])) for kind in (*LABELS, "neither")]


def _pairs(caller: Caller, sample: Sequence[PairedSaid], names: Mapping[str, str]) -> list[AgreementRow]:
    grouped: dict[tuple[str, str], list[PairedSaid]] = {}
    for each in sample:
        first, second = sorted((each.first_by, each.second_by), key=lambda actor: (names.get(actor, actor), actor))
        if Scope.SUPERVISE in caller.scopes or caller.actor in (first, second):
            grouped.setdefault((first, second), []).append(each)
    in_order = sorted(grouped, key=lambda pair: [(names.get(actor, actor), actor) for actor in pair])
    return [agreement(grouped[pair], label, pair) for pair in in_order for label in LABELS]


def _overturns(fates: Sequence[DecisionFate]) -> list[OverturnRow]:
    found: dict[tuple[date, str, str | None], Counter[str]] = {}
    for fate in fates:
        week = fate.decided_at.date() - timedelta(days=fate.decided_at.weekday())  # times come in UTC
        for label in fate.labels:
            found.setdefault((week, label, fate.model_version), Counter()).update(_counts(fate))
    rows = sorted(found.items(), key=lambda row: (row[0][0], row[0][1], row[0][2] or ""))
    return [
        OverturnRow(week, label, model, counts["decided"], **{name: counts[name] for name in _FATES})
        for (week, label, model), counts in rows
    ]


def _counts(fate: DecisionFate) -> list[str]:
    """Return what a decision counts as; what was settled was undone or put right for that, and counts once."""
    told = [name for name in _FATES if getattr(fate, name)]
    if fate.settled:
        told = [name for name in told if name not in ("undone", "corrected")]
    return ["decided", *told]
