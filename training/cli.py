"""The commands `lont train` and `lont evaluate`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

__all__ = ["evaluate", "train"]

_Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder of the corpus; unset: the one of lont.")]
_Seed = Annotated[int, typer.Option(help="Seed of everything that is drawn.")]

train = typer.Typer(help="Train a tier and write a bundle.", no_args_is_help=True)


@train.callback()
def group() -> None:
    """Group the commands, also while there is only one."""


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
    as_json: Annotated[Path | None, typer.Option("--json", help="File for the same figures as JSON.")] = None,
    background: Annotated[
        Path | None, typer.Option(help="JSONL of ordinary messages: how often is one flagged by the shipped bundle?")
    ] = None,
    seed: _Seed = 7,
) -> None:
    """Measure on unseen authors: train once for each author batch without it, and score it."""
    from labeling.corpus import read_corpus
    from models.scorer import Scorer
    from training.dataset import build_dataset
    from training.evaluation import background_figures, compare, hard_parts
    from training.holding_out import hold_out_linear, hold_out_plain, keywords
    from training.printing import print_background, print_comparison, print_hard_parts
    from training.recipe import Recipe

    recipe = replace(Recipe(), seed=seed)
    console = Console(stderr=True)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("reading the corpus", total=None)
        dataset = build_dataset(read_corpus(corpus), recipe)
        batches = len(set(dataset.features.batches.tolist()))
        progress.update(task, description="leaving batches out", total=2 * batches)
        held = hold_out_linear(dataset, recipe, lambda: progress.advance(task))
        plain = hold_out_plain(dataset, lambda: progress.advance(task))
    detectors = {"linear": held, "TF-IDF + LR": plain, "keyword list": keywords(dataset)}
    figures: dict[str, Any] = {
        "batches": batches,
        "labels": compare(dataset, detectors),
        "hard_parts": hard_parts(dataset, held),
    }
    out = Console()
    out.print(f"{len(dataset.rows)} rows in {batches} author batches; no detector has seen the batch that it scores.")
    print_comparison(out, figures["labels"])
    print_hard_parts(out, figures["hard_parts"])
    if background is not None:
        figures["background"] = background_figures(background, Scorer.load())
        print_background(out, figures["background"])
    if as_json is not None:
        as_json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
