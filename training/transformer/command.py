"""`lont train transformer`: fine-tunes the encoder, and writes a bundle with both tiers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from training.showing import shown
from training.transformer.recipe import TransformerRecipe

__all__ = ["transformer"]

_RECIPE = TransformerRecipe()


def transformer(
    *,
    encoder: Annotated[Path, typer.Option(help="Folder of the encoder, as `lont train encoder` makes it.")],
    bundle: Annotated[Path | None, typer.Option(help="Bundle with the linear tier; unset: the one of lont.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the bundle with both tiers; replaced if it is there.")],
    corpus: Annotated[Path | None, typer.Option(help="Folder of the corpus; unset: the one of lont.")] = None,
    folds: Annotated[int, typer.Option(min=2, help="Parts of whole batches that are left out in turn.")] = 5,
    measured: Annotated[int | None, typer.Option(min=1, help="How many of these parts; unset: all.")] = None,
    epochs: Annotated[int, typer.Option(min=1, help="How often each row is read.")] = _RECIPE.epochs,
    layers: Annotated[int, typer.Option(min=1, help="Layers of the encoder to keep.")] = _RECIPE.layers,
    work: Annotated[
        Path | None,
        typer.Option(help="Folder of unfinished work, which a later run goes on from; unset: beside --out."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = _RECIPE.seed,
    bfloat16: Annotated[
        bool, typer.Option(help="Multiply in 16 bits, twice as fast where the processor has avx512_bf16 or amx_bf16.")
    ] = _RECIPE.bfloat16,
) -> None:
    """Fine-tune the encoder on the corpus and write a bundle with both tiers; takes hours, and can be interrupted."""
    from training.transformer.making import train_transformer  # noqa: PLC0415  # slow to import

    recipe = replace(_RECIPE, epochs=epochs, layers=layers, seed=seed, bfloat16=bfloat16)
    console = Console(stderr=True)
    with shown(console) as tell:
        made = train_transformer(
            encoder, bundle, out, recipe, tell, corpus=corpus, folds=folds, measured=measured, work=work
        )
    console.print(f"Bundle {made.manifest.version} in {made.folder}, {len(made.manifest.files)} files.", soft_wrap=True)
    for name, value in made.manifest.metrics.items():
        console.print(f"{name}: {value}", soft_wrap=True)
