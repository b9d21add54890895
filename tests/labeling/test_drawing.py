from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from labeling.drawing import Curve, Panel, draw_curves

X = (100, 200, 400)
RISING = Curve(X, (0.2, 0.4, 0.6), (0.1, 0.3, 0.5), (0.3, 0.5, 0.7))
LEVEL = Curve.level(X, 0.5, 0.4, 0.6)
BOTH = {"rising": RISING, "level": LEVEL}


def _panel(title: str = "left", curves: Mapping[str, Curve] = BOTH) -> Panel:
    return Panel(title, "labels", "precision", curves)


def _drawn(folder: Path, *panels: Panel) -> str:
    path = folder / "curves.svg"
    draw_curves(path, "A title", panels)
    return path.read_text(encoding="utf-8")


def _styles(svg: str) -> set[str]:
    """Return the styles of all lines that are as wide as a curve."""
    return set(re.findall(r'style="(fill: none;[^"]*stroke-width: 1.5[^"]*)"', svg))


def _height(svg: str) -> float:
    return float(ET.fromstring(svg).attrib["height"].removesuffix("pt"))  # noqa: S314  # our own file


def test_what_is_named_is_in_the_figure_and_no_date_is(tmp_path: Path) -> None:
    svg = _drawn(tmp_path, _panel())
    for name in ("left", "labels", "precision", "rising", "level", "A title"):
        assert name in svg
    assert "dc:date" not in svg


def test_the_same_curves_give_the_same_bytes(tmp_path: Path) -> None:
    assert _drawn(tmp_path, _panel(), _panel("right")) == _drawn(tmp_path, _panel(), _panel("right"))


def test_a_name_looks_the_same_in_every_panel_and_is_once_in_the_legend(tmp_path: Path) -> None:
    svg = _drawn(tmp_path, _panel(), _panel("right", {"level": LEVEL}))
    assert len(_styles(svg)) == 2
    assert svg.count("<!-- level -->") == svg.count("<!-- rising -->") == 1


def test_more_curves_than_colours_still_differ(tmp_path: Path) -> None:
    svg = _drawn(tmp_path, _panel(curves={f"c{at}": RISING for at in range(10)}))
    assert len(_styles(svg)) == 10


@pytest.mark.parametrize(("panels", "lines"), [(1, 1), (2, 1), (3, 2), (4, 2)])
def test_panels_are_laid_out_line_by_line(tmp_path: Path, panels: int, lines: int) -> None:
    one = _height(_drawn(tmp_path, _panel()))
    assert _height(_drawn(tmp_path, *(_panel(str(at)) for at in range(panels)))) == pytest.approx(one * lines)


def test_named_ticks_are_the_only_ones(tmp_path: Path) -> None:
    svg = _drawn(tmp_path, Panel("left", "labels", "precision", {"rising": RISING}, (0, 1), X))
    numbers = re.findall(r"<!-- (\d\S*) -->", svg)
    assert [number for number in numbers if float(number) > 1] == ["100", "200", "400"]
