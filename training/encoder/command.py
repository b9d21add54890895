"""`lont train encoder`: makes the encoder that the transformer tier is trained from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from training.errors import TrainingError

if TYPE_CHECKING:
    from training.encoder.making import EncoderReport

__all__ = ["encoder"]


def encoder(
    *,
    out: Annotated[Path, typer.Option(help="Folder of the encoder; must not be there yet, or be empty.")],
    base: Annotated[
        str | None, typer.Option(help="Folder, or name on the hub, of an encoder to prune; unset: the packaged one.")
    ] = None,
    tokens: Annotated[int, typer.Option(min=1, help="Tokens to keep of the vocabulary.")] = 64_000,
    report: Annotated[Path | None, typer.Option(help="File for the report on languages as JSON.")] = None,
) -> None:
    """Unpack the pretrained encoder, verify it, and cut its vocabulary down to our languages."""
    from training.encoder.making import make_encoder  # noqa: PLC0415  # slow to import

    _check_report(report)
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        steps = dict[str, TaskID]()

        def tell(what: str, share: float) -> None:
            if what not in steps:
                steps[what] = progress.add_task(what, total=1)
                if not console.is_terminal:
                    console.print(what, soft_wrap=True)
            progress.update(steps[what], completed=share)

        made = make_encoder(out, base, tokens, tell)
    _show(Console(), made)
    if report is not None:
        report.write_text(json.dumps(made.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    console.print(f"Encoder with {made.tokens} tokens in {out}.", soft_wrap=True)


def _check_report(report: Path | None) -> None:
    """Fail before minutes of work, not after."""
    if report is not None and (report.is_dir() or not report.absolute().parent.is_dir()):
        raise TrainingError(f"{report} cannot be written.", "Name a file in a folder that is there.")


def _show(console: Console, made: EncoderReport) -> None:
    from training.encoder.languages import LOWEST_COSINE, MOST_UNKNOWN  # noqa: PLC0415  # slow to import

    verified = made.verification
    if verified is None:
        console.print("Not verified: a base of one's own has no reference.")
    else:
        near = f"cosine at least {verified.cosine_min:.5f}, mean {verified.cosine_mean:.5f}"
        console.print(f"Verified against {verified.against}: {verified.sentences} sentences, {near}.", soft_wrap=True)
    table = Table(title="Before, after pruning", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for head in ("", "unknown", "tokens/word", "min, mean", "translation", "served"):
        table.add_column(head, no_wrap=True)
    for found in made.languages:
        table.add_row(
            found.language,
            f"{found.unknown_before:.3f}, {found.unknown_after:.3f}",
            f"{found.tokens_per_word_before:.2f}, {found.tokens_per_word_after:.2f}",
            f"{found.cosine_min:.3f}, {found.cosine_mean:.3f}",
            f"{found.translations_found}/{found.sentences}",
            "yes" if found.served else "no",
        )
    console.print(table)
    rule = f"mean cosine at least {LOWEST_COSINE}, unknown tokens at most {MOST_UNKNOWN}"
    console.print("Min, mean: cosine of a sentence's embeddings before and after pruning.")
    console.print("Translation: sentences that lie nearest to the same one in Dutch.")
    console.print(f"Served: {rule}.")
