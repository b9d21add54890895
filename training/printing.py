"""Prints the figures of an evaluation as tables that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

__all__ = ["print_background", "print_comparison", "print_hard_parts"]


def print_comparison(console: Console, records: Sequence[Mapping[str, Any]]) -> None:
    """Print one table a label: a line for each language and detector."""
    for label in dict.fromkeys(record["label"] for record in records):
        table = Table("", "detector", "n", "hits", "precision", "recall", "F1 (95%)", "AP", title=label)
        language = None
        for record in (record for record in records if record["label"] == label):
            if language is not None and record["lang"] != language:
                table.add_section()
            first = record["lang"] if record["lang"] != language else ""
            language = record["lang"]
            precise = record["average_precision"]
            table.add_row(
                first,
                record["detector"],
                str(record["n"]),
                str(record["positives"]),
                f"{record['precision']:.3f}",
                f"{record['recall']:.3f}",
                f"{record['f1']:.3f} ({record['f1_low']:.2f}-{record['f1_high']:.2f})",
                "" if precise is None else f"{precise:.3f}",
            )
        console.print(table)


def print_hard_parts(console: Console, parts: Mapping[str, Any]) -> None:
    """Print how the linear tier does on what is hard."""
    table = Table("", "figure", "n", title="what is hard (linear tier)")
    for label, found in parts["recall"].items():
        for explicitness, counts in found.items():
            table.add_row(f"recall, {label}, {explicitness}", _share(counts), str(counts[1]))
    table.add_row("contrast pairs, both sides right", _share(parts["pairs"]), str(parts["pairs"][1]))
    for name, counts in parts["conversations"].items():
        table.add_row(f"conversations right, {name}", _share(counts), str(counts[1]))
    for label, f1 in parts["f1"].items():
        table.add_row(f"F1 lost to unseen disguise, {label}", f"{f1['plain'] - f1['disguised']:.3f}", "")
        table.add_row(f"F1 lost among unrelated messages, {label}", f"{f1['plain'] - f1['crowded']:.3f}", "")
    for label, error in parts["calibration_error"].items():
        table.add_row(f"calibration error, {label}", f"{error:.3f}", "")
    console.print(table)


def print_background(console: Console, sets: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Print how often ordinary messages are flagged, a table a set."""
    for title, records in sets.items():
        table = Table("", "detector", "messages", "flags", "per 1,000", "at most (95%)", title=f"ordinary: {title}")
        for found in records:
            rates = (f"{found['per_1000']:.2f}", f"{found['per_1000_at_most']:.2f}")
            table.add_row(found["lang"], found["detector"], str(found["messages"]), str(found["flags"]), *rates)
        console.print(table)


def _share(counts: Sequence[int]) -> str:
    right, n = counts
    return f"{right / n:.3f}" if n else "-"
