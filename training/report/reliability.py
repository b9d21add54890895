"""Draws how far scores can be taken at their word: of messages scored 0.7, seven in ten should be offers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.contract import LABELS
from training.figures import rate_upper_bound
from training.measured import Measured
from training.report.judged import Judged, judged, served
from training.report.parts import Bar, Dot, Line, Picture, Row, Section, Table
from training.report.plot import BOTTOM, HEIGHT, Axes
from training.report.wording import ratio, share

__all__ = ["reliability"]

_BINS = 10
_STRIP = 52.0
"""Below the plot, for the counts."""
_AXES = Axes(height=HEIGHT - _STRIP - 10)
_LEAD = (
    "Messages in ten bins by their score. Sound scores lie on the dashed line: as many offers as the scores say. "
    "Upright lines are exact 95% intervals; bars below are the messages in each bin, on a logarithmic scale."
)


@dataclass(frozen=True, slots=True)
class _Bin:
    number: int
    n: int
    positives: int
    mean: float


def reliability(measured: Measured, errors: Mapping[str, Any]) -> Section:
    """Return a plot and a table for each label; empty for a detector that only says yes or no.

    Parameters
    ----------
    measured
        The last detector is the one that is looked at.
    errors
        Expected calibration error by label, where it is known.
    """
    pictures, tables = list[Picture](), list[Table]()
    name = served(measured)
    for label in LABELS if name is not None else ():
        bins = _bins(judged(measured, str(name), label))
        if bins:
            pictures.append(_picture(label, bins))
            tables.append(_table(label, bins, errors.get(label)))
    return Section("reliability", "Can scores be taken at their word?", _LEAD, pictures, (), tables)


def _bins(one: Judged) -> list[_Bin]:
    if one.scores is None:
        return []
    numbers = np.minimum((one.scores * _BINS).astype(int), _BINS - 1)
    return [
        _Bin(at, int(inside.sum()), int(one.truth[inside].sum()), float(one.scores[inside].mean()))
        for at in range(_BINS)
        if (inside := numbers == at).any()
    ]


def _picture(label: str, bins: list[_Bin]) -> Picture:
    most = math.log1p(max(one.n for one in bins))
    width = _AXES.x(1 / _BINS) - _AXES.x(0) - 4
    heights = [round(_STRIP * math.log1p(one.n) / most, 1) for one in bins]
    return Picture(
        f"reliability-{label}",
        f"{label}: share of offers by score",
        "A point for each bin of scores with its interval; the figures stand in the table below.",
        "score",
        "share of offers",
        _AXES.x_ticks,
        _AXES.y_ticks,
        [
            Line(1, _AXES.path([(0, 0), (1, 1)])),
            Line(0, _AXES.path([(one.mean, one.positives / one.n) for one in bins])),
        ],
        [_dot(one) for one in bins],
        [
            Bar(round(_AXES.x(one.number / _BINS) + 2, 1), round(BOTTOM - height, 1), round(width, 1), height)
            for one, height in zip(bins, heights, strict=True)
        ],
    )


def _dot(one: _Bin) -> Dot:
    low, high = 1 - rate_upper_bound(one.n - one.positives, one.n), rate_upper_bound(one.positives, one.n)
    return Dot(0, _AXES.x(one.mean), _AXES.y(one.positives / one.n), low=_AXES.y(low), high=_AXES.y(high))


def _table(label: str, bins: list[_Bin], error: float | None) -> Table:
    rows = [
        Row(
            (
                f"{one.number / _BINS:.1f} to {(one.number + 1) / _BINS:.1f}",
                f"{one.n:,}",
                ratio(one.mean),
                *share(one.positives, one.n),
            )
        )
        for one in bins
    ]
    note = "" if error is None else f"Expected calibration error (ECE): {ratio(error)}."
    return Table(f"{label}: scores and what was so", ("score", "n", "mean score", "offers", "95%"), rows, note=note)
