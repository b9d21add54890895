"""What the page of a report is made of: sections with tables, pictures and messages to read; all as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

__all__ = ["Bar", "Dot", "Line", "Message", "Messages", "Page", "Picture", "Row", "Section", "Table", "Tick", "Tile"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    cells: Sequence[str]
    few: bool = False
    """Counted from so little that it is shown with less weight."""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in lines and columns."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Row]
    names: int = 1
    """How many of the first columns name what a line is of, 1 or more; lines with one first name stand together."""
    note: str = ""

    @property
    def groups(self) -> list[list[Row]]:
        """Lines that follow each other under one first name."""
        if self.names == 1:
            return [list(self.rows)]
        return [list(rows) for _, rows in groupby(self.rows, key=lambda row: row.cells[0])]


@dataclass(frozen=True, slots=True)
class Line:
    """A curve, as the commands of an SVG path."""

    series: int
    """Chooses colour and dashes; 0 is what stands out."""
    path: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on a picture, in its own units."""

    series: int
    x: float
    y: float
    is_alone: bool = False
    """Of a series without a curve."""
    low: float | None = None
    """Lower end of its interval, where one is drawn, as a place; ``high`` likewise."""
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram, in units of the picture."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with what it says there."""

    place: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot of 420 by 380 units."""

    slug: str
    """Told apart from all other pictures of the page by it."""
    title: str
    description: str
    x_label: str
    y_label: str
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    lines: Sequence[Line] = ()
    dots: Sequence[Dot] = ()
    bars: Sequence[Bar] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the corpus with the wrong answer to it."""

    id: str
    text: str
    facts: Sequence[tuple[str, str]]
    """Names and values."""
    before: Sequence[tuple[str, str]]
    """Authors and texts, oldest first."""
    after: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages to read, the surest first."""

    title: str
    messages: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page; left out where it holds nothing."""

    slug: str
    title: str
    lead: str
    pictures: Sequence[Picture] = ()
    legend: Sequence[tuple[int, str, bool]] = ()
    """Series, name, and whether it has no curve."""
    tables: Sequence[Table] = ()
    lists: Sequence[Messages] = ()

    @property
    def holds_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.tables or self.pictures or self.lists)


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the figures that count."""

    name: str
    figure: str
    detail: str


@dataclass(frozen=True, slots=True)
class Page:
    """A report, whole."""

    lead: str
    bundle: str
    tiles: Sequence[Tile]
    sections: Sequence[Section] = field(default_factory=list)
