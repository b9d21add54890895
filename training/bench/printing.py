"""Prints the report of `lont bench score` as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from training.bench.pairs import Figure
from training.bench.report import Report
from training.bench.starts import Start

__all__ = ["print_report"]


def print_report(console: Console, report: Report) -> None:
    """Print figures, start, machine and what has to be known to read them."""
    console.print(_table(report.figures))
    console.print(_start(report.starts), soft_wrap=True, highlight=False)
    for line in (*_conditions(report), *report.remarks):
        console.print(line, soft_wrap=True, highlight=False)


def _table(figures: Sequence[Figure]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("")
    for head in ("lont", "peer", "ratio", "lowest-highest"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("peer is")
    for figure in figures:
        ratio = figure.ratio
        table.add_row(
            figure.name,
            _with_unit(figure, figure.value),
            _with_unit(figure, figure.against_value),
            _ratio(ratio.median),
            f"{_ratio(ratio.lowest)}-{_ratio(ratio.highest)}",
            figure.against,
        )
    return table


def _with_unit(figure: Figure, value: float) -> str:
    return f"{value:,.0f}/s" if figure.unit == "messages/s" else f"{value:.1f} ms"


def _ratio(value: float) -> str:
    return f"{value:,.0f}×" if value >= 10 else f"{value:.2f}×"  # noqa: PLR2004  # from here on digits are noise


def _start(starts: Sequence[Start]) -> str:
    seconds = [start.seconds for start in starts]
    memory = median(start.mebibytes for start in starts)
    held = f"{memory:,.0f} MiB" if memory else "memory unknown"
    return (
        f"A fresh process like a worker's has scored its first message after {median(seconds):.2f} s"
        f" ({min(seconds):.2f}-{max(seconds):.2f}, {len(seconds)} starts), and holds {held}."
    )


def _conditions(report: Report) -> list[str]:
    plan, machine, peer = report.plan, report.machine, report.peer
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions.items())
    cut = f"at most {peer.most_tokens} tokens, batches of {peer.batch} sorted by length"
    instructions = " ".join(machine.instructions) or "no known"
    lines = [
        f"{plan.pairs} pairs of {plan.messages:,} different messages, one hit in a hundred, in turn; medians.",
        f"Threads of each side: {plan.threads}.",
        f"Copies: {plan.stream:,} messages, {plan.different:,} different; a peer without cache: {plan.sample:,}.",
        f"Peer: transformers pipeline, {peer.parameters:,} {peer.weights} weights in 32 bits; {cut}.",
        f"Machine: {machine.processor}, {machine.cores} cores, {instructions} instructions, load {machine.load:.1f}.",
        f"Versions: bundle {report.bundle}, {versions}.",
    ]
    if report.passed_on is not None:
        lines.insert(1, f"The cascade hands on {report.passed_on:.1%} of them to the transformer tier.")
    return lines
