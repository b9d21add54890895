"""`lont label suggest` and `lont label suggest-trial`: what to label next, and what choosing saves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from labeling.commands.options import Corpus, Seed

if TYPE_CHECKING:
    from labeling.suggest import Suggestion
    from labeling.suggest.pool import Pool

__all__ = ["EXIT_FAULTS", "suggest", "suggest_trial"]

EXIT_FAULTS = 1
"""Exit status when a line of the pool could not be read."""
_ENCODING = "Each line is one JSON object in UTF-8; convert a file that is in another encoding, such as UTF-16."


def suggest(
    pool: Annotated[
        Path, typer.Argument(metavar="POOL.jsonl", help="Unlabelled messages, as `lont score` takes them.")
    ],
    *,
    out: Annotated[Path, typer.Option(help="New file for the suggestions, one JSON object a line.")],
    count: Annotated[int, typer.Option(min=1, help="How many.")] = 100,
    corpus: Corpus = None,
    tiers: Annotated[
        str, typer.Option(help="Of linear and plain; the first predicts, two can disagree.")
    ] = "linear,plain",
    random_share: Annotated[float, typer.Option(min=0, max=1, help="Share drawn at random.")] = 0.2,
    seed: Seed = 7,
) -> None:
    """Say which unlabelled messages to label next, and why; exit status 1 if a line could not be read."""
    from labeling.corpus import read_corpus
    from labeling.suggest import suggest as choose
    from labeling.suggest.pool import read_pool
    from models.bundle import open_bundle
    from models.scorer import Scorer
    from models.thresholds import Thresholds

    names = _tiers(tiers)
    _refuse_what_is_there(out)
    rows = read_corpus(corpus)
    with Console(stderr=True).status("reading and scoring the pool") as status:
        read = read_pool(pool, Scorer.load())
        _tell_faults(pool, read)
        status.update("choosing")
        thresholds = Thresholds.load(open_bundle().folder / "thresholds.json")
        chosen = choose(read.messages, rows, thresholds, count=count, tiers=names, random_share=random_share, seed=seed)
    _write(out, chosen)
    _show(chosen)
    if len(chosen) < count:
        typer.echo(f"{len(chosen)} and not {count}: the rest is labelled already, a copy, or near one.", err=True)
    if read.faults:
        raise typer.Exit(EXIT_FAULTS)


def suggest_trial(
    *,
    report: Annotated[Path, typer.Option(help="Folder for suggest.json, suggest.md and suggest.svg.")],
    corpus: Corpus = None,
    start: Annotated[int, typer.Option(min=2, help="Random labels at the start.")] = 200,
    step: Annotated[int, typer.Option(min=1, help="Labels added at a time.")] = 100,
    runs: Annotated[int, typer.Option(min=1, help="Splits and seeds.")] = 8,
    until: Annotated[int, typer.Option(min=2, help="Labels at the end.")] = 2_000,
    hits: Annotated[
        float, typer.Option(min=0, max=0.9, help="Share of hits of a second pool, where they are rare; 0: none.")
    ] = 0.04,
    seed: Seed = 7,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
) -> None:
    """Play labelling over on the corpus, and measure how many labels choosing saves against drawing at random."""
    from labeling.corpus import read_corpus
    from labeling.report_folder import open_folder
    from labeling.suggest.plan import Plan, check_plans
    from labeling.suggest.report import figures, write_report
    from labeling.suggest.trial import STRATEGIES, play

    open_folder(report)
    plans = [Plan(start, step, until, runs, seed, jobs, share) for share in dict.fromkeys((0.0, hits))]
    rows = read_corpus(corpus)
    check_plans(rows, plans)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("trial", total=len(plans) * runs * len(STRATEGIES))
        content = figures([play(rows, plan, lambda: progress.advance(task)) for plan in plans])
    write_report(report, content)
    for pool in content["pools"]:
        _show_savings(pool)


def _show_savings(pool: dict[str, Any]) -> None:
    table = Table("strategy", "labels", "saved (95%)", title=f"Labels saved against random; pool: {pool['pool']}")
    for name, found in pool["strategies"].items():
        for each in found["savings"]:
            saved = each["saved"]
            least = "at least " if each["beyond"] else ""
            table.add_row(name, str(each["labels"]), f"{least}{saved['value']} ({saved['low']} to {saved['high']})")
    Console().print(table)


def _tiers(text: str) -> list[str]:
    from labeling.suggest import TIERS

    names = [name.strip() for name in text.split(",")]
    if not set(names) <= set(TIERS) or len(set(names)) < len(names):
        raise typer.BadParameter(f"Name each of {', '.join(TIERS)} once at most.", param_hint="--tiers")
    return names


def _refuse_what_is_there(out: Path) -> None:
    """Refuse a file that is there, the pool above all, before the pool is scored for nothing."""
    from labeling.errors import CorpusError

    if out.exists():
        raise CorpusError(f"{out} is there already, and would be lost.", "Name another file with --out.")


def _tell_faults(path: Path, read: Pool) -> None:
    """Name each line that could not be read; where none could, that is the end."""
    for fault in read.faults:
        typer.echo(f"{path}:{fault.line}: {fault.reason}", err=True)
    if not read.messages:
        typer.echo(f"{path}: 0 of {read.lines} lines could be read. {_ENCODING}", err=True)
        raise typer.Exit(EXIT_FAULTS)


def _write(out: Path, chosen: Iterable[Suggestion]) -> None:
    from labeling.errors import CorpusError

    lines = "".join(json.dumps(suggestion.as_line(), ensure_ascii=False) + "\n" for suggestion in chosen)
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(lines)
    except OSError as error:
        raise CorpusError(f"{out} cannot be written: {error.strerror}.", "Check the path.") from None


def _show(chosen: list[Suggestion]) -> None:
    """Print how many there are of what; never a text."""
    table = Table("", "", "picks", title="To be labelled next")
    by: dict[str, Callable[[Suggestion], str]] = {
        "strategy": lambda suggestion: suggestion.strategy,
        "language": lambda suggestion: suggestion.lang,
        "predicted": lambda suggestion: suggestion.predicted,
    }
    for name, value in by.items():
        table.add_section()
        for found, number in Counter(map(value, chosen)).most_common():
            table.add_row(name, found, str(number))
    Console().print(table)
