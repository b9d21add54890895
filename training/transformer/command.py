"""`lont train transformer`: fine-tunes the encoder, and writes a bundle with both tiers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Annotated, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from training.transformer.recipe import TransformerRecipe

__all__ = ["transformer"]

_RECIPE = TransformerRecipe()
_HOUR = 3600
_FINE = 1_000_000


def transformer(
    *,
    encoder: Annotated[Path, typer.Option(help="Folder of the encoder, as `lont train encoder` makes it.")],
    bundle: Annotated[Path | None, typer.Option(help="Bundle with the linear tier; unset: the one of lont.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the bundle with both tiers; replaced if it is there.")],
    corpus: Annotated[Path | None, typer.Option(help="Folder of the corpus; unset: the one of lont.")] = None,
    folds: Annotated[int, typer.Option(min=2, help="Parts of whole batches that are left out in turn.")] = 5,
    epochs: Annotated[int, typer.Option(min=1, help="How often each row is read.")] = _RECIPE.epochs,
    layers: Annotated[int, typer.Option(min=1, help="Layers of the encoder to keep.")] = _RECIPE.layers,
    work: Annotated[
        Path | None,
        typer.Option(help="Folder of unfinished work, which a later run goes on from; unset: beside --out."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = _RECIPE.seed,
) -> None:
    """Fine-tune the encoder on the corpus and write a bundle with both tiers; takes hours, and can be interrupted."""
    from training.transformer.making import train_transformer  # noqa: PLC0415  # slow to import

    recipe = replace(_RECIPE, epochs=epochs, layers=layers, seed=seed)
    console = Console(stderr=True)
    with _Shown(console) as shown:
        made = train_transformer(encoder, bundle, out, recipe, shown.tell, corpus=corpus, folds=folds, work=work)
    console.print(f"Bundle {made.manifest.version} in {made.folder}, {len(made.manifest.files)} files.", soft_wrap=True)
    for name, value in made.manifest.metrics.items():
        console.print(f"{name}: {value}", soft_wrap=True)


class _Shown:
    """Shows each step with the time that is left: a bar on a terminal, a line at each tenth elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn()
        self._progress = Progress(
            *columns, console=console, disable=not console.is_terminal, speed_estimate_period=_HOUR
        )
        self._steps = dict[str, TaskID]()
        self._first = dict[str, tuple[float, float]]()
        self._told = dict[str, int]()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, what: str, share: float) -> None:
        """Show a step, and the share of it that is done."""
        if what not in self._steps:
            # A training that goes on from a checkpoint does not begin at nothing.
            self._steps[what] = self._progress.add_task(what, total=_FINE, completed=int(_FINE * share))
            self._first[what] = monotonic(), share
        self._progress.update(self._steps[what], completed=_FINE * share)
        if not self._console.is_terminal and int(10 * share) > self._told.get(what, -1):
            self._told[what] = int(10 * share)
            self._console.print(f"{what}: {share:.0%}{self._left(what, share)}", soft_wrap=True)

    def _left(self, what: str, share: float) -> str:
        since, begun = self._first[what]
        if not begun < share < 1:
            return ""
        return f", about {(monotonic() - since) * (1 - share) / (share - begun) / 60:.0f} min left"
