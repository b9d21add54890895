"""The yearly report of notices for the public: what Article 22(3) DSA asks, and template sheet 1.3 from our side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from statistics import median

from service.domain.reports import AMSTERDAM, Report, Span, Table, Value, Zone
from service.domain.small_cells import Shown, hidden_parts, is_small
from service.domain.takedown.reporting import ACTIONS, OUTCOMES, ReportedNotice
from service.domain.takedown.states import RequestEvent
from service.locale.wording import N_, worded
from service.services.phenomenon import PeriodError
from service.services.phenomenon_tables import WITHHELD
from service.storage.notice_figures import NoticeFigureStore

__all__ = ["ANNUAL_TABLES", "AnnualReport", "year_of"]

ANNUAL_TABLES = ("annual", "sheet_1_3")
_ANNUAL = ("period_start", "period_end", "provider", "dsa_category", "dsa_keyword", "notices", "items")
_SHEET = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O")
_LAW, _TERMS = "DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"
_ACTED = (RequestEvent.DECISION_ACTION, RequestEvent.REVERSED)
_FIRST_YEAR = 2024
_CANNOT_SAY = (
    N_("A notice counts in the year in which the platform got it, under the outcome that it has now."),
    N_("Rows do not add up to a total, and none is given: a small row could be worked out from it."),
    N_("Hours run from when the platform had the notice to when it told its decision; when it acted we do not see."),
    N_("On what ground a platform acted is what it said; where it did not say, neither column counts it."),
    N_("Article 22(3) also asks how your independence is ensured. That you write yourself."),
)


def year_of(year: int | None, now: datetime) -> Span:
    """Return the days of a calendar year of the Netherlands, the running one without it.

    Raises
    ------
    PeriodError
        For a year before the Digital Services Act, or one that has not begun.
    """
    running = now.astimezone(AMSTERDAM).year
    wanted = running if year is None else year
    if not _FIRST_YEAR <= wanted <= running:
        raise PeriodError(
            worded("The report is of a calendar year from {first} on, up to this one.", first=str(_FIRST_YEAR)),
            "Name a year, such as `2026`.",
        )
    return Span(date(wanted, 1, 1), date(wanted, 12, 31), Zone.AMSTERDAM)


class AnnualReport:
    """Reads inside the caller's transaction.

    Parameters
    ----------
    store
        Of notices.
    least
        The smallest count that is told.
    """

    def __init__(self, store: NoticeFigureStore, least: int) -> None:
        self._store = store
        self._least = least

    def report(self, span: Span, now: datetime) -> Report:
        """Return both tables of a year; small counts hidden, and what would give them away."""
        groups: dict[tuple[str, str], list[ReportedNotice]] = defaultdict(list)
        for notice in self._store.notices(span):
            arrived = notice.arrived_at
            if arrived is not None and span.begin <= arrived < span.end:
                groups[notice.platform, notice.category].append(notice)
        trusted = any(each.trusted for notices in groups.values() for each in notices)
        rows = [_Row(provider, category, found, self._least) for (provider, category), found in sorted(groups.items())]
        about = {
            "period": f"{span.first} to {span.last}, whole days of {span.zone.value}",
            "unit": "notices under Article 16 DSA that a platform got; items are exact electronic locations",
            "suppression": f"below {self._least} a count is hidden, and so is what would give it away",
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        }
        tables = {
            "annual": Table((*_ANNUAL, *OUTCOMES, "median_hours_to_action"), [row.annual(span) for row in rows]),
            "sheet_1_3": Table(_SHEET, [row.sheet(span, filed_as_trusted=trusted) for row in rows]),
        }
        return Report(about, (), _CANNOT_SAY, tables)


class _Row:
    """The notices to one provider in one category, and what of them is told."""

    def __init__(self, provider: str, category: str, notices: Sequence[ReportedNotice], least: int) -> None:
        self._place = (provider, category)
        self._notices = notices
        self._least = least
        self._small = is_small(len(notices), least)
        self._counts = [sum(each.outcome == name for each in notices) for name in OUTCOMES]
        total = len(notices)
        self._shown = [] if self._small else hidden_parts(total, self._counts, [total] * len(self._counts), least)

    def annual(self, span: Span) -> list[Value]:
        """Return the row that Article 22(3) asks for."""
        keywords = " ".join(sorted({name for each in self._notices for name in each.keywords}))
        head: list[Value] = [str(span.first), str(span.last), *self._place, keywords]
        if self._small:
            return [*head, f"<{self._least}", None, *(None for _ in OUTCOMES), None]
        cells = [self._cell(count, how) for count, how in zip(self._counts, self._shown, strict=True)]
        return [*head, len(self._notices), self._items(self._notices), *cells, self._median(self._notices)]

    def sheet(self, span: Span, *, filed_as_trusted: bool) -> list[Value]:
        """Return columns A to O of template sheet 1.3."""
        provider, category = self._place
        head: list[Value] = ["applicable", provider, f"{span.first}/{span.last}", category, None]
        if self._small:
            return [*head, f"<{self._least}", *(None for _ in range(9))]
        ours = [each for each in self._notices if each.trusted]
        law, terms = self._grounds()
        return [
            *head,
            *self._pair(len(self._notices), len(ours), trusted=filed_as_trusted),
            *self._pair(self._items(self._notices), self._items(ours), trusted=filed_as_trusted),
            *(self._median(self._notices), self._median(ours)),
            *(law, self._of_trusted(law, ours), terms, self._of_trusted(terms, ours)),
        ]

    def _pair(self, everything: int, ours: int, *, trusted: bool) -> list[Value]:
        """Return all and those of trusted flaggers; who is one stands on a public list, so that none is no secret."""
        if not trusted or ours in {0, everything}:
            return [everything, ours]
        shown = hidden_parts(everything, [ours, everything - ours], [everything] * 2, self._least)
        return [everything, self._cell(ours, shown[0])]

    def _of_trusted(self, cell: Value, ours: Sequence[ReportedNotice]) -> Value:
        if not ours:
            return 0
        return cell if len(ours) == len(self._notices) else WITHHELD

    def _grounds(self) -> tuple[Value, Value]:
        """Return actions on the ground of law and of terms, unless both together tell of a hidden outcome."""
        acted = [each for each in self._notices if each.outcome in ACTIONS]
        law = sum(_LAW in each.grounds for each in acted)
        terms = sum(_TERMS in each.grounds and _LAW not in each.grounds for each in acted)
        total = len(self._notices)
        if not self._could_be_none(law + terms):
            return WITHHELD, WITHHELD
        shown = hidden_parts(total, [law, terms, total - law - terms], [total] * 3, self._least)
        return self._cell(law, shown[0]), self._cell(terms, shown[1])

    def _could_be_none(self, grounded: int) -> bool:
        """Tell whether each hidden outcome with an action could be none, though so many actions had a ground."""
        parts = [(count, how) for name, count, how in self._outcomes() if name in ACTIONS]
        told = sum(count for count, how in parts if how is Shown.COUNT)
        rooms = [
            self._least - 1 if how is Shown.SMALL else len(self._notices) for _, how in parts if how != Shown.COUNT
        ]
        return all(sum(rooms) - room >= grounded - told for room in rooms)

    def _outcomes(self) -> list[tuple[str, int, Shown]]:
        return list(zip(OUTCOMES, self._counts, self._shown, strict=True))

    def _cell(self, count: int, how: Shown) -> Value:
        if how is Shown.COUNT:
            return count
        return f"<{self._least}" if how is Shown.SMALL else WITHHELD

    def _items(self, notices: Sequence[ReportedNotice]) -> int:
        return sum(len(each.answers) for each in notices)

    def _median(self, notices: Sequence[ReportedNotice]) -> float | None:
        """Return the median hours to an action; nothing of fewer than are told."""
        acted = [each for each in notices if each.outcome in ACTIONS]
        hours = [waited for each in acted if (waited := each.hours(each.arrived_at, _ACTED)) is not None]
        return None if is_small(len(hours), self._least) else round(median(hours), 2)
