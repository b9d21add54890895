"""The life of a takedown request for the documentation: its drawing and its table, both from the one table in code."""

from __future__ import annotations

from service.domain.takedown.states import TRANSITIONS
from service.handlers.charts.state_lanes import state_lanes
from service.handlers.templating import rendered

__all__ = ["DRAWING_WORDS", "states_drawing", "states_table"]

DRAWING_WORDS = "States of a takedown request, and each way from one to another; the table has the same."


def states_drawing() -> str:
    """Return the drawing as a file of its own, on white."""
    return rendered("takedown_states.svg", lanes=state_lanes(), background="#ffffff", label=DRAWING_WORDS)


def states_table() -> str:
    """Return the table as Markdown."""
    lines = ["| from | event | to | who | on what condition |", "| --- | --- | --- | --- | --- |"]
    for each in TRANSITIONS:
        who = ", ".join(sorted(each.roles))
        if each.by_hand:
            who += f" (web form: {', '.join(sorted(each.by_hand))})"
        clock = f"; clock `{each.timer}`" if each.timer else ""
        lines.append(f"| {each.source} | `{each.event}` | {each.target} | {who} | {each.guard}{clock} |")
    return "\n".join(lines) + "\n"
