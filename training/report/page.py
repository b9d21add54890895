"""Puts the page of a report together: what was measured, the figures that count, and one section after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from labeling.wording import number_of
from models.contract import LABELS
from training.measured import Measured
from training.report.comparison import comparison
from training.report.curves import curves
from training.report.errors_to_read import errors_to_read
from training.report.explaining import explanations
from training.report.fast_tiers import fast_tiers
from training.report.hard import hard_sections
from training.report.judged import served
from training.report.parts import Page, Row, Section, Table, Tile
from training.report.rare import cascade, ordinary, precision_at
from training.report.reliability import reliability
from training.report.wording import interval, rate, ratio, share

__all__ = ["make_page"]


def make_page(measured: Measured) -> Page:
    """Return the page of an evaluation, without sections that nothing was measured for."""
    figures = measured.figures
    parts = figures.get("hard_parts") or {}
    errors = parts.get(served(measured), {}).get("calibration_error", {})
    sections = [
        _data(measured),
        curves(measured),
        comparison(figures.get("labels") or [], figures.get("few_positives") or {}),
        *hard_sections(parts),
        ordinary(figures.get("background") or {}),
        precision_at(figures.get("precision_at") or []),
        reliability(measured, errors),
        cascade(figures.get("cascade_share_passed"), figures.get("cascade_ap_loss") or {}),
        fast_tiers(figures.get("fast_tiers") or []),
        explanations(figures.get("explanations") or {}),
        errors_to_read(measured),
    ]
    return Page(
        _lead(measured),
        str(figures.get("bundle") or ""),
        list(_tiles(figures, served(measured))),
        [section for section in sections if section.holds_something],
    )


def _lead(measured: Measured) -> str:
    rows, batches = len(measured.rows), len({row.author_batch for row in measured.rows})
    name = served(measured)
    told = f"{number_of(rows, 'row')} in {number_of(batches, 'author batch', 'author batches')}"
    shown = f" The tiles show {name}, that is lont as served." if name is not None else ""
    return f"{told}; no detector has seen the batch that it scores.{shown}"


def _tiles(figures: Mapping[str, Any], name: str | None) -> Iterator[Tile]:
    for label in LABELS:
        for record in figures.get("labels") or []:
            if (record["label"], record["lang"], record["detector"]) == (label, "all", name):
                yield from _label_tiles(label, record)
    pairs = (figures.get("hard_parts") or {}).get(name, {}).get("pairs")
    if pairs and pairs[1]:
        right, known = share(*pairs)
        yield Tile("Contrast pairs, both sides right", right, f"95%: {known}; n = {number_of(pairs[1], 'pair')}")
    for title, records in (figures.get("background") or {}).items():
        whole = [record for record in records if record["lang"] == "all"]
        for record in [record for record in whole if record["detector"] == name] or whole[:1]:
            yield _flag_tile(title, record)


def _label_tiles(label: str, record: Mapping[str, Any]) -> Iterator[Tile]:
    n = f"n = {record['n']:,}, {record['positives']:,} positives"
    known = interval(record.get("f1_low"), record.get("f1_high"))
    yield Tile(f"F1, {label}", ratio(record["f1"]), f"95%: {known}; {n}")
    if record.get("average_precision") is not None:
        yield Tile(f"AP, {label}", ratio(record["average_precision"]), n)


def _flag_tile(title: str, record: Mapping[str, Any]) -> Tile:
    most = rate(record["per_1000_at_most"])
    detail = f"{record['detector']}; at most {most} (95%); n = {record['messages']:,}"
    return Tile(f"Flags per 1,000 ordinary messages: {title}", rate(record["per_1000"]), detail)


def _data(measured: Measured) -> Section:
    """Return what was measured on, by language."""
    langs = sorted({row.lang for row in measured.rows})
    rows = []
    for lang in ("all", *langs) if langs else ():
        own = [row for row in measured.rows if lang in ("all", row.lang)]
        positives = [sum(row.labels[at] for row in own) for at in range(len(LABELS))]
        counts = (len(own), *positives, len({row.author_batch for row in own}), sum(bool(row.messages) for row in own))
        rows.append(Row((lang, *(f"{count:,}" for count in counts))))
    heads = ("language", "rows", *LABELS, "author batches", "with a conversation")
    detectors = Table(
        "Detectors",
        ("detector", "says"),
        [
            Row(
                (
                    name,
                    "yes or no" if held.scores is None else "a score",
                )
            )
            for name, held in measured.detectors.items()
        ],
    )
    tables = [Table("Rows by language", heads, rows)] if rows else []
    return Section(
        "data", "What was measured", "Messages of the corpus, by language; and who was asked of them.",
        tables=[*tables, detectors] if measured.detectors else tables,
    )  # fmt: skip
