"""Shows flags among ordinary messages, precision where offers are rare, and what the cascade passes on and loses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from training.background import OWN_LINES
from training.report.parts import Row, Section, Table
from training.report.wording import rate, ratio

__all__ = ["cascade", "ordinary", "precision_at"]

_Record = Mapping[str, Any]

_COUNTS = ("messages", "flags")
_RATES = {
    "per_1000": "per 1,000",
    "per_1000_at_most": "at most",
    "per_100000": "per 100,000",
    "per_100000_at_most": "at most",
}
_ORDINARY = (
    "Nobody in these messages offers anything, so every flag is a false one. Upper bounds are the ends of exact 95% "
    "intervals. With copies folded, a text that was sent many times counts once."
)
_RARE = (
    "The corpus holds far more offers than any channel does. Recall on the corpus and flags among ordinary messages "
    "tell what share of the flags would be right where one message in so many is an offer; at least that share where "
    "the upper bound of the flags is taken."
)
_CASCADE = (
    "The fast tier decides what it rules out, and passes the rest on; less passed is faster. Average precision is what "
    "is lost against asking the slow tier of everything."
)


def ordinary(sets: Mapping[str, Sequence[_Record]]) -> Section:
    """Return a table for each set of ordinary messages, with the records of `training.background`."""
    heads = ("language", "detector", "counted", *_COUNTS, *_RATES.values())
    tables = [
        Table(f"Flags among ordinary messages: {name}", heads, list(_flags(records)), names=3)
        for name, records in sets.items()
        if records
    ]
    return Section("ordinary", "Ordinary messages", _ORDINARY, tables=tables)


def _flags(records: Sequence[_Record]) -> Iterator[Row]:
    for record in records:
        for counted, found in (("all", record), ("copies folded", record.get("distinct"))):
            if found is not None:
                counts = [f"{found[key]:,}" for key in _COUNTS]
                rates = [rate(found.get(key)) for key in _RATES]
                yield Row((record["lang"], record["detector"], counted, *counts, *rates))


def precision_at(records: Sequence[_Record]) -> Section:
    """Return a table with the records of `training.served_figures`."""
    heads = ("detector", "offers", "recall", "precision", "at least")
    table = Table(f"Precision by prevalence: {OWN_LINES}", heads, [_precision(record) for record in records], names=2)
    return Section("prevalence", "Precision where offers are rare", _RARE, tables=[table] if records else [])


def _precision(record: _Record) -> Row:
    figures = [ratio(record.get(key)) for key in ("recall", "precision", "precision_at_least")]
    return Row((record["detector"], f"1 in {1 / record['prevalence']:,.0f}", *figures))


def cascade(passed: float | None, lost: Mapping[str, Mapping[str, float | None]]) -> Section:
    """Return a table for each of both.

    Parameters
    ----------
    passed
        Share of lont's own ordinary messages that the fast tier does not rule out; ``None`` where there is no cascade.
    lost
        By label and kind of message the average precision that the slow tier alone has more.
    """
    shares = [] if passed is None else [Row((OWN_LINES, ratio(passed, 4)))]
    losses = [Row((label, kind, ratio(loss, 4))) for label, by_kind in lost.items() for kind, loss in by_kind.items()]
    tables = [
        Table("Ordinary messages passed on", ("set", "share passed"), shares),
        Table("Average precision lost", ("label", "of", "AP lost"), losses, names=2),
    ]
    return Section("cascade", "Cascade of two tiers", _CASCADE, tables=[table for table in tables if table.rows])
