"""The commands `lont bench …`: measure this machine, each figure beside its alternative."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(help="Measure lont on this machine.", no_args_is_help=True)


@app.command("pipeline")
def pipeline(
    *,
    messages: Annotated[int, typer.Option(help="Messages a side and pair.", min=1)] = 5_000,
    pairs: Annotated[int, typer.Option(help="Pairs, measured in turn.", min=1)] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure messages a second from export to score, beside plain `lont score`, on the database and broker set."""
    from rich.console import Console
    from rich.table import Table

    from service.bench.pipeline import measure_pipeline, median_share
    from service.logs import configure_logs
    from service.settings import load_settings

    settings = load_settings()
    configure_logs(settings)
    console = Console(stderr=True)
    console.print(f"{pairs} pairs of {messages} messages, {settings.broker_kind} broker …")
    measured = measure_pipeline(settings, messages, pairs, lambda pair: console.print(f"share {pair.share:.2f}"))
    if as_json:
        figures = [asdict(pair) | {"share": pair.share} for pair in measured]
        typer.echo(json.dumps({"messages": messages, "pairs": figures, "median_share": median_share(measured)}))
        return
    table = Table("pair", "raw scoring /s", "export to score /s", "share")
    for number, pair in enumerate(measured, 1):
        table.add_row(str(number), f"{pair.raw:,.0f}", f"{pair.pipeline:,.0f}", f"{pair.share:.2f}")
    table.add_row("median", "", "", f"{median_share(measured):.2f}")
    Console().print(table)


@app.command("campaigns")
def campaigns(
    *,
    items: Annotated[int, typer.Option(help="Raised items that join campaigns.", min=1_000)] = 20_000,
    copies: Annotated[int, typer.Option(help="Items of a campaign, on average.", min=1)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure items a second that join campaigns, from the first tenth to the last, on the database that is set."""
    from rich.console import Console
    from rich.table import Table

    from service.bench.campaigns import measure_campaigns
    from service.settings import load_settings

    measured = measure_campaigns(load_settings(), items, copies)
    if as_json:
        typer.echo(json.dumps(asdict(measured) | {"growth": measured.growth}))
        return
    table = Table("items so far", "items /s in this tenth", "peak MiB of this process")
    for tenth in measured.tenths:
        table.add_row(f"{tenth.items:,}", f"{tenth.speed:,.0f}", f"{tenth.peak_mib:.0f}")
    Console().print(table)
    Console().print(f"time of the last tenth, as a share of the first: {measured.growth:.2f}")
    Console().print(f"campaigns found: {measured.found:,}; families of texts made: {measured.families:,}")
    Console().print(f"reading the largest of them, {measured.largest:,} items: {measured.read_seconds:.3f} s")


@app.command("queue")
def queue(
    *,
    items: Annotated[int, typer.Option(help="Items in the larger database.", min=1_000)] = 1_000_000,
    beside: Annotated[int, typer.Option(help="Items in the smaller one.", min=1_000)] = 10_000,
    waiting: Annotated[float, typer.Option(help="Share of them that waits for review.", min=0.001, max=1)] = 0.015,
    pairs: Annotated[int, typer.Option(help="Pairs of times for each act.", min=10)] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure the queue at many stored items beside few, in databases of their own on the server that is set."""
    from rich.console import Console
    from rich.table import Table

    from service.bench.queue import measure_queue
    from service.settings import load_settings

    measured = measure_queue(load_settings(), items, beside, waiting, pairs)
    if as_json:
        typer.echo(json.dumps({"items": items, "beside": beside, "waiting": waiting, "acts": [*map(asdict, measured)]}))
        return
    table = Table("act", f"{beside:,}: p50, p95 ms", f"{items:,}: p50, p95 ms", "ratio")
    for each in measured:
        few, many = (f"{half:.1f}, {most:.1f}" for half, most in (each.few, each.many))
        table.add_row(each.act, few, many, f"{each.ratio:.2f}")
    Console().print(table)


@app.command("memory")
def memory(
    *,
    short: Annotated[int, typer.Option(help="Messages of the short export.", min=1)] = 10_000,
    long: Annotated[int, typer.Option(help="Messages of the long export.", min=1)] = 100_000,
) -> None:
    """Measure peak memory of importer and worker for a short and a long Telegram export."""
    from rich.console import Console
    from rich.table import Table

    from service.bench.memory import measure_memory

    peaks = measure_memory([short, long])
    table = Table("messages", "importer MiB", "worker MiB")
    for peak in peaks:
        table.add_row(f"{peak.messages:,}", f"{peak.importer:.0f}", f"{peak.worker:.0f}")
    first, last = peaks
    table.add_row("ratio", f"{last.importer / first.importer:.2f}", f"{last.worker / first.worker:.2f}")
    Console().print(table)


@app.command("review")
def review(
    *,
    items: Annotated[int, typer.Option(help="Messages that wait.", min=1)] = 300,
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium; unset: the one on the path.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure how fast a queue is decided by keyboard in a real browser, and the time of the server in it."""
    from rich.console import Console
    from rich.table import Table

    from service.bench.review import measure_review
    from service.settings import load_settings

    figures = measure_review(load_settings(), items, browser).figures
    if as_json:
        typer.echo(json.dumps(figures))
        return
    table = Table("figure", "value")
    for name, value in figures.items():
        table.add_row(name, f"{value:,}")
    Console().print(table)


@app.command("takedown")
def takedown(
    *,
    requests: Annotated[int, typer.Option(help="Approved notices that leave.", min=1)] = 10_000,
    quick: Annotated[bool, typer.Option("--quick", help="300 of them.")] = False,
    minutes: Annotated[float, typer.Option(help="After that nothing is waited for any more.", min=0.1)] = 120.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Send notices while mail server, platform and worker fail; print what is true of them.

    Ends with status 1 if one was lost, was sent twice, stands where it does not belong, or was not sent in time.
    """
    from rich.console import Console
    from rich.table import Table

    from service.bench.takedown import measure_takedown
    from service.settings import load_settings

    count = 300 if quick else requests
    with Console(stderr=True).status("begins …") as status:
        found = measure_takedown(
            load_settings(), count, minutes, lambda made, left: status.update(f"{made:,} made, {left:,} under way")
        )
    if as_json:
        typer.echo(json.dumps(asdict(found) | {"holds": found.holds}))
    else:
        table = Table("notices", f"{found.requests:,} in {found.seconds:,.0f} s, {found.kills} kills of the worker")
        for name, words in _TRUE_STATES.items():
            table.add_row(words, f"{getattr(found, name):,}")
        for name, times in found.faults.items():
            table.add_row(f"servers: {name}", f"{times:,}", style="dim")
        Console().print(table)
    if not found.holds:
        raise typer.Exit(1)


_TRUE_STATES = {
    "delivered": "delivered",
    "refused": "refused, a person decides",
    "unknown": "unknown, waits for a person",
    "waiting": "still waiting",
    "untrue": "lont says one thing, the platform has another",
    "lost": "lost",
    "repeated": "repeated without a person's word",
}
