"""`lont train entities` and `lont evaluate-entities`: what reads entities and roles, made and measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from training.entities.printing import print_entity_figures
from training.entities.recipe import EntityRecipe
from training.showing import shown

__all__ = ["entities", "evaluate_entities"]

_RECIPE = EntityRecipe()
_Bundle = Annotated[Path | None, typer.Option(help="Folder of the bundle; unset: the one that lont ships.")]
_Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder of the corpus; unset: the one of lont.")]
_Spans = Annotated[Path | None, typer.Option("--spans", help="File of marked spans; unset: the one of lont.")]
_Epochs = Annotated[int, typer.Option(min=1, help="How often each text is read.")]
_Folds = Annotated[int, typer.Option(min=2, help="Parts of whole batches that are left out in turn.")]
_Json = Annotated[Path | None, typer.Option("--json", help="File for the figures as JSON.")]
_Seed = Annotated[int, typer.Option(help="Seed of everything that is drawn.")]


def entities(
    *,
    bundle: _Bundle = None,
    out: Annotated[Path, typer.Option(help="Folder of the new bundle; replaced if it is there, may be the same.")],
    corpus: _Corpus = None,
    spans: _Spans = None,
    epochs: _Epochs = _RECIPE.epochs,
    folds: _Folds = _RECIPE.folds,
    as_json: _Json = None,
    seed: _Seed = _RECIPE.seed,
) -> None:
    """Train what reads entities and roles, and write a bundle that has both; takes minutes."""
    from training.entities.making import train_entities  # noqa: PLC0415  # slow to import

    recipe, console = replace(_RECIPE, epochs=epochs, folds=folds, seed=seed), Console(stderr=True)
    with shown(console) as tell:
        made, figures = train_entities(bundle, out, recipe, tell, corpus=corpus, spans=spans)
    console.print(f"Bundle {made.manifest.version} in {made.folder}, {len(made.manifest.files)} files.", soft_wrap=True)
    _show(figures, as_json)


def evaluate_entities(
    *,
    bundle: _Bundle = None,
    corpus: _Corpus = None,
    spans: _Spans = None,
    epochs: _Epochs = _RECIPE.epochs,
    folds: _Folds = _RECIPE.folds,
    as_json: _Json = None,
    seed: _Seed = _RECIPE.seed,
) -> None:
    """Measure how well entities and roles are read of unseen authors: rules, recogniser and both, side by side."""
    from training.entities.making import evaluate_entities as evaluate  # noqa: PLC0415  # slow to import

    recipe = replace(_RECIPE, epochs=epochs, folds=folds, seed=seed)
    with shown(Console(stderr=True)) as tell:
        figures = evaluate(bundle, recipe, tell, corpus=corpus, spans=spans)
    _show(figures, as_json)


def _show(figures: Mapping[str, Any], file: Path | None) -> None:
    print_entity_figures(Console(), figures)
    if file is not None:
        file.write_text(json.dumps(dict(figures), indent=2) + "\n", encoding="utf-8")
