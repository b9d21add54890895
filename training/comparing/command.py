"""`lont compare` and `lont sign-comparison`: two bundles beside each other, and what a person decides on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from training.showing import shown

__all__ = ["compare", "sign_comparison"]


def compare(
    *,
    first: Annotated[Path, typer.Argument(metavar="A", help="Folder of the bundle that is in use.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Folder of the one that may take its place.")],
    held_back: Annotated[
        Path | None, typer.Option("--held-back", help="Folder of the batches to measure on; unset: those of lont.")
    ] = None,
    as_json: Annotated[Path | None, typer.Option("--json", help="File for a record of it: ids, and no texts.")] = None,
    messages: Annotated[int, typer.Option(min=1, help="Messages that come in a day.")] = 100_000,
    one_hit_in: Annotated[int, typer.Option("--one-in", min=1, help="Messages of which one is a hit.")] = 1_000,
    capacity: Annotated[int, typer.Option(min=1, help="Items that people can review in a day.")] = 400,
    timed: Annotated[bool, typer.Option("--speed/--no-speed", help="Measure speed and memory too.")] = True,
) -> None:
    """Compare two bundles on authors that neither has learned from (exit status 1 if a rule is not kept)."""
    from training.comparing.capacity import Day
    from training.comparing.comparison import compare_bundles
    from training.comparing.printing import print_comparison

    day = Day(messages, one_hit_in, capacity)
    with shown(Console(stderr=True)) as tell:
        found = compare_bundles(first, second, day, tell, held_back=held_back, timed=timed)
    print_comparison(Console(), found)
    if as_json is not None:
        as_json.write_text(json.dumps(found.as_record(), indent=2) + "\n", encoding="utf-8")
    if not found.keeps_all_rules:
        raise typer.Exit(1)


def sign_comparison(
    *,
    record: Annotated[Path, typer.Argument(metavar="FILE", help="What `lont compare --json` wrote.")],
    accept: Annotated[bool, typer.Option("--accept/--refuse", help="Whether the second bundle may take over.")],
    by: Annotated[str, typer.Option(help="Your name.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence; answer each rule that is not kept.")],
) -> None:
    """Write your word on a comparison into its record."""
    from training.comparing.signing import sign

    signed = sign(record, by, reason, accepted=accept)["decision"]
    said = "accepted" if signed["accepted"] else "refused"
    Console().print(f"{record.name}: {said} by {signed['by']}, {len(signed['rules_not_kept'])} rules not kept.")
