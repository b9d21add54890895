"""Draws curves with their intervals as bands, in panels, as SVG; the same curves give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

__all__ = ["Curve", "Panel", "draw_curves"]

# Okabe and Ito's colours, told apart by colour-blind readers; dashes tell them apart in print. Seven and four
# have no common factor, so that 28 curves differ.
_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_DASHES = ("-", "--", "-.", ":")
_PANEL = (5.0, 3.8)
_SETTINGS: dict[Any, Any] = {"svg.hashsalt": "lont", "font.size": 10, "axes.grid": True, "grid.color": "#dddddd"}


@dataclass(frozen=True, slots=True)
class Curve:
    """One series: a value with its interval at each of some places, all of one length."""

    x: Sequence[float]
    """Rising."""
    mean: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]

    @classmethod
    def level(cls, x: Sequence[float], mean: float, low: float, high: float) -> Curve:
        """Return a curve that is the same everywhere, for what others are held against."""
        return cls(x, [mean] * len(x), [low] * len(x), [high] * len(x))


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves on one pair of axes."""

    title: str
    x_label: str
    y_label: str
    curves: Mapping[str, Curve]
    """By name; a name has one colour in all panels of a figure."""
    y_range: tuple[float, float] | None = None
    """Unset: what the curves need."""
    x_ticks: Sequence[int] | None = None
    """Set: the only ticks, on a logarithmic axis."""


def draw_curves(path: Path, title: str, panels: Sequence[Panel], columns: int = 2) -> None:
    """Write panels as one SVG, with one legend; the same panels give the same bytes.

    Parameters
    ----------
    path
        Where to; its folder is there.
    title
        What the figure is called, in its metadata, for readers who hear it.
    panels
        At least one, line by line.
    columns
        Panels in a line.

    Raises
    ------
    OSError
        Where the file cannot be written.
    """
    names = list(dict.fromkeys(name for panel in panels for name in panel.curves))
    styles = {name: (_COLOURS[at % len(_COLOURS)], _DASHES[at % len(_DASHES)]) for at, name in enumerate(names)}
    columns = min(columns, len(panels))
    lines = -(-len(panels) // columns)
    with rc_context(_SETTINGS):
        size = (_PANEL[0] * columns, _PANEL[1] * lines)
        figure = Figure(figsize=size, layout="constrained", facecolor="white")
        FigureCanvasSVG(figure)
        legend = dict[str, Line2D]()
        for at, panel in enumerate(panels, 1):
            legend |= _draw(figure.add_subplot(lines, columns, at), panel, styles)
        figure.legend(
            [legend[name] for name in names], names, loc="outside lower center", ncols=min(len(names), 5), frameon=False
        )
        figure.savefig(path, format="svg", metadata={"Date": None, "Title": title})


def _draw(axes: Axes, panel: Panel, styles: Mapping[str, tuple[str, str]]) -> dict[str, Line2D]:
    """Draw the curves of a panel, and return the line of each for the legend."""
    lines = dict[str, Line2D]()
    for name, curve in panel.curves.items():
        colour, dashes = styles[name]
        axes.fill_between(curve.x, curve.low, curve.high, color=colour, alpha=0.13, linewidth=0)
        (lines[name],) = axes.plot(curve.x, curve.mean, color=colour, linestyle=dashes, marker="o", markersize=3)
    axes.set(title=panel.title, xlabel=panel.x_label, ylabel=panel.y_label, ylim=panel.y_range)
    if panel.x_ticks is not None:
        axes.set_xscale("log")
        axes.set_xticks(panel.x_ticks, list(map(str, panel.x_ticks)))
        axes.minorticks_off()
    return lines
