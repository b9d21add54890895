"""Finds the commands of training/ and labeling/, whose libraries a lont that only runs need not have."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer

from service.errors import ConfigurationError

__all__ = ["add_parts"]

_ANYTHING = {"ignore_unknown_options": True, "allow_extra_args": True}


def add_parts(app: typer.Typer, group: str) -> None:
    """Add the commands that stand under a name among the entry points of installed packages.

    One whose libraries are not installed is there as well, and says which one it lacks; the others work.
    """
    for entry in entry_points(group=group):
        part = _load(entry)
        if isinstance(part, typer.Typer):
            app.add_typer(part, name=entry.name)
        elif isinstance(part, ModuleNotFoundError):
            help_ = f"Not installed: needs {part.name}."
            app.command(entry.name, context_settings=_ANYTHING, add_help_option=False, help=help_)(_lacking(part))
        else:
            app.command(entry.name)(part)


def _load(entry: EntryPoint) -> Any:  # noqa: ANN401  # an app, a command, or why there is none
    try:
        return entry.load()
    except ModuleNotFoundError as error:
        return error


def _lacking(error: ModuleNotFoundError) -> Callable[[], None]:
    def tell() -> None:
        raise ConfigurationError(
            f"This command needs {error.name}, which is not installed.",
            "Install what requirements/train.txt and requirements/label.txt name, or run `make install-test`.",
            code="part_missing",
        )

    return tell
