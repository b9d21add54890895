"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Corpus", "Seed"]

Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder of the corpus; unset: the one of lont.")]
Seed = Annotated[int, typer.Option(help="Seed of everything that is drawn.")]
