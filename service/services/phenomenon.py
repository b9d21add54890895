"""Paints the picture of the phenomenon from what offers say: of one label, in one quarter, small cells hidden."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.reports import Basis, Quarter, Report, Span, monday_of, quarter_of
from service.errors import LontError
from service.locale.wording import N_, worded
from service.services.phenomenon_picture import Picture
from service.services.phenomenon_tables import tables_of
from service.storage.phenomenon import PhenomenonStore

__all__ = ["PeriodError", "PhenomenonService", "period_of"]

_FIRST_YEAR = 2000
_QUARTERS_OF_PRICES = 4
_CANNOT_SAY = (
    N_("Only what was captured is counted. More of it may mean that more was looked at."),
    N_("A place is one that an offer names, and not where something happened or was to happen."),
    N_("What an offer says is read by rules that err; docs/entities.md tells how often."),
    N_("A reward or a price is what was offered, and not what was paid."),
    N_("Figures move, as decisions come late or are taken back: two readings of one period may differ."),
)


class PeriodError(LontError):
    """No quarter of that name, or one that has not begun."""

    code = "report_period_unknown"
    status = 422
    title = "There is no such period"


def period_of(name: str | None, now: datetime) -> Quarter:
    """Return the quarter of a name, the running one without it.

    Raises
    ------
    PeriodError
    """
    running = quarter_of(now)
    try:
        quarter = running if name is None else Quarter.parse(name)
    except ValueError:
        quarter = None
    if quarter is None or not Quarter(_FIRST_YEAR, 1) <= quarter <= running or not 1 <= quarter.number <= 4:  # noqa: PLR2004  # of a year
        raise PeriodError(
            worded("The period is a quarter of thirteen weeks, up to {running}.", running=str(running)),
            "Name a year and a quarter, such as `2026-Q4`.",
        )
    return quarter


class PhenomenonService:
    """Reads inside the caller's transaction.

    Parameters
    ----------
    store
        What offers say.
    least
        The smallest count of campaigns that is told.
    """

    def __init__(self, store: PhenomenonStore, least: int) -> None:
        self._store = store
        self._least = least

    def report(self, label: str, basis: Basis, quarter: Quarter, now: datetime) -> Report:
        """Return the picture of one label in one quarter; the running week is the last.

        Parameters
        ----------
        label
            ``recruitment`` or ``f4_sale``.
        basis, quarter
            Which items, and when they were sent.
        now
            With a time zone.
        """
        span = _up_to(quarter.span, now)
        picture = self._picture(label, basis, quarter, span)
        about = {
            "period": f"{quarter}: {span.first} to {span.last}, weeks of {span.zone.value}",
            "label": label,
            "basis": basis.value,
            "unit": "distinct campaigns; a campaign is all copies and near-copies of one text, and counts once a cell",
            "suppression": f"below {self._least} campaigns a cell is hidden, and so is what would give it away",
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        }
        return Report(about, sorted(picture.models), _CANNOT_SAY, tables_of(picture, span.weeks(), self._least))

    def _picture(self, label: str, basis: Basis, quarter: Quarter, span: Span) -> Picture:
        earliest = quarter
        for _ in range(_QUARTERS_OF_PRICES - 1):
            earliest = earliest.preceding
        picture = Picture()
        for saying in self._store.sayings(label, basis, Span(earliest.first, span.last, span.zone)):
            if saying.week >= quarter.first:
                picture.count(saying)
            picture.count_prices(saying, _quarter_of_week(saying.week))
        return picture


def _up_to(span: Span, now: datetime) -> Span:
    today = now.astimezone(ZoneInfo(span.zone)).date()
    sunday = monday_of(today) + timedelta(days=6)
    return Span(span.first, min(span.last, max(sunday, span.first)), span.zone)


def _quarter_of_week(monday: date) -> Quarter:
    return quarter_of(datetime(monday.year, monday.month, monday.day, 12, tzinfo=UTC))
