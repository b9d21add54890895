from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calibration import Calibration, Curve
from models.contract import LABELS
from models.errors import TierFileError

CALIBRATION = Calibration({"recruitment": Curve(2.0, -1.0), "f4_sale": Curve(1.0, 0.0)})


def test_the_curve_of_a_label_belongs_to_its_column() -> None:
    assert CALIBRATION.apply(np.array([[0.5, 0.0]])).tolist() == [[0.5, 0.5]]


@given(st.lists(st.floats(-500, 500), min_size=2, max_size=20))
def test_scores_are_probabilities_in_the_order_of_the_log_odds(logits: list[float]) -> None:
    ordered = np.sort(np.array(logits))
    scores = CALIBRATION.apply(np.column_stack([ordered, ordered]))
    assert ((scores >= 0) & (scores <= 1)).all()
    assert (np.diff(scores, axis=0) >= 0).all()


def test_it_is_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    CALIBRATION.save(tmp_path / "calibration.json", "linear")
    assert Calibration.load(tmp_path / "calibration.json", "linear") == CALIBRATION


def test_the_curves_of_another_tier_are_not_taken(tmp_path: Path) -> None:
    CALIBRATION.save(tmp_path / "calibration.json", "linear")
    with pytest.raises(TierFileError):
        Calibration.load(tmp_path / "calibration.json", "transformer")


def test_the_curves_of_one_tier_stay_when_those_of_another_are_written(tmp_path: Path) -> None:
    path, others = tmp_path / "calibration.json", Calibration(dict.fromkeys(LABELS, Curve(2.0, 1.0)))
    CALIBRATION.save(path, "linear")
    others.save(path, "transformer")
    assert Calibration.load(path, "linear") == CALIBRATION
    assert Calibration.load(path, "transformer") == others
