"""Draws the curves of a trial: average precision by rows labelled by hand, with intervals as bands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from labeling.weak.gains import MEAN, Point
from models.contract import LABELS

__all__ = ["draw_trial"]

# Colours of Okabe and Ito, which colour-blind people tell apart; lines differ in their dashes as well.
_CURVES = {"gold": ("#0072B2", "-", "labelled by hand"), "gold_and_weak": ("#D55E00", "--", "and weak labels")}
_LEVELS: dict[str, tuple[str, str | tuple[int, tuple[int, ...]], str]] = {
    "weak": ("#009E73", ":", "weak labels only"),
    "development": ("#CC79A7", "-.", "development batches by hand"),
    "all_gold": ("#000000", (0, (1, 3)), "whole pool by hand"),
}


def draw_trial(path: Path, points: Sequence[Point]) -> None:
    """Write the curves as SVG, one panel a label and one for the mean; the same points give the same bytes."""
    figure = Figure(figsize=(11, 4), facecolor="white", layout="constrained")
    FigureCanvasSVG(figure)
    panels = figure.subplots(1, len(LABELS) + 1, sharey=True)
    for panel, label in zip(panels, (*LABELS, MEAN), strict=True):
        _draw_panel(panel, label, [point for point in points if point.label == label])
    panels[0].set_ylabel("average precision, held-out batches")
    handles, names = panels[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False)
    with rc_context({"svg.hashsalt": "weak"}):
        figure.savefig(path, format="svg", metadata={"Date": None})


def _draw_panel(panel: Axes, label: str, points: Sequence[Point]) -> None:
    for taught_by, (colour, dashes, name) in _CURVES.items():
        own = [point for point in points if point.taught_by == taught_by]
        sizes = [point.n for point in own]
        panel.plot(sizes, [point.mean for point in own], color=colour, linestyle=dashes, marker="o", label=name)
        panel.fill_between(
            sizes, [point.low for point in own], [point.high for point in own], color=colour, alpha=0.2, linewidth=0
        )
    for point in points:
        if point.taught_by in _LEVELS:
            colour, level_dashes, name = _LEVELS[point.taught_by]
            panel.axhline(point.mean, color=colour, linestyle=level_dashes, label=name)
            panel.axhspan(point.low, point.high, color=colour, alpha=0.08, linewidth=0)
    panel.set(title=label, xlabel="rows labelled by hand", xscale="log", ylim=(0, 1))
    sizes = sorted({point.n for point in points if point.taught_by in _CURVES})
    panel.set_xticks(sizes, [str(size) for size in sizes])
    panel.minorticks_off()
