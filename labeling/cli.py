"""The commands `lont label`, put together."""

from __future__ import annotations

from collections.abc import Callable

import typer

from labeling.commands.agreement import agreement
from labeling.commands.card import card
from labeling.commands.check import check
from labeling.commands.counts import counts
from labeling.commands.exporting import export_labels
from labeling.commands.importing import import_labels
from labeling.commands.second_pass import second_pass
from labeling.commands.spans import spans
from labeling.commands.suggest import suggest, suggest_trial
from labeling.commands.weak import weak

__all__ = ["label"]

label = typer.Typer(help="Look at the labelled corpus, check it, and go on labelling.", no_args_is_help=True)

_COMMANDS: dict[str, Callable[..., None]] = {
    "counts": counts,
    "card": card,
    "check": check,
    "agreement": agreement,
    "export": export_labels,
    "import": import_labels,
    "second-pass": second_pass,
    "spans": spans,
    "suggest": suggest,
    "suggest-trial": suggest_trial,
    "weak": weak,
}

for _name, _command in _COMMANDS.items():
    label.command(_name)(_command)
