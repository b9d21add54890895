"""The command `lont score`: JSONL in, JSONL with scores out; no database, nothing stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Annotated, BinaryIO

import typer

__all__ = ["score"]

EXIT_FAULTS = 3
"""Exit status when a line had a fault; its answer says which."""


def score(
    source: Annotated[str, typer.Argument(metavar="IN.jsonl", help="File to read; - for the standard input.")],
    *,
    out: Annotated[str, typer.Option("-o", "--out", help="File to write; - for the standard output.")] = "-",
    tier: Annotated[str, typer.Option(help="linear, transformer or cascade.")] = "cascade",
    bundle: Annotated[
        Path | None, typer.Option(help="Folder of the bundle; unset: LONT_BUNDLE, or the shipped one.")
    ] = None,
    explain: Annotated[bool, typer.Option(help="Work out the spans that made a label.")] = True,
    progress: Annotated[bool, typer.Option("--progress", help="Show a progress bar.")] = False,
) -> None:
    """Score texts: one JSON object a line in, one out, in the same order."""
    from models.scorer import Scorer
    from service.services.score_lines import score_lines
    from service.settings import load_settings

    scorer = Scorer.load(bundle or load_settings().bundle)
    faults = 0
    with ExitStack() as stack:
        lines = _lines(stack, source, progress=progress)
        target = _target(stack, out)
        for answer in score_lines(lines, scorer, tier=tier, explain=explain):
            faults += "error" in answer
            target.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if faults:
        typer.echo(f"Lines that could not be scored: {faults}. Each has its error in its place.", err=True)
        raise typer.Exit(EXIT_FAULTS)


def _lines(stack: ExitStack, source: str, *, progress: bool) -> Iterator[bytes]:
    file: BinaryIO = sys.stdin.buffer if source == "-" else _opened(stack, source)
    if progress:
        from rich.console import Console
        from rich.progress import wrap_file

        size = 0 if source == "-" else Path(source).stat().st_size
        console = Console(stderr=True)
        file = stack.enter_context(wrap_file(file, total=size, description="scoring", console=console))
    return _bounded(file)


def _opened(stack: ExitStack, source: str) -> BinaryIO:
    from service.errors import FileRefusedError

    try:
        return stack.enter_context(Path(source).open("rb"))
    except OSError as error:
        raise FileRefusedError(f"{source} cannot be read: {error.strerror}.", "Check the path.") from None


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long a piece that is too long as well, the rest is passed over unread."""
    from service.services.score_lines import LONGEST_LINE_BYTES

    while line := file.readline(LONGEST_LINE_BYTES + 1):
        rest = line
        while len(rest) > LONGEST_LINE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE_BYTES + 1)
        yield line


def _target(stack: ExitStack, out: str) -> IO[str]:
    from service.errors import FileRefusedError

    if out == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # the real standard output has it
        return sys.stdout
    try:
        return stack.enter_context(Path(out).open("w", encoding="utf-8"))
    except OSError as error:
        raise FileRefusedError(f"{out} cannot be written: {error.strerror}.", "Check the path.") from None
