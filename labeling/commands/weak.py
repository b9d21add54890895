"""`lont label weak`: what labelling functions say of the corpus, and what they add to a small labelled set."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Column, Table

from labeling.commands.options import Corpus

if TYPE_CHECKING:
    from labeling.weak.figures import Share
    from labeling.weak.report import WeakFigures, WeakTrial

__all__ = ["weak"]


def weak(
    *,
    corpus: Corpus = None,
    report: Annotated[Path | None, typer.Option(help="Folder for the tables and curves; runs the trial too.")] = None,
) -> None:
    """Measure the labelling functions and their combined vote; with --report also what they add to few labels."""
    from labeling.corpus import read_corpus
    from labeling.report_folder import open_folder
    from labeling.weak import measure, read_row, try_out, votes_by_label, write_report
    from labeling.weak.trial import count_fits

    if report is not None:
        open_folder(report)
    rows = read_corpus(corpus)
    console = Console()
    with Progress(console=Console(stderr=True)) as progress:
        votes = votes_by_label([read_row(row) for row in progress.track(rows, description="reading")])
        figures = measure(rows, votes)
        trial = None
        if report is not None:
            task = progress.add_task("trying out", total=count_fits(len(rows)))
            trial = try_out(rows, votes, lambda: progress.advance(task))
    _show_figures(console, figures)
    if report is not None and trial is not None:
        from labeling.weak.drawing import draw_trial

        _show_trial(console, trial)
        write_report(report, figures, trial)
        draw_trial(report / "weak.svg", trial.points)


def _show_figures(console: Console, figures: WeakFigures) -> None:
    """Print what fits on 80 columns; the report has intervals and the rest."""
    console.print(f"Labelling functions on {figures.rows} rows they were not written with; shares of these rows.")
    for label, functions in groupby(figures.functions, lambda one: one.label):
        table = Table(Column("function", overflow="fold"), "vote", "votes on", "right where\nit votes", "conflicts")
        table.title = label
        for one in functions:
            table.add_row(one.name, str(one.vote), f"{one.coverage:.1%}", _share(one.accuracy), f"{one.conflicts:.1%}")
        console.print(table)
    table = Table("label", "vote", "votes on", "right", "precision", "recall", "F1", title="Combined")
    for both in figures.combined:
        cells = map(_share, (both.accuracy, both.precision, both.recall))
        table.add_row(both.label, both.how, f"{both.coverage:.1%}", *cells, f"{both.f1:.2f}")
    console.print(table)


def _show_trial(console: Console, trial: WeakTrial) -> None:
    table = Table("label", "labelled by hand", "gain", "weak labels", title="What weak labels add (AP)")
    for gain in trial.gains:
        table.add_row(gain.label, str(gain.n), f"{gain.mean:+.3f}", gain.verdict)
    console.print(table)


def _share(part: Share) -> str:
    return "-" if part.value is None else f"{part.value:.0%}"
