"""Shows on the standard error how far a long piece of work is: a bar on a terminal, a line at each tenth elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

__all__ = ["Tell", "shown"]

Tell = Callable[[str, float], None]
"""Told what is being done, and the share of the whole that is done, 0 to 1."""


@contextmanager
def shown(console: Console) -> Iterator[Tell]:
    """Open what shows the work, for as long as it lasts.

    Parameters
    ----------
    console
        Where to; a file or a pipe gets lines, which a log keeps.
    """
    if not console.is_terminal:
        yield _by_tenths(console)
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("", total=1)
        yield lambda what, share: progress.update(task, description=what, completed=share)


def _by_tenths(console: Console) -> Tell:
    told = -1

    def tell(what: str, share: float) -> None:
        nonlocal told
        tenths = int(10 * share)
        if tenths > told:
            told = tenths
            console.print(f"{what}: {share:.0%}", soft_wrap=True, highlight=False)

    return tell
