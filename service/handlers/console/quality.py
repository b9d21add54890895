"""The page on the quality of decisions: tables, a chart over time, and each table as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from models.contract import LABELS
from service.dependencies.edge import Edge, EdgeDep
from service.domain.access import Caller
from service.domain.quality import OverturnRow, QualityReport, Share
from service.handlers.console.frame import Reading, page

__all__ = ["router", "weekly"]

router = APIRouter(prefix="/quality", include_in_schema=False)

_Weeks = Annotated[int, Query(ge=1, le=104)]
_Table = Literal["known", "agreement", "overturns", "misses"]
_CHOICES = (4, 12, 26, 52)
_WIDTH, _HEIGHT = 640, 160
"""Of the chart, in its own units."""


@dataclass(frozen=True, slots=True)
class Dot:
    """The share of one week and label that was overturned, as it stands in the chart."""

    week: date
    label: str
    overturned: Share
    x: float
    y: float
    top: float
    bottom: float
    """The ends of the interval."""


@router.get("")
def quality_page(caller: Reading, edge: EdgeDep, weeks: _Weeks = 12) -> Response:
    """Show the figures of the last weeks."""
    report, _ = _report(edge, caller, weeks)
    chart = {"dots": weekly(report.overturns), "width": _WIDTH, "height": _HEIGHT}
    return page(edge, caller, "quality.html", report=report, weeks=weeks, choices=_CHOICES, labels=LABELS, chart=chart)


@router.get("/{table}.csv")
def quality_table(caller: Reading, edge: EdgeDep, table: _Table, weeks: _Weeks = 12) -> Response:
    """Give one table as a file; figures of fewer than twenty are left empty."""
    report, names = _report(edge, caller, weeks)
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(_rows(report, table, names))
    headers = {"Content-Disposition": f'attachment; filename="quality-{table}.csv"'}
    return Response(written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def weekly(rows: Sequence[OverturnRow]) -> list[Dot]:
    """Return a dot for each week and label, of all models together: what was overturned for whatever reason."""
    found: dict[tuple[date, str], Share] = {}
    for row in rows:
        before = found.get((row.week, row.label), Share(0, 0))
        overturned = min(row.decided, row.undone + row.corrected + row.settled + row.unfounded)
        found[row.week, row.label] = Share(before.k + overturned, before.n + row.decided)
    weeks = sorted({week for week, _ in found})
    step = _WIDTH / max(1, len(weeks))
    return [
        Dot(
            *(week, label, share),
            x=round((weeks.index(week) + 0.5) * step + (-4 if label == LABELS[0] else 4), 1),
            y=_down(share.share),
            top=_down(share.high),
            bottom=_down(share.low),
        )
        for (week, label), share in sorted(found.items())
        if share.enough
    ]


def _down(share: float) -> float:
    return round(_HEIGHT * (1 - share), 1)


def _report(edge: Edge, caller: Caller, weeks: int) -> tuple[QualityReport, Mapping[str, str]]:
    until = datetime.now(UTC)
    with edge.context.reading() as factory:
        names = factory.accounts().names()
        return factory.quality().report(caller, until - timedelta(weeks=weeks), until, names), names


def _rows(report: QualityReport, table: _Table, names: Mapping[str, str]) -> Iterator[Sequence[object]]:
    if table == "known":
        yield ("answer", *_SHARE)
        yield from ((row.answer, *_told(row.right)) for row in report.known)
    elif table == "agreement":
        yield ("label", "one", "other", *_SHARE, "kappa")
        for row in (*report.agreement, *report.pairs):
            pair = [_safe(names.get(actor, actor)) for actor in row.pair] if row.pair else ["", ""]
            yield (row.label, *pair, *_told(row.same), "" if row.kappa is None else round(row.kappa, 4))
    elif table == "overturns":
        yield ("week", "label", "model_version", "decided", "undone", "corrected", "settled", "unfounded")
        for each in report.overturns:
            fates = (each.undone, each.corrected, each.settled, each.unfounded)
            yield (each.week, each.label, each.model_version or "", each.decided, *fates)
    else:
        yield ("label", "kind", "model_version", "n")
        yield from ((miss.label, miss.kind, miss.model_version or "", miss.n) for miss in report.misses)


_SHARE = ("k", "n", "share", "low", "high")


def _told(share: Share) -> Sequence[object]:
    ends = (share.share, share.low, share.high)
    return (share.k, share.n, *(round(each, 4) if share.enough else "" for each in ends))


def _safe(name: str) -> str:
    """Return a name so that no spreadsheet takes it for a formula."""
    return f"'{name}" if name[:1] in ("=", "+", "-", "@") else name
