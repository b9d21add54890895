"""The commands `lont train`, `lont evaluate`, `lont evaluate-entities` and `lont learning-curve`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from training.encoder.command import encoder
from training.entities.command import entities, evaluate_entities
from training.showing import shown
from training.transformer.command import transformer

__all__ = ["evaluate", "evaluate_entities", "learning_curve", "train"]

_Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder of the corpus; unset: the one of lont.")]
_Seed = Annotated[int, typer.Option(help="Seed of everything that is drawn.")]

train = typer.Typer(help="Train a tier and write a bundle.", no_args_is_help=True)


train.command("encoder")(encoder)
train.command("transformer")(transformer)
train.command("entities")(entities)


@train.command("linear")
def linear(
    *,
    corpus: _Corpus = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the bundle; unset: the one that lont ships.")] = None,
    seed: _Seed = 7,
) -> None:
    """Train the linear tier on the corpus and write its bundle."""
    from models.bundle import SHIPPED
    from training.recipe import Recipe
    from training.train_linear import train_linear

    console = Console(stderr=True)
    with console.status("") as status:
        bundle = train_linear(corpus, out or SHIPPED, replace(Recipe(), seed=seed), status.update)
    console.print(f"Bundle {bundle.manifest.version} in {bundle.folder}, {len(bundle.manifest.files)} files.")
    for name, value in bundle.manifest.metrics.items():
        console.print(f"{name}: {value}")


def evaluate(
    *,
    corpus: _Corpus = None,
    bundle: Annotated[Path | None, typer.Option(help="Folder of the bundle; unset: the one that lont ships.")] = None,
    held_back: Annotated[
        Path | None, typer.Option("--held-back", help="Folder of the batches to measure on; unset: those of lont.")
    ] = None,
    encoder: Annotated[
        Path | None, typer.Option(help="Folder of an encoder, to show what it does without fine-tuning.")
    ] = None,
    as_json: Annotated[Path | None, typer.Option("--json", help="File for the same figures as JSON.")] = None,
    background: Annotated[
        list[Path] | None,
        typer.Option(help="JSONL of ordinary messages besides lont's own; more than once if need be."),
    ] = None,
    readme: Annotated[Path | None, typer.Option(help="Markdown file that gets the figures between its marks.")] = None,
    report: Annotated[Path | None, typer.Option(help="Folder for a page that shows all of it.")] = None,
    leave_out: Annotated[
        bool,
        typer.Option("--leave-out", help="Measure how lont trains: the linear tier anew without each author batch."),
    ] = False,
    seed: _Seed = 7,
) -> None:
    """Measure the bundle, as it is served, on authors that nothing was trained on."""
    from labeling.report_folder import open_folder
    from training.evaluating import evaluate_held_back
    from training.leaving_out import evaluate_left_out, refuse_with_leave_out
    from training.printing import print_figures
    from training.readme import read_marked, write_readme
    from training.recipe import Recipe
    from training.report import write_report

    if leave_out:
        refuse_with_leave_out({"--held-back": held_back, "--encoder": encoder, "--readme": readme})
    if readme is not None:
        read_marked(readme)  # a file without marks is told before minutes of work, and not after
    if report is not None:
        open_folder(report)
    more = background or []
    with shown(Console(stderr=True)) as tell:
        if leave_out:
            measured = evaluate_left_out(corpus, bundle, replace(Recipe(), seed=seed), more, tell)
        else:
            measured = evaluate_held_back(
                tell, corpus=corpus, held_back=held_back, bundle=bundle, encoder=encoder, backgrounds=more, seed=seed
            )
    print_figures(Console(), measured.figures)
    if as_json is not None:
        as_json.write_text(json.dumps(dict(measured.figures), indent=2) + "\n", encoding="utf-8")
    if readme is not None:
        write_readme(readme, measured.figures)
    if report is not None:
        write_report(report, measured)


def learning_curve(
    *,
    report: Annotated[Path, typer.Option(help="Folder for table, picture and figures.")],
    corpus: _Corpus = None,
    draws: Annotated[int, typer.Option(min=2, help="How often the batches are divided anew.")] = 5,
    seed: _Seed = 7,
) -> None:
    """Measure F1 on unseen authors against the number of author batches, to see whether writing on pays."""
    from labeling.corpus import read_corpus
    from labeling.report_folder import open_folder
    from training.curve_report import print_curve, write_curve
    from training.dataset import build_dataset
    from training.learning_curve import check_batches
    from training.learning_curve import learning_curve as measure
    from training.recipe import Recipe

    open_folder(report)
    recipe = replace(Recipe(), seed=seed)
    rows = read_corpus(corpus)
    check_batches(rows)
    with shown(Console(stderr=True)) as tell:
        tell("reading features", 0)
        dataset = build_dataset(rows, recipe)
        tell("reading features", 1)
        records = measure(dataset, recipe, draws, lambda share: tell("learning from more and more batches", share))
    print_curve(Console(), write_curve(report, records))
