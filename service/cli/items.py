"""The commands that tell where items stand, and bring parked ones back."""

from __future__ import annotations

import typer

__all__ = ["requeue", "status"]


def status() -> None:
    """Show how many items there are in each state, what waits to be sent, and whether anybody is at work."""
    from rich.console import Console
    from rich.table import Table

    from service.factory import ProcessContext
    from service.services.dispatching import somebody_works
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    with context.reading() as factory:
        counts = factory.scores().count_by_state()
        waiting, someone = factory.outbox().waiting(), somebody_works(factory.outbox())
    context.close()
    table = Table("state", "items")
    for state, count in sorted(counts.items()):
        table.add_row(state, str(count))
    Console().print(table)
    typer.echo(f"{waiting} entries wait in the outbox. Dispatcher: {'at work' if someone else 'not seen of late'}.")


def requeue() -> None:
    """Make parked items pending again, once the reason that parked them is gone."""
    from service.factory import ProcessContext
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    with context.writing() as factory:
        count = factory.reopen_parked()
    context.close()
    typer.echo(f"{count} parked items wait for a score again.")
