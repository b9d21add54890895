"""Makes the tables of the phenomenon, and hides in them what is too small to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from uuid import UUID

from service.domain.reports import Table, Value
from service.domain.said import KINDS
from service.domain.small_cells import Shown, hidden_parts, is_small
from service.domain.statistics import nearest_rank, two_digits
from service.services.phenomenon_picture import ALL, Cell, Picture, Place

__all__ = ["EVERY_OTHER", "PHENOMENON_TABLES", "WITHHELD", "tables_of"]

PHENOMENON_TABLES = (
    *("totals", "weeks", "regions", "municipalities", "weeks_by_region", "weeks_by_municipality"),
    *(*KINDS, "products", "rewards", "prices"),
)
EVERY_OTHER = "every other"
"""Stands for all that a table does not name: fewer campaigns than the least each, or none."""
WITHHELD = "withheld"
"""Stands for a count that would give a small one away."""
_COUNTS = ("campaigns", "items")
_QUARTILES = ("campaigns", "lower_quartile", "median", "upper_quartile")
_Amounts = Mapping[UUID, Sequence[float]]


def tables_of(picture: Picture, weeks: Sequence[date], least: int) -> dict[str, Table]:
    """Return all tables by their names.

    Parameters
    ----------
    picture
        What was counted.
    weeks
        Mondays of the weeks that are shown.
    least
        The smallest count of campaigns that is told.
    """
    hiding = _Hiding(picture, weeks, least)
    tables = {
        "totals": Table(_COUNTS, [hiding.counts(picture.places[ALL])]),
        "weeks": Table(("week", *_COUNTS), hiding.rows_of_weeks(ALL)),
        "regions": hiding.named("regions", ("region",)),
        "municipalities": hiding.named("municipalities", ("region", "municipality")),
        "weeks_by_region": hiding.weekly("regions", ("region",)),
        "weeks_by_municipality": hiding.weekly("municipalities", ("region", "municipality")),
    }
    for table, kinds in KINDS.items():
        rows = [[kind, *hiding.counts(picture.kinds.get((table, kind), Cell()))] for kind in kinds]
        tables[table] = Table(("kind", *_COUNTS), rows)
    products: dict[tuple[str, ...], Cell] = {
        (kind,): cell for (table, kind), cell in picture.kinds.items() if table == "products"
    }
    tables["products"] = Table(("product", *_COUNTS), hiding.large(products))
    tables["rewards"] = _rewards(picture, least)
    tables["prices"] = _prices(picture, least)
    return tables


class _Hiding:
    """Knows what of a picture is shown."""

    def __init__(self, picture: Picture, weeks: Sequence[date], least: int) -> None:
        self._picture = picture
        self._weeks = weeks
        self._least = least
        self._shown: dict[Place, list[Shown]] = {}

    def counts(self, cell: Cell) -> list[Value]:
        """Return campaigns and items of a cell, or that they are few."""
        if is_small(len(cell.campaigns), self._least):
            return [f"<{self._least}", None]
        return [len(cell.campaigns), cell.items]

    def large(self, cells: Mapping[tuple[str, ...], Cell], width: int = 1) -> list[list[Value]]:
        """Return the rows that are told, largest first, and one for every other."""
        told = [(key, cell) for key, cell in cells.items() if not is_small(len(cell.campaigns), self._least)]
        told.sort(key=lambda each: (-len(each[1].campaigns), each[0]))
        rows: list[list[Value]] = [[*key, *self.counts(cell)] for key, cell in told]
        return [*rows, [*[EVERY_OTHER] * width, f"<{self._least}", None]]

    def named(self, table: str, columns: tuple[str, ...]) -> Table:
        """Return the places that are told."""
        cells = {place[1:]: cell for place, cell in self._picture.places.items() if place[0] == table}
        return Table((*columns, *_COUNTS), self.large(cells, len(columns)))

    def weekly(self, table: str, columns: tuple[str, ...]) -> Table:
        """Return the weeks of the places that are told."""
        places = sorted(place for place, cell in self._picture.places.items() if place[0] == table)
        told = [place for place in places if not is_small(len(self._picture.places[place].campaigns), self._least)]
        return Table(
            (*columns, "week", *_COUNTS), [row for each in told for row in self.rows_of_weeks(each, *each[1:])]
        )

    def rows_of_weeks(self, place: Place, *names: str) -> list[list[Value]]:
        """Return one row a week."""
        rows: list[list[Value]] = []
        for week, shown in zip(self._weeks, self._of_weeks(place), strict=True):
            cell = self._picture.weeks.get((place, week), Cell())
            withheld = shown is Shown.WITHHELD
            rows.append([*names, str(week), *([WITHHELD, None] if withheld else self.counts(cell))])
        return rows

    def _of_weeks(self, place: Place) -> list[Shown]:
        if place not in self._shown:
            total = len(self._picture.places[place].campaigns)
            parts = [len(self._picture.weeks.get((place, week), Cell()).campaigns) for week in self._weeks]
            small = is_small(total, self._least)
            ceilings = [total] * len(parts) if place == ALL else self._ceilings(_around(place), total)
            shown = [Shown.SMALL] * len(parts) if small else hidden_parts(total, parts, ceilings, self._least)
            self._shown[place] = shown
        return self._shown[place]

    def _ceilings(self, around: Place, total: int) -> list[int]:
        """Return the most that a place can have in each week, by what is shown of what it lies in."""
        shown = self._of_weeks(around)
        counts = [len(self._picture.weeks.get((around, week), Cell()).campaigns) for week in self._weeks]
        most = {Shown.SMALL: self._least - 1, Shown.WITHHELD: total}
        return [most.get(how, count) for how, count in zip(shown, counts, strict=True)]


def _around(place: Place) -> Place:
    return ("regions", place[1]) if place[0] == "municipalities" else ALL


def _rewards(picture: Picture, least: int) -> Table:
    told = sorted((kind, row) for kind, amounts in picture.rewards.items() if (row := _quartiles(amounts, least)))
    rows: list[list[Value]] = [[kind.currency, kind.per, *row] for kind, row in told]
    return Table(("currency", "per", *_QUARTILES), [*rows, [EVERY_OTHER, EVERY_OTHER, f"<{least}", None, None, None]])


def _prices(picture: Picture, least: int) -> Table:
    told = sorted(
        (kind, quarter, row) for (quarter, kind), each in picture.prices.items() if (row := _quartiles(each, least))
    )
    rows: list[list[Value]] = [
        [kind.product, kind.per, kind.currency, str(quarter), *row] for kind, quarter, row in told
    ]
    last: list[Value] = [*[EVERY_OTHER] * 4, f"<{least}", None, None, None]
    return Table(("product", "per", "currency", "quarter", *_QUARTILES), [*rows, last])


def _quartiles(amounts: _Amounts, least: int) -> list[Value] | None:
    """Return campaigns and quartiles of their sums, each campaign with its median; ``None`` if they are few."""
    if is_small(len(amounts), least):
        return None
    sums = sorted(median(each) for each in amounts.values())
    return [len(sums), *(two_digits(nearest_rank(sums, share)) for share in (0.25, 0.5, 0.75))]
