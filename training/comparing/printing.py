"""Prints a comparison of two bundles as tables that people read."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from training.comparing.changes import HOWS
from training.comparing.comparison import Comparison

__all__ = ["print_comparison"]

_MOST_CHANGES = 12


def print_comparison(console: Console, found: Comparison) -> None:
    """Print what is better and worse, what changed, a day of review, and the gate."""
    batches = len({row.author_batch for row in found.rows})
    console.print(f"{len(found.rows)} rows in {batches} author batches that neither has learned from.")
    _print_differences(console, found)
    _print_changes(console, found)
    _print_day(console, found)
    _print_rules(console, found)


def _print_differences(console: Console, found: Comparison) -> None:
    table = Table("", "part", "n", "hits", *found.versions, "difference (95%)", title="F1")
    label = None
    for each in found.differences:
        if label not in {None, each.label}:
            table.add_section()
        table.add_row(
            each.label if each.label != label else "",
            each.part,
            str(each.n),
            str(each.positives),
            f"{each.before:.3f}",
            f"{each.after:.3f}",
            f"{each.by:+.3f} ({each.low:+.3f} to {each.high:+.3f})",
        )
        label = each.label
    console.print(table)


def _print_changes(console: Console, found: Comparison) -> None:
    table = Table("", *HOWS, title="rows of which the second says something else")
    for label, counts in found.counted().items():
        table.add_row(label, *(str(counts[how]) for how in HOWS))
    console.print(table)
    steps = Table("row", "kind", "label", "", *found.versions, title="the largest steps")
    for change in found.changes[:_MOST_CHANGES]:
        scores = f"{change.before:.2f}", f"{change.after:.2f}"
        steps.add_row(change.row.id, change.row.kind, change.label, change.how, *scores)
    console.print(steps)


def _print_day(console: Console, found: Comparison) -> None:
    day = found.day
    title = f"{day.messages:,} messages a day, one in {day.one_hit_in:,} a hit, {day.capacity:,} items reviewed"
    table = Table("", "reviewed from", "items", "hits among them", "of all hits", title=title)
    for each in found.reviewed:
        table.add_row(
            each.version, f"{each.cut:.3f}", f"{each.items:.0f}", f"{each.hits:.1f}", f"{each.share_found:.0%}"
        )
    console.print(table)


def _print_rules(console: Console, found: Comparison) -> None:
    table = Table("", "rule", "found", title="the gate")
    for rule in found.rules:
        table.add_row("kept" if rule.is_kept else "NOT KEPT", rule.stated, rule.found)
    console.print(table)
