from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import TierFileError
from models.thresholds import UNSURE_SHARE, Thresholds, unsure_from

THRESHOLDS = Thresholds({"recruitment": 0.4, "f4_sale": 0.6}, "a test")


@pytest.mark.parametrize(
    ("recruitment", "f4_sale", "expected"),
    [(0.4, 0.59, ("recruitment",)), (0.39, 0.6, ("f4_sale",)), (1, 1, ("recruitment", "f4_sale")), (0, 0, ())],
)
def test_a_label_is_raised_from_its_threshold_on(recruitment: float, f4_sale: float, expected: tuple[str, ...]) -> None:
    assert THRESHOLDS.raised({"f4_sale": f4_sale, "recruitment": recruitment}) == expected


@pytest.mark.parametrize(
    ("recruitment", "f4_sale", "expected"),
    [
        (0.0, 0.0, ()),
        (0.199, 0.299, ()),
        (0.2, 0.0, ("score",)),
        (0.399, 0.0, ("score",)),
        (0.4, 0.6, ()),
        (0.0, 0.3, ("score",)),
        (0.9, 0.5, ("score",)),
    ],
)
def test_a_score_in_the_band_below_its_threshold_is_unsure(
    recruitment: float, f4_sale: float, expected: tuple[str, ...]
) -> None:
    assert THRESHOLDS.unsure({"recruitment": recruitment, "f4_sale": f4_sale}) == expected


def test_a_label_that_everything_raises_has_no_unsure_band() -> None:
    assert Thresholds({"recruitment": 0.0, "f4_sale": 0.0}, "a test").unsure({"recruitment": 0.0, "f4_sale": 1.0}) == ()


def test_the_band_begins_at_its_share_of_the_threshold() -> None:
    assert unsure_from(0.6) == UNSURE_SHARE * 0.6


def test_they_are_the_same_after_they_were_written_and_read(tmp_path: Path) -> None:
    THRESHOLDS.save(tmp_path / "thresholds.json")
    assert Thresholds.load(tmp_path / "thresholds.json") == THRESHOLDS


def test_each_tier_keeps_its_own(tmp_path: Path) -> None:
    path, others = tmp_path / "thresholds.json", Thresholds({"recruitment": 0.1, "f4_sale": 0.2}, "another test")
    THRESHOLDS.save(path)
    others.save(path, "transformer")
    assert Thresholds.load(path) == THRESHOLDS
    assert Thresholds.load(path, "transformer") == others


def test_a_file_of_bundles_with_one_tier_is_read_as_that_of_the_linear_tier(tmp_path: Path) -> None:
    path = tmp_path / "thresholds.json"
    path.write_text('{"target": "a test", "values": {"recruitment": 0.4, "f4_sale": 0.6}}')
    assert Thresholds.load(path) == THRESHOLDS
    with pytest.raises(TierFileError, match="transformer"):
        Thresholds.load(path, "transformer")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"linear": {}}', '{"linear": {"target": "", "values": 3}}'])
def test_a_file_that_says_too_little_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "thresholds.json").write_text(content)
    with pytest.raises(TierFileError, match=r"thresholds\.json"):
        Thresholds.load(tmp_path / "thresholds.json")
