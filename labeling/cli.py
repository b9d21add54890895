"""The commands `lont label`, put together."""

from __future__ import annotations

import typer

from labeling.commands.agreement import agreement
from labeling.commands.check import check
from labeling.commands.counts import counts

__all__ = ["label"]

label = typer.Typer(help="Look at the labelled corpus, check it, and go on labelling.", no_args_is_help=True)

for _command in (counts, check, agreement):
    label.command(_command.__name__)(_command)
