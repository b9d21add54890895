"""Tells how the work goes: what comes in, how long it waits, what is decided, how often a label holds; no person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from models.contract import LABELS
from service.domain.reports import Report, Span, Table, Value, Zone, monday_of
from service.domain.statistics import nearest_rank, wilson
from service.errors import LontError
from service.locale.wording import N_, worded
from service.storage.work_figures import FirstDecision, Judged, WorkFigureStore, WorkFilter

__all__ = ["INFLOW", "MOST_DAYS", "WORK_TABLES", "SpanError", "WorkFigures", "span_until"]

MOST_DAYS = 366
"""Longest time that figures are given for at once."""
INFLOW = ("recruitment", "f4_sale", "both", "none", "no_score")
"""Kinds of what comes in, by the labels that are raised on it."""
WORK_TABLES = ("inflow", "queue", "first_decision", "decisions", "precision", "copies")
_KINDS = {None: "no_score", "": "none", "|recruitment|": "recruitment", "|f4_sale|": "f4_sale"}
_PRIORITIES = ("P0", "P1", "P2", "P3", None)
_PERCENTS = (50, 90, 100)
_USUAL_DAYS = 30
_CANNOT_SAY = (
    N_("Only what was captured is counted, by the day on which it came into lont and not that on which it was sent."),
    N_("Labels are as they stand now: an item that was scored again counts with its present labels."),
    N_("Precision is of what was raised and then decided by a person. It says nothing of what was missed."),
    N_("Decisions are those of the whole team; no figure is of one person."),
)


class SpanError(LontError):
    """Days that cannot be counted: the last before the first, too many, or out of reach."""

    code = "report_span_impossible"
    status = 422
    title = "There are no figures for these days"


def span_until(first: date | None, last: date | None, zone: Zone, now: datetime) -> Span:
    """Return the days that are meant: the last 30 up to today where neither end is said.

    Raises
    ------
    SpanError
        When the last day is before the first, or it is more than `MOST_DAYS`, or years that no time has.
    """
    try:
        today = Span(now.date(), now.date(), zone).day_of(int(now.timestamp()) // 3600)
        last = last or today
        span = Span(first or last - timedelta(days=_USUAL_DAYS - 1), last, zone)
        length = (span.end - span.begin).days
    except OverflowError:
        length = 0
    if length < 1 or len(span.days()) > MOST_DAYS:
        raise SpanError(
            worded("Figures are of 1 to {most} days, and the last one is not before the first.", most=MOST_DAYS),
            "Give other days.",
        )
    return span


class WorkFigures:
    """Reads inside the caller's transaction."""

    def __init__(self, store: WorkFigureStore) -> None:
        self._store = store

    def report(self, span: Span, which: WorkFilter, now: datetime) -> Report:
        """Return all figures of some days.

        Parameters
        ----------
        span
            Days; what waits is told as of now.
        which
            Of which items.
        now
            With a time zone.
        """
        about = {
            "period": f"{span.first} to {span.last}, whole days of {span.zone.value}",
            "platform": which.platform or "all",
            "language": which.lang or "all",
            "unit": "items; decisions of people, without those that copies took over",
            "suppression": "none: these figures are for those who do the work",
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        }
        tables = {
            "inflow": self._inflow(span, which),
            "queue": self._queue(which, now),
            "first_decision": self._first_decision(span, which),
            "decisions": self._decisions(span, which),
            "precision": self._precision(span, which),
            "copies": self._copies(span, which),
        }
        return Report(about, self._store.models(span, which), _CANNOT_SAY, tables)

    def _inflow(self, span: Span, which: WorkFilter) -> Table:
        counts: Counter[tuple[date, str]] = Counter()
        for hour, labels, items in self._store.inflow(span, which):
            counts[span.day_of(hour), _KINDS.get(labels, "both")] += items
        rows: list[list[Value]] = []
        for day in span.days():
            found = [counts[day, kind] for kind in INFLOW]
            rows.append([str(day), *found, sum(found)])
        return Table(("day", *INFLOW, "all"), rows)

    def _queue(self, which: WorkFilter, now: datetime) -> Table:
        found: dict[tuple[str | None, int], tuple[int, float]] = {}
        ages = self._store.queue_ages(which, _PERCENTS)
        for age in ages:
            hours = _hours((now - age.captured_at).total_seconds())
            found[age.priority, age.rank] = (age.waiting, hours)
        rows: list[list[Value]] = []
        for priority in _PRIORITIES:
            waiting = next((each.waiting for each in ages if each.priority == priority), 0)
            if waiting:
                ranks = [(waiting * percent + 99) // 100 for percent in _PERCENTS]
                rows.append([priority or "none", waiting, *(found[priority, rank][1] for rank in ranks)])
        return Table(("priority", "waiting", "p50_hours", "p90_hours", "oldest_hours"), rows)

    def _first_decision(self, span: Span, which: WorkFilter) -> Table:
        by_week: dict[tuple[date, str | None], list[FirstDecision]] = defaultdict(list)
        for each in self._store.first_decisions(span, which):
            by_week[monday_of(span.day_of(each.hour)), each.priority].append(each)
        rows: list[list[Value]] = []
        for week in span.weeks():
            for priority in _PRIORITIES:
                waited = sorted(_hours(each.seconds) for each in by_week.get((week, priority), ()))
                if waited:
                    p50, p90 = nearest_rank(waited, 0.5), nearest_rank(waited, 0.9)
                    rows.append([str(week), priority or "none", len(waited), p50, p90])
        return Table(("week", "priority", "items", "p50_hours", "p90_hours"), rows)

    def _decisions(self, span: Span, which: WorkFilter) -> Table:
        days: dict[date, list[tuple[int, int]]] = defaultdict(list)
        for hour, items, acts in self._store.decisions(span, which):
            days[span.day_of(hour)].append((items, acts))
        rows: list[list[Value]] = []
        for day in span.days():
            found = days.get(day, [])
            items, acts = sum(each[0] for each in found), sum(each[1] for each in found)
            an_hour = round(acts / len(found), 1) if found else None
            rows.append([str(day), acts, items, len(found), an_hour])
        return Table(("day", "decisions", "items", "hours_with_decisions", "decisions_an_hour"), rows)

    def _precision(self, span: Span, which: WorkFilter) -> Table:
        rows: list[list[Value]] = []
        for label in LABELS:
            groups: dict[tuple[date, str], list[Judged]] = defaultdict(list)
            for each in self._store.judged(label, span, which):
                groups[monday_of(span.day_of(each.hour)), each.model_version or "none"].append(each)
            for (week, model), found in sorted(groups.items()):
                rows.append([str(week), label, model, *_precision(found)])
        columns = ("week", "label", "model", "decided", "confirmed", "precision", "low", "high", "unsure")
        return Table(columns, rows)

    def _copies(self, span: Span, which: WorkFilter) -> Table:
        counts: Counter[tuple[date, str]] = Counter()
        for hour, kind, items in self._store.copies(span, which):
            counts[monday_of(span.day_of(hour)), kind] += items
        rows: list[list[Value]] = []
        for week in span.weeks():
            exact, near, first = (counts[week, kind] for kind in ("exact", "near", "first"))
            gathered = exact + near + first
            shares = [round(each / gathered, 4) if gathered else None for each in (exact, near)]
            rows.append([str(week), gathered, exact, near, *shares])
        return Table(("week", "gathered", "exact", "near", "exact_share", "near_share"), rows)


def _precision(found: Iterable[Judged]) -> list[int | float | None]:
    counts: Counter[str] = Counter()
    for each in found:
        unsure = each.verdict in {"unsure", "cannot_tell"}
        counts["unsure" if unsure else "decided"] += each.items
        counts["confirmed"] += each.items if each.has_label and not unsure else 0
    decided, confirmed = counts["decided"], counts["confirmed"]
    if not decided:
        return [0, 0, None, None, None, counts["unsure"]]
    low, high = wilson(confirmed, decided)
    return [decided, confirmed, round(confirmed / decided, 4), round(low, 4), round(high, 4), counts["unsure"]]


def _hours(seconds: float) -> float:
    return round(max(0.0, seconds) / 3600, 2)
