"""The commands `lont label`, put together."""

from __future__ import annotations

from collections.abc import Callable

import typer

from labeling.commands.agreement import agreement
from labeling.commands.check import check
from labeling.commands.counts import counts
from labeling.commands.exporting import export_labels
from labeling.commands.importing import import_labels

__all__ = ["label"]

label = typer.Typer(help="Look at the labelled corpus, check it, and go on labelling.", no_args_is_help=True)

_COMMANDS: dict[str, Callable[..., None]] = {
    "counts": counts,
    "check": check,
    "agreement": agreement,
    "export": export_labels,
    "import": import_labels,
}

for _name, _command in _COMMANDS.items():
    label.command(_name)(_command)
