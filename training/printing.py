"""Prints the figures of an evaluation as tables that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

__all__ = ["print_figures"]


def print_figures(console: Console, figures: Mapping[str, Any]) -> None:
    """Print the figures of an evaluation.

    Parameters
    ----------
    console
        Where to.
    figures
        As `training.measured.Measured` has them; what was not measured is left out.
    """
    rows, batches = figures["rows"], figures["batches"]
    console.print(f"{rows} rows in {batches} author batches; no detector has seen the batch that it scores.")
    _print_comparison(console, figures["labels"])
    _print_few(console, figures["few_positives"])
    _print_hard_parts(console, figures["hard_parts"])
    _print_background(console, figures["background"])
    if "bundle" in figures:
        _print_served(console, figures)


def _print_comparison(console: Console, records: Sequence[Mapping[str, Any]]) -> None:
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


def _print_few(console: Console, few: Mapping[str, Mapping[str, int]]) -> None:
    for label, langs in few.items():
        if langs:
            told = ", ".join(f"{lang} ({count})" for lang, count in langs.items())
            console.print(f"{label}, fewer than 150 positives, so little is sure: {told}.", highlight=False)


def _print_hard_parts(console: Console, tiers: Mapping[str, Mapping[str, Any]]) -> None:
    """Print what is hard, a column a tier."""
    table = Table("", "n", *tiers, title="what is hard")
    lines = {tier: _hard_lines(parts) for tier, parts in tiers.items()}
    for name, (_, n) in next(iter(lines.values())).items():
        table.add_row(name, n, *(found[name][0] for found in lines.values()))
    console.print(table)


def _hard_lines(parts: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return figure and number of cases by what they say."""
    counted = {
        f"recall, {label}, {explicitness}": counts
        for label, found in parts["recall"].items()
        for explicitness, counts in found.items()
    }
    counted["contrast pairs, both sides right"] = parts["pairs"]
    counted |= {f"conversations right, {name}": counts for name, counts in parts["conversations"].items()}
    lines = {name: (_share(counts), str(counts[1])) for name, counts in counted.items()}
    for label, f1 in parts["f1"].items():
        lines[f"F1 lost to unseen disguise, {label}"] = f"{f1['plain'] - f1['disguised']:.3f}", ""
        lines[f"F1 lost among unrelated messages, {label}"] = f"{f1['plain'] - f1['crowded']:.3f}", ""
    return lines | {
        f"calibration error, {label}": (f"{at:.3f}", "") for label, at in parts["calibration_error"].items()
    }


def _print_background(console: Console, sets: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Print how often ordinary messages are flagged, a table a set."""
    for title, records in sets.items():
        heads = "", "detector", "messages", "flags", "per 1,000", "at most (95%)", "distinct", "flags"
        table = Table(*heads, title=f"ordinary: {title}")
        for found in records:
            rates = f"{found['per_1000']:.2f}", f"{found['per_1000_at_most']:.2f}"
            counts = [str(found[key]) for key in ("messages", "flags", "distinct_messages", "distinct_flags")]
            table.add_row(found["lang"], found["detector"], *counts[:2], *rates, *counts[2:])
        console.print(table)


def _print_served(console: Console, figures: Mapping[str, Any]) -> None:
    """Print what a bundle is worth at work: where hits are rare, as a cascade, and in what it explains."""
    table = Table("detector", "one hit in", "precision", "at least", title="precision where hits are rare")
    for found in figures["precision_at"]:
        one_in, precise = f"{1 / found['prevalence']:,.0f}", (found["precision"], found["precision_at_least"])
        table.add_row(found["detector"], one_in, *(f"{share:.3f}" for share in precise))
    console.print(table)
    if figures["cascade_share_passed"] is not None:
        console.print(f"The cascade passes on {figures['cascade_share_passed']:.1%} of lont's own ordinary lines.")
        for label, losses in figures["cascade_ap_loss"].items():
            told = ", ".join(f"{name} {'-' if loss is None else f'{loss:.4f}'}" for name, loss in losses.items())
            console.print(f"AP that it loses against the transformer tier alone, {label}: {told}.", highlight=False)
    for tier, labels in figures["explanations"].items():
        for label, found in labels.items():
            if found["n"]:
                drops = f"{found['drop_marked']:.2f}, others {found['drop_random']:.2f} (n = {found['n']})"
                console.print(f"Log-odds lost without marked words, {tier}, {label}: {drops}.", highlight=False)


def _share(counts: Sequence[int]) -> str:
    right, n = counts
    return f"{right / n:.3f}" if n else "-"
