"""The colours of the pages, by the contrast that WCAG 2.2 AA asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import service

_CSS = (Path(service.__file__).parent / "static" / "lont.css").read_text(encoding="utf-8")
_LIGHT, _DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", _CSS, re.DOTALL)
)
_TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "link") for ground in ("ground", "card")),
    *((ink, "code") for ink in ("ink", "soft")),
    *(("ink", f"{label}-tint") for label in ("recruitment", "f4_sale")),
    *((label, f"{label}-tint") for label in ("recruitment", "f4_sale", "state")),
    ("ground", "ink"),
    ("recruitment", "card"),
]
_SHAPES = [("recruitment", "track"), ("f4_sale", "track"), ("focus", "ground"), ("soft", "card")]


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [_LIGHT, _DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), _TEXT)
def test_text_can_be_read(scheme: dict[str, str], ink: str, ground: str) -> None:
    assert _contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [_LIGHT, _DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), _SHAPES)
def test_shapes_can_be_seen(scheme: dict[str, str], shape: str, ground: str) -> None:
    assert _contrast(scheme[shape], scheme[ground]) >= 3


def test_both_schemes_have_the_same_colours() -> None:
    assert _LIGHT.keys() == _DARK.keys()
