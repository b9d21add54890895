"""Writes the learning curve down: figures as JSON, a table as Markdown, a picture as SVG."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from labeling.drawing import Curve, Panel, draw_curves
from models.contract import LABELS
from training.learning_curve import summary

__all__ = ["print_curve", "write_curve"]

_NAME = "learning-curve"


def write_curve(folder: Path, records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Write the curve into a folder that is there, and return its summary.

    Parameters
    ----------
    folder
        Gets ``learning-curve.json``, ``.md`` and ``.svg``.
    records
        As `training.learning_curve.learning_curve` returned them.
    """
    found = summary(records)
    content = json.dumps({"summary": found, "measured": list(records)}, indent=1)
    (folder / f"{_NAME}.json").write_text(content + "\n", encoding="utf-8")
    (folder / f"{_NAME}.md").write_text(_markdown(found), encoding="utf-8")
    panels = [
        Panel(name, "author batches learned from", name, {label: _curve(records, label, key) for label in LABELS})
        for name, key in (("F1", "f1"), ("average precision", "average_precision"))
    ]
    draw_curves(folder / f"{_NAME}.svg", "Learning curve of the linear tier", panels)
    return found


def print_curve(console: Console, found: Sequence[Mapping[str, Any]]) -> None:
    """Print the summary of a curve, a section a label."""
    table = Table("label", title="Learning curve of the linear tier")
    for head in ("batches", "rows", "F1", "AP", "F1 gained (95%)"):
        table.add_column(head, justify="right")
    for label in LABELS:
        table.add_section()
        for one in (one for one in found if one["label"] == label):
            table.add_row(*_cells(one))
    console.print(table)


def _curve(records: Sequence[Mapping[str, Any]], label: str, key: str) -> Curve:
    """Return the mean over draws, with the lowest and the highest draw as band."""
    sizes = sorted({record["batches"] for record in records})
    values = [[one[key] for one in records if one["label"] == label and one["batches"] == size] for size in sizes]
    return Curve(sizes, [float(np.mean(v)) for v in values], [min(v) for v in values], [max(v) for v in values])


def _markdown(found: Sequence[Mapping[str, Any]]) -> str:
    lines = ["# Learning curve of the linear tier", ""]
    lines += ["| label | batches | rows | F1 | average precision | F1 gained by the last step (95%) |"]
    lines += ["| --- | ---: | ---: | ---: | ---: | --- |"]
    lines += [f"| {' | '.join(_cells(one))} |" for one in found]
    return "\n".join(lines) + "\n"


def _cells(one: Mapping[str, Any]) -> list[str]:
    gain = "" if one["f1_gain"] is None else f"{one['f1_gain']:+.3f} ({_interval(one)})"
    figures = f"{one['f1']:.3f}", f"{one['average_precision']:.3f}", gain
    return [one["label"], f"{one['batches']:.0f}", f"{one['rows']:.0f}", *figures]


def _interval(one: Mapping[str, Any]) -> str:
    return f"{one['f1_gain_low']:+.3f} to {one['f1_gain_high']:+.3f}"
