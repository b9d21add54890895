"""Draws what each candidate of a fast tier keeps against what it passes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from training.report.parts import Dot, Line, Picture, Row, Section, Table
from training.report.plot import Axes
from training.report.wording import ratio

__all__ = ["fast_tiers"]

_LEAD = (
    "What the fast tier rules out, the transformer tier never reads. Each point is one setting: the share of ordinary "
    "messages that it passes on, which costs time, and the share that it keeps of what the transformer tier raises. "
    "The settings are chosen on the same rows, for every candidate alike."
)


def fast_tiers(curves: Sequence[Mapping[str, Any]]) -> Section:
    """Return a picture and a table of the curves of `training.fast_tiers`."""
    title = "The fast tier: kept against passed on"
    if not curves:
        return Section("fast-tiers", title, _LEAD)
    axes = Axes()
    places = [[(point["passed"], point["recall"]) for point in curve["points"]] for curve in curves]
    picture = Picture(
        "fast-tiers",
        "share kept against share passed on",
        f"One curve for each of {', '.join(curve['fast_tier'] for curve in curves)}; figures in the table below.",
        "share of ordinary messages passed on",
        "share kept of what is raised",
        axes.x_ticks,
        axes.y_ticks,
        [Line(at, axes.path(points)) for at, points in enumerate(places)],
        [Dot(at, axes.x(x), axes.y(y)) for at, points in enumerate(places) for x, y in points],
    )
    legend = [(at, curve["fast_tier"], False) for at, curve in enumerate(curves)]
    return Section("fast-tiers", title, _LEAD, [picture], legend, [_table(curves)])


def _table(curves: Sequence[Mapping[str, Any]]) -> Table:
    rows = [
        Row((curve["fast_tier"], ratio(point["kept"], 3), ratio(point["recall"], 4), ratio(point["passed"], 4)))
        for curve in curves
        for point in curve["points"]
    ]
    return Table("Settings", ("fast tier", "asked for", "kept", "ordinary passed on"), rows)
