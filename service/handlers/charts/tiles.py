"""A map of tiles: the Dutch and Belgian provinces and the countries around, each a square where it roughly lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Tile", "TileMap", "tile_map"]

_SIDE = 62
_GAP = 4
_LEVELS = 4
_PLACES: dict[str, tuple[int, int]] = {
    "SE": (6, 0),
    "NL-FR": (3, 0),
    "NL-GR": (4, 0),
    "NL-NH": (2, 1),
    "NL-FL": (3, 1),
    "NL-DR": (4, 1),
    "NL-ZH": (1, 2),
    "NL-UT": (2, 2),
    "NL-GE": (3, 2),
    "NL-OV": (4, 2),
    "DE": (6, 2),
    "NL-ZE": (1, 3),
    "NL-NB": (2, 3),
    "NL-LI": (3, 3),
    "BE-VWV": (0, 4),
    "BE-VOV": (1, 4),
    "BE-VAN": (2, 4),
    "BE-VLI": (3, 4),
    "BE-WHT": (0, 5),
    "BE-BRU": (1, 5),
    "BE-VBR": (2, 5),
    "BE-WLG": (3, 5),
    "FR": (0, 6),
    "BE-WNA": (1, 6),
    "BE-WBR": (2, 6),
    "BE-WLX": (3, 6),
}
"""Column and row of each, from the top left."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One region."""

    x: int
    y: int
    short: str
    """Last part of the code of a province, name of a country."""
    name: str
    count: int | None
    """``None``: too few to be told, or none."""
    level: int
    """0 where it is not told, else 1 (least) to 4."""


@dataclass(frozen=True, slots=True)
class TileMap:
    """The map."""

    tiles: list[Tile]
    side: int
    width: int
    height: int


def tile_map(counts: Mapping[str, int], name: Callable[[str], str]) -> TileMap:
    """Return the map of counts by region; regions without a tile are in the table below it alone.

    Parameters
    ----------
    counts
        Those that are told, by ISO 3166-2 in the Netherlands and Belgium, else ISO 3166-1.
    name
        Names a region by its code.
    """
    most = max(counts.values(), default=0)
    step = _SIDE + _GAP
    tiles = []
    for region, (column, row) in _PLACES.items():
        count = counts.get(region)
        level = 0 if count is None else max(1, -(-_LEVELS * count // most))
        _, dash, last = region.partition("-")
        tiles.append(Tile(column * step, row * step, last if dash else name(region), name(region), count, level))
    columns, rows = (max(place[axis] for place in _PLACES.values()) + 1 for axis in (0, 1))
    return TileMap(tiles, _SIDE, columns * step - _GAP, rows * step - _GAP)
