"""Draws precision against recall for each label: a curve for what gives scores, a point for what says yes or no."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from sklearn.metrics import precision_recall_curve

from labeling.wording import number_of
from models.contract import LABELS
from training.measured import Measured
from training.report.judged import Judged, judged, served
from training.report.parts import Dot, Line, Picture, Row, Section, Table
from training.report.plot import Axes
from training.report.wording import NOTHING, ratio

__all__ = ["curves"]

_STEPS = np.linspace(0.005, 1, 200)
_SHOWN = (0.5, 0.8, 0.9, 0.95, 0.99)
"""Recalls at which the table gives the precision."""
_CORNER = 0.8
_LEAD = (
    "Each point of a curve is one threshold: its recall is the share of offers that would be found, its precision the "
    "share of flags that would be right. Circles are the thresholds in use, diamonds what only says yes or no."
)


def curves(measured: Measured) -> Section:
    """Return the curves of all detectors, a picture and a table for each label that occurs."""
    series = _series(measured)
    pictures, tables = list[Picture](), list[Table]()
    for label in LABELS:
        said = {name: judged(measured, name, label) for name in series}
        said = {name: one for name, one in said.items() if one.truth.any()}
        if said:
            pictures += [one for low in (0.0, _CORNER) if (one := _picture(label, said, series, Axes(low)))]
            tables.append(_table(label, said))
    legend = [(at, name, measured.detectors[name].scores is None) for name, at in series.items()]
    return Section("curves", "Precision and recall", _LEAD, pictures, legend if pictures else (), tables)


def _series(measured: Measured) -> dict[str, int]:
    """Give each detector a series; that of lont as served is the one that stands out."""
    last = served(measured)
    others = [name for name in measured.detectors if name != last]
    return {name: at for at, name in enumerate([last, *others]) if name is not None}


def _picture(label: str, said: Mapping[str, Judged], series: Mapping[str, int], axes: Axes) -> Picture | None:
    lines = [Line(series[name], axes.path(_points(one))) for name, one in said.items()]
    dots = [dot for name, one in said.items() if (dot := _dot(one, series[name], axes))]
    lines = [line for line in lines if line.path]
    if not lines and not dots:
        return None
    shown = "upper right corner of the same" if axes.low else "precision against recall"
    return Picture(
        f"curve-{label}{'-corner' if axes.low else ''}",
        f"{label}: {shown}",
        f"One curve or point for each of {', '.join(said)}; the figures stand in the table below.",
        "recall",
        "precision",
        axes.x_ticks,
        axes.y_ticks,
        # What stands out is drawn last, so that nothing covers it.
        lines[::-1],
        dots[::-1],
    )


def _dot(one: Judged, series: int, axes: Axes) -> Dot | None:
    precision, recall = one.precision, one.recall
    if precision is None or recall is None or not axes.holds(precision, recall):
        return None
    return Dot(series, axes.x(recall), axes.y(precision), one.scores is None)


def _points(one: Judged) -> list[tuple[float, float]]:
    """Return recall and precision at the highest threshold that reaches each of some recalls."""
    return [] if one.scores is None else list(zip(_STEPS.tolist(), _precision_at(one, _STEPS.tolist()), strict=True))


def _precision_at(one: Judged, recalls: list[float]) -> list[float]:
    precision, recall, _ = precision_recall_curve(one.truth, one.scores)
    # Recall falls along the curve; from behind, the first that is high enough has the highest threshold.
    rising = recall[::-1]
    return [float(precision[::-1][np.searchsorted(rising, at - 1e-9)]) for at in recalls]


def _table(label: str, said: Mapping[str, Judged]) -> Table:
    heads = ("detector", "precision in use", "recall in use", *(f"precision at recall {at:g}" for at in _SHOWN))
    rows = []
    for name, one in said.items():
        at = [NOTHING] * len(_SHOWN) if one.scores is None else map(ratio, _precision_at(one, list(_SHOWN)))
        rows.append(Row((name, ratio(one.precision), ratio(one.recall), *at)))
    positives = int(next(iter(said.values())).truth.sum())
    return Table(f"{label}: precision at some recalls ({number_of(positives, 'positive')})", heads, rows)
