"""Words the tables of reports: columns, codes, places, numbers and hidden counts, as the reader writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.entities.gazetteer import province_name
from service.domain.reports import Report, Table, Value
from service.locale.formats import month_in_words, number, short_day
from service.locale.languages import gettext, locale_of_reader
from service.locale.wording import N_
from service.services.phenomenon_tables import EVERY_OTHER, WITHHELD

__all__ = ["ShownTable", "cell_in_words", "platform_in_words", "region_in_words", "shown_tables", "without_columns"]

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
    "period_start": N_("From"),
    "period_end": N_("Until"),
    "provider": N_("Platform"),
    "dsa_category": N_("Category"),
    "dsa_keyword": N_("Keywords"),
    "notices": N_("Notices"),
    "action_removed": N_("Removed"),
    "action_disabled": N_("Made unreachable"),
    "action_account": N_("Account acted on"),
    "action_partial": N_("A part acted on"),
    "no_action": N_("Declined"),
    "no_response": N_("No decision"),
    "withdrawn": N_("Withdrawn by us"),
    "other": N_("Gone already, or another"),
    "median_hours_to_action": N_("Hours, median"),
    "A": N_("A: applies"),
    "B": N_("B: service"),
    "C": N_("C: period"),
    "D": N_("D: category"),
    "E": N_("E: other"),
    "F": N_("F: notices"),
    "G": N_("G: of trusted flaggers"),
    "H": N_("H: items"),
    "I": N_("I: of trusted flaggers"),
    "J": N_("J: median hours"),
    "K": N_("K: of trusted flaggers"),
    "L": N_("L: by law"),
    "M": N_("M: of trusted flaggers"),
    "N": N_("N: by terms"),
    "O": N_("O: of trusted flaggers"),
    "kpi": N_("Share"),
    "step": N_("From and to"),
    "n": N_("Of (n)"),
    "share": N_("Share"),
    "month": N_("Month"),
    "warnings": N_("Warnings"),
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
    "applicable": N_("yes"),
    "acknowledged": N_("receipt confirmed, of those handed over"),
    "acted": N_("the platform acted, of those decided"),
    "acted_by_law": N_("because it is illegal, of those acted on"),
    "acted_by_terms": N_("because of its terms, of those acted on"),
    "declined": N_("declined, of those decided"),
    "complaint_granted": N_("complaint granted, of complaints decided"),
    "withdrawn": N_("withdrawn by us, of those handed over"),
    "unfounded": N_("called manifestly unfounded, of those handed over"),
    "back_online": N_("online again, of those acted on"),
    "police_first": N_("police told first, of P0 handed over"),
    "gone_by_itself": N_("gone by itself, of those an analyst stood up for"),
    "sent_back": N_("sent back by a reviewer, of those an analyst stood up for"),
    "confirm_to_submit": N_("stood up for → handed over"),
    "submit_to_ack": N_("handed over → receipt"),
    "submit_to_decision": N_("handed over → decision"),
    "submit_to_action": N_("handed over → action"),
    "STATEMENT_CATEGORY_VIOLENCE": N_("violence"),
    "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS": N_("unsafe and prohibited products"),
}
_AS_THEY_ARE = frozenset({"municipality", "product", "currency", "model", "quarter", "dsa_keyword", "C"})
_PLATFORMS = {
    "all": N_("all together"),
    "whatsapp": "WhatsApp",
    "tiktok": "TikTok",
    "forum": N_("a forum"),
    "classifieds": N_("classified adverts"),
    "other": N_("another platform"),
}
_SHARES = frozenset({"precision", "low", "high", "exact_share", "near_share", "share"})
_MONDAY_OR_DAY = frozenset({"day", "week", "period_start", "period_end"})
_PLATFORM = frozenset({"provider", "B"})
_OF_WORDS = (
    _AS_THEY_ARE
    | _MONDAY_OR_DAY
    | _PLATFORM
    | {"priority", "label", "region", "kind", "per", "kpi", "step", "month", "dsa_category", "A", "D", "E"}
)


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as a page shows it."""

    name: str
    columns: list[str]
    rows: list[list[str]]
    numbers: list[bool]
    """Which columns stand to the right."""


def without_columns(shown: ShownTable, table: Table, names: frozenset[str]) -> ShownTable:
    """Return a table as a page shows it without some of its columns, which the file has."""
    kept = [at for at, name in enumerate(table.columns) if name not in names]
    rows = [[row[at] for at in kept] for row in shown.rows]
    return ShownTable(shown.name, [shown.columns[at] for at in kept], rows, [shown.numbers[at] for at in kept])


def shown_tables(report: Report) -> dict[str, ShownTable]:
    """Return the tables of a report in words."""
    return {name: _shown(name, table) for name, table in report.tables.items()}


def cell_in_words(column: str, value: Value) -> str:
    """Return what stands in a cell; nothing where nothing is told."""
    if value is None:
        return "–"
    if not isinstance(value, str):
        return f"{number(round(value * 100, 1))}%" if column in _SHARES else number(value)
    reading = _READINGS.get(column)
    if reading is not None:
        return reading(value)
    return value if column in _AS_THEY_ARE and value != EVERY_OTHER else gettext(_CODES.get(value, value))


def region_in_words(code: str) -> str:
    """Return the name of a Dutch or Belgian province or of a country."""
    if code == EVERY_OTHER:
        return gettext(_CODES[code])
    return province_name(code) or locale_of_reader().territories.get(code, code)


def platform_in_words(code: str) -> str:
    """Return the name of a platform; ``all`` stands for all of them."""
    return gettext(_PLATFORMS[code]) if code in _PLATFORMS else code.capitalize()


def _day(value: str) -> str:
    return short_day(date.fromisoformat(value))


def _month(value: str) -> str:
    return month_in_words(date.fromisoformat(f"{value}-01"))


_READINGS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_MONDAY_OR_DAY, _day),
    **dict.fromkeys(_PLATFORM, platform_in_words),
    "month": _month,
    "region": region_in_words,
}
"""How the words of some columns are read."""


def _shown(name: str, table: Table) -> ShownTable:
    rows = [[cell_in_words(*cell) for cell in zip(table.columns, row, strict=True)] for row in table.rows]
    numbers = [column not in _OF_WORDS for column in table.columns]
    return ShownTable(name, [gettext(_COLUMNS[column]) for column in table.columns], rows, numbers)
