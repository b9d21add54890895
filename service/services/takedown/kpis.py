"""How notices fare over a year, for those who send them: shares with n and interval, hours with median and p90."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from statistics import median

from models.contract import LABELS
from service.domain.reports import Report, Span, Table, Value
from service.domain.small_cells import is_small
from service.domain.statistics import nearest_rank, wilson
from service.domain.takedown.reporting import ReportedNotice
from service.domain.takedown.states import RequestEvent
from service.locale.wording import N_
from service.storage.notice_figures import NoticeFigureStore
from service.storage.work_figures import WorkFigureStore, WorkFilter

__all__ = ["KPI_TABLES", "STEPS", "TakedownKpis"]

KPI_TABLES = ("shares", "times", "months", "warnings", "precision")
_E = RequestEvent
_DECISIONS = (_E.DECISION_ACTION, _E.DECISION_NONE, _E.REVERSED)
_RECEIPT = (_E.ACK, *_DECISIONS)
_COMPLAINTS = (_E.REVERSED, _E.UPHELD)
_P90 = 0.9
STEPS = ("confirm_to_submit", "submit_to_ack", "submit_to_decision", "submit_to_action")
"""Ways whose hours are told."""
_CANNOT_SAY = (
    N_("These figures are for those who send notices. To the public give the yearly report, where more is hidden."),
    N_("A notice counts in the year in which the platform got it; what people stood up for counts in that year."),
    N_("Of fewer than the least number of notices nothing is told."),
    N_("Content that went by itself is never credited to a notice."),
    N_("How often reviewers disagree is how often somebody sent a request back that an analyst stood up for."),
)
_Is = Callable[[ReportedNotice], bool]
# Name; of which notices; which of them.
_SHARES: tuple[tuple[str, _Is, _Is], ...] = (
    ("acknowledged", lambda _: True, lambda each: any(each.saw(event) for event in _RECEIPT)),
    ("acted", lambda each: each.decided, lambda each: each.acted),
    ("acted_by_law", lambda each: each.acted, lambda each: "DECISION_GROUND_ILLEGAL_CONTENT" in each.grounds),
    ("acted_by_terms", lambda each: each.acted, lambda each: "DECISION_GROUND_INCOMPATIBLE_CONTENT" in each.grounds),
    ("declined", lambda each: each.decided, lambda each: each.saw(_E.DECISION_NONE)),
    ("complaint_granted", lambda each: any(map(each.saw, _COMPLAINTS)), lambda each: each.saw(_E.REVERSED)),
    ("withdrawn", lambda _: True, lambda each: each.saw(_E.WITHDRAW)),
    ("unfounded", lambda _: True, lambda each: "manifestly_unfounded" in each.grounds),
    ("back_online", lambda each: each.acted, lambda each: each.saw(_E.REINSTATED)),
    ("police_first", lambda each: each.priority == "P0", lambda each: each.police_first),
)
_OF_CONFIRMED: tuple[tuple[str, _Is, _Is], ...] = (
    ("gone_by_itself", lambda _: True, lambda each: each.saw(_E.CONTENT_GONE)),
    ("sent_back", lambda _: True, lambda each: each.saw(_E.SEND_BACK)),
)


class TakedownKpis:
    """Reads inside the caller's transaction.

    Parameters
    ----------
    store
        Of notices.
    work
        Of decisions, for how often a label held by the bundle that raised it.
    least
        The smallest number of notices of which something is told.
    """

    def __init__(self, store: NoticeFigureStore, work: WorkFigureStore, least: int) -> None:
        self._store = store
        self._work = work
        self._least = least

    def report(self, span: Span, now: datetime) -> Report:
        """Return all tables of a year, over all platforms and for each."""
        found = self._store.notices(span)
        sent = [each for each in found if _within(each.arrived_at, span)]
        confirmed = [each for each in found if _within(each.first.get(_E.CONFIRM), span)]
        everything = WorkFilter()
        about = {
            "period": f"{span.first} to {span.last}, whole days of {span.zone.value}",
            "unit": "notices under Article 16 DSA",
            "suppression": f"of fewer than {self._least} notices nothing is told",
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        }
        tables = {
            "shares": self._shares(sent, confirmed),
            "times": self._times(sent),
            "months": _months(sent, span),
            "warnings": Table(
                ("provider", "warnings"), [list(row) for row in sorted(self._store.warnings(span).items())]
            ),
            "precision": self._precision(span),
        }
        return Report(about, self._work.models(span, everything), _CANNOT_SAY, tables)

    def _shares(self, sent: Sequence[ReportedNotice], confirmed: Sequence[ReportedNotice]) -> Table:
        rows: list[list[Value]] = []
        for notices, shares in ((sent, _SHARES), (confirmed, _OF_CONFIRMED)):
            for name, base, wanted in shares:
                for provider, group in _by_provider(notices):
                    based = [each for each in group if base(each)]
                    if based:
                        rows.append([name, provider, *self._share(sum(map(wanted, based)), len(based))])
        return Table(("kpi", "provider", "n", "share", "low", "high"), rows)

    def _share(self, hits: int, cases: int) -> list[Value]:
        if is_small(cases, self._least):
            return [f"<{self._least}", None, None, None]
        low, high = wilson(hits, cases)
        return [cases, round(hits / cases, 4), round(low, 4), round(high, 4)]

    def _times(self, sent: Sequence[ReportedNotice]) -> Table:
        rows: list[list[Value]] = []
        for name in STEPS:
            for provider, group in _by_provider(sent):
                hours = sorted(waited for each in group if (waited := _waited(name, each)) is not None)
                if hours and is_small(len(hours), self._least):
                    rows.append([name, provider, f"<{self._least}", None, None])
                elif hours:
                    p50, p90 = round(median(hours), 2), round(nearest_rank(hours, _P90), 2)
                    rows.append([name, provider, len(hours), p50, p90])
        return Table(("step", "provider", "n", "p50_hours", "p90_hours"), rows)

    def _precision(self, span: Span) -> Table:
        rows: list[list[Value]] = []
        for label in LABELS:
            counts: dict[str, Counter[str]] = defaultdict(Counter)
            for each in self._work.judged(label, span, WorkFilter()):
                if each.verdict in {"confirm", "reject"}:
                    counts[each.model_version or "none"]["held" if each.has_label else "not"] += each.items
            for model, found in sorted(counts.items()):
                rows.append([label, model, *self._share(found["held"], found.total())])
        return Table(("label", "model", "n", "precision", "low", "high"), rows)


def _within(moment: datetime | None, span: Span) -> bool:
    return moment is not None and span.begin <= moment < span.end


def _by_provider(notices: Sequence[ReportedNotice]) -> list[tuple[str, list[ReportedNotice]]]:
    """Return all of them as ``all``, then those of each provider."""
    groups: dict[str, list[ReportedNotice]] = defaultdict(list)
    for each in notices:
        groups[each.platform].append(each)
    return [("all", list(notices)), *sorted(groups.items())]


def _waited(step: str, notice: ReportedNotice) -> float | None:
    arrived = notice.arrived_at
    match step:
        case "confirm_to_submit":
            return _hours_before(notice.last.get(_E.CONFIRM), arrived)
        case "submit_to_ack":
            return notice.hours(arrived, _RECEIPT)
        case "submit_to_decision":
            return notice.hours(arrived, _DECISIONS)
        case _:
            return notice.hours(arrived, (_E.DECISION_ACTION, _E.REVERSED))


def _hours_before(begin: datetime | None, end: datetime | None) -> float | None:
    return None if begin is None or end is None else max(0.0, (end - begin).total_seconds() / 3600)


def _months(sent: Sequence[ReportedNotice], span: Span) -> Table:
    """Return notices by the month in which the platform got them; those who send them see each one anyway."""
    counts: Counter[int] = Counter()
    for each in sent:
        if each.arrived_at is not None:
            counts[span.day_of(int(each.arrived_at.timestamp()) // 3600).month] += 1
    return Table(("month", "notices"), [[f"{span.first.year}-{month:02}", counts[month]] for month in range(1, 13)])
