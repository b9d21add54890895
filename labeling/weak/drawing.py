"""Lays out the curves of a trial: average precision by rows labelled by hand, one panel a label."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from labeling.drawing import Curve, Panel, draw_curves
from labeling.weak.gains import MEAN, Point
from models.contract import LABELS

__all__ = ["draw_trial"]

_CURVES = {"gold": "labelled by hand", "gold_and_weak": "and weak labels"}
_LEVELS = {"weak": "weak labels only", "development": "development batches by hand", "all_gold": "whole pool by hand"}


def draw_trial(path: Path, points: Sequence[Point]) -> None:
    """Write the curves as SVG: one panel a label, and one for the mean."""
    panels = [_panel(label, [point for point in points if point.label == label]) for label in (*LABELS, MEAN)]
    draw_curves(path, "What weak labels add", panels, columns=len(panels))


def _panel(label: str, points: Sequence[Point]) -> Panel:
    curves = {name: _curve([point for point in points if point.taught_by == how]) for how, name in _CURVES.items()}
    sizes = sorted({point.n for point in points if point.taught_by in _CURVES})
    for point in points:
        if point.taught_by in _LEVELS:
            curves[_LEVELS[point.taught_by]] = Curve.level(sizes, point.mean, point.low, point.high)
    return Panel(label, "rows labelled by hand", "average precision, held-out batches", curves, (0, 1), sizes)


def _curve(points: Sequence[Point]) -> Curve:
    low, high = [point.low for point in points], [point.high for point in points]
    return Curve([point.n for point in points], [point.mean for point in points], low, high)
