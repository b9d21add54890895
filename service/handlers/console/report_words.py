"""Words the tables of reports: columns, codes, places, numbers and hidden counts, as the reader writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.entities.gazetteer import province_name
from service.domain.reports import Report, Table, Value
from service.locale.formats import number, short_day
from service.locale.languages import gettext, locale_of_reader
from service.locale.wording import N_
from service.services.phenomenon_tables import EVERY_OTHER, WITHHELD

__all__ = ["ShownTable", "cell_in_words", "region_in_words", "shown_tables"]

_COLUMNS = {
    "day": N_("Day"),
    "week": N_("Week from"),
    "recruitment": N_("Recruitment offer"),
    "f4_sale": N_("F4 firework sale"),
    "both": N_("Both"),
    "none": N_("No label"),
    "no_score": N_("No score"),
    "all": N_("All"),
    "priority": N_("Priority"),
    "waiting": N_("Waiting"),
    "p50_hours": N_("Hours, half of them"),
    "p90_hours": N_("Hours, nine of ten"),
    "oldest_hours": N_("Hours, the oldest"),
    "items": N_("Items"),
    "decisions": N_("Decisions"),
    "hours_with_decisions": N_("Hours with decisions"),
    "decisions_an_hour": N_("Decisions in such an hour"),
    "label": N_("Label"),
    "model": N_("Model"),
    "decided": N_("Decided (n)"),
    "confirmed": N_("Confirmed"),
    "precision": N_("Precision"),
    "low": N_("Interval from"),
    "high": N_("Interval to"),
    "unsure": N_("Cannot be told"),
    "gathered": N_("Gathered"),
    "exact": N_("Exact copies"),
    "near": N_("Near-copies"),
    "exact_share": N_("Share of exact copies"),
    "near_share": N_("Share of near-copies"),
    "campaigns": N_("Campaigns"),
    "region": N_("Region"),
    "municipality": N_("Municipality"),
    "kind": N_("What is said"),
    "product": N_("Product"),
    "currency": N_("Currency"),
    "per": N_("For"),
    "lower_quartile": N_("Lower quartile"),
    "median": N_("Median"),
    "upper_quartile": N_("Upper quartile"),
    "quarter": N_("Quarter"),
}
_CODES = {
    EVERY_OTHER: N_("every other"),
    WITHHELD: N_("withheld"),
    "recruitment": N_("recruitment offer"),
    "f4_sale": N_("F4 firework sale"),
    "client": N_("client"),
    "broker": N_("broker"),
    "recruiter": N_("recruiter"),
    "executor": N_("executor"),
    "seller": N_("seller"),
    "buyer": N_("buyer"),
    "home": N_("home"),
    "business": N_("business"),
    "vehicle": N_("vehicle"),
    "infrastructure": N_("infrastructure"),
    "person": N_("a person"),
    "other": N_("another object"),
    "cash": N_("cash"),
    "transfer": N_("transfer"),
    "crypto": N_("cryptocurrency"),
    "voucher": N_("voucher"),
    "exchange": N_("goods in exchange"),
    "upfront": N_("paid beforehand"),
    "half_upfront": N_("half beforehand"),
    "afterwards": N_("paid afterwards"),
    "pickup": N_("picked up"),
    "delivery": N_("brought"),
    "shipping": N_("sent by post"),
    "meet_up": N_("a meeting"),
    "minors": N_("minors called or named"),
    "adults": N_("an age, no minors"),
    "all": N_("all together"),
    "unknown": N_("not said"),
    "piece": N_("a piece"),
    "box": N_("a box"),
    "kilo": N_("a kilo"),
    "none": N_("none"),
}
_AS_THEY_ARE = frozenset({"municipality", "product", "currency", "model", "quarter"})
_SHARES = frozenset({"precision", "low", "high", "exact_share", "near_share"})
_MONDAY_OR_DAY = frozenset({"day", "week"})
_OF_WORDS = _AS_THEY_ARE | _MONDAY_OR_DAY | {"priority", "label", "region", "kind", "per"}


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as a page shows it."""

    name: str
    columns: list[str]
    rows: list[list[str]]
    numbers: list[bool]
    """Which columns stand to the right."""


def shown_tables(report: Report) -> dict[str, ShownTable]:
    """Return the tables of a report in words."""
    return {name: _shown(name, table) for name, table in report.tables.items()}


def cell_in_words(column: str, value: Value) -> str:
    """Return what stands in a cell; nothing where nothing is told."""
    if value is None:
        return "–"
    if not isinstance(value, str):
        return f"{number(round(value * 100, 1))}%" if column in _SHARES else number(value)
    if column in _MONDAY_OR_DAY:
        return short_day(date.fromisoformat(value))
    if column == "region":
        return region_in_words(value)
    return value if column in _AS_THEY_ARE and value != EVERY_OTHER else gettext(_CODES.get(value, value))


def region_in_words(code: str) -> str:
    """Return the name of a Dutch or Belgian province or of a country."""
    if code == EVERY_OTHER:
        return gettext(_CODES[code])
    return province_name(code) or locale_of_reader().territories.get(code, code)


def _shown(name: str, table: Table) -> ShownTable:
    rows = [[cell_in_words(*cell) for cell in zip(table.columns, row, strict=True)] for row in table.rows]
    numbers = [column not in _OF_WORDS for column in table.columns]
    return ShownTable(name, [gettext(_COLUMNS[column]) for column in table.columns], rows, numbers)
