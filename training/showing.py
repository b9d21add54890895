"""Shows on the standard error how far a long piece of work is: a bar on a terminal, a line at each tenth elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

__all__ = ["Tell", "shown"]

Tell = Callable[[str, float], None]
"""Told the name of a step and the share of it that is done, 0 to 1."""

_HOUR = 3600
_FINE = 1_000_000
"""Parts of a step: the bar of one that takes hours moves all the same."""


@contextmanager
def shown(console: Console) -> Iterator[Tell]:
    """Open what shows each step of the work with the time that is left, for as long as it lasts.

    Parameters
    ----------
    console
        Where to; a file or a pipe gets lines, which a log keeps.
    """
    if not console.is_terminal:
        yield _Lines(console).tell
        return
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, speed_estimate_period=_HOUR) as progress:
        yield _Bars(progress).tell


class _Bars:
    """A bar for each step."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._steps = dict[str, TaskID]()

    def tell(self, what: str, share: float) -> None:
        if what not in self._steps:
            # A training that goes on from a checkpoint does not begin at nothing.
            self._steps[what] = self._progress.add_task(what, total=_FINE, completed=int(_FINE * share))
        self._progress.update(self._steps[what], completed=_FINE * share)


class _Lines:
    """A line for each tenth of a step."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._first = dict[str, tuple[float, float]]()
        self._told = dict[str, int]()

    def tell(self, what: str, share: float) -> None:
        self._first.setdefault(what, (monotonic(), share))
        if int(10 * share) > self._told.get(what, -1):
            self._told[what] = int(10 * share)
            self._console.print(f"{what}: {share:.0%}{self._left(what, share)}", soft_wrap=True, highlight=False)

    def _left(self, what: str, share: float) -> str:
        since, begun = self._first[what]
        minutes = (monotonic() - since) * (1 - share) / (share - begun) / 60 if begun < share else 0
        return f", about {minutes:.0f} min left" if minutes >= 1 else ""
