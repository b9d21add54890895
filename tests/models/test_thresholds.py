from __future__ import annotations

from pathlib import Path

import pytest

from models.thresholds import Thresholds

THRESHOLDS = Thresholds({"recruitment": 0.4, "f4_sale": 0.6}, "a test")


@pytest.mark.parametrize(
    ("recruitment", "f4_sale", "expected"),
    [(0.4, 0.59, ("recruitment",)), (0.39, 0.6, ("f4_sale",)), (1, 1, ("recruitment", "f4_sale")), (0, 0, ())],
)
def test_a_label_is_raised_from_its_threshold_on(recruitment: float, f4_sale: float, expected: tuple[str, ...]) -> None:
    assert THRESHOLDS.raised({"f4_sale": f4_sale, "recruitment": recruitment}) == expected


def test_they_are_the_same_after_they_were_written_and_read(tmp_path: Path) -> None:
    THRESHOLDS.save(tmp_path / "thresholds.json")
    assert Thresholds.load(tmp_path / "thresholds.json") == THRESHOLDS
