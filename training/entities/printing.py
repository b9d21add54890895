"""Prints the figures of entities and roles as tables that people read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

__all__ = ["print_entity_figures"]

_SIDES = ("rules", "learned", "merged")


def print_entity_figures(console: Console, figures: Mapping[str, Any]) -> None:
    """Print the figures.

    Parameters
    ----------
    console
        Where to.
    figures
        As `training.entities.making.evaluate_entities` returns them.
    """
    entities = figures["entities"]
    merged = entities["merged"]
    _print_sides(
        console, "type", {kind: [entities[side]["all"].get(kind) for side in _SIDES] for kind in merged["all"]}
    )
    by_language = {lang: [entities[side][lang]["all"] for side in _SIDES] for lang in merged if lang != "all"}
    _print_sides(console, "language", by_language)
    _print_roles(console, figures["roles"])


def _print_sides(console: Console, first: str, rows: Mapping[str, list[Mapping[str, float] | None]]) -> None:
    table = Table(first, "marked", *_SIDES, title="F1, exact (overlapping), on unseen authors")
    for name, sides in rows.items():
        marked = next(int(side["marked"]) for side in reversed(sides) if side)
        cells = (f"{side['f1']:.3f} ({side['overlapping_f1']:.3f})" if side else "" for side in sides)
        table.add_row(name, str(marked), *cells)
    console.print(table)


def _print_roles(console: Console, figures: Mapping[str, Any]) -> None:
    table = Table("role", "rows", "precision", "recall", "F1", *figures["confusion"], title="Roles, told as")
    for role, of in figures["roles"].items():
        rates = (f"{of[name]:.3f}" for name in ("precision", "recall", "f1"))
        table.add_row(role, str(of["rows"]), *rates, *map(str, figures["confusion"][role].values()))
    console.print(table)
    commonest = figures["commonest"]
    console.print(
        f"Mean F1 {figures['macro_f1']:.3f}, right {figures['accuracy']:.1%}; "
        f"always the commonest role: {commonest['macro_f1']:.3f}, {commonest['accuracy']:.1%}."
    )
