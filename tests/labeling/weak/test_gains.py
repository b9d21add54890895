from __future__ import annotations

from labeling.weak.gains import Gain, gains, points
from labeling.weak.trial import Outcome

OUTCOMES = [
    Outcome(run, label, taught_by, n, precision + run / 100)
    for run in range(3)
    for label, more in (("recruitment", 0.0), ("f4_sale", 0.2))
    for taught_by, n, precision in (
        ("gold", 100, 0.3 + more),
        ("gold_and_weak", 100, 0.4 + more),
        ("all_gold", 500 + run, 0.6 + more),
    )
]


def test_a_gain_is_taken_run_by_run() -> None:
    found = gains(OUTCOMES)
    assert [gain.label for gain in found] == ["recruitment", "f4_sale", "mean"]
    assert all(abs(gain.mean - 0.1) < 1e-9 and gain.high - gain.low < 1e-9 for gain in found)


def test_the_mean_lies_between_the_labels_and_every_interval_holds_its_mean() -> None:
    found = {(point.label, point.taught_by): point for point in points(OUTCOMES)}
    assert abs(found["mean", "gold"].mean - 0.41) < 1e-9
    assert all(point.low <= point.mean <= point.high for point in found.values())


def test_pools_of_several_sizes_are_one_point() -> None:
    assert [point.n for point in points(OUTCOMES) if point.taught_by == "all_gold"] == [501, 501, 501]


def test_a_verdict_needs_an_interval_without_zero() -> None:
    verdicts = [Gain("mean", 100, 0, low, high).verdict for low, high in ((0.1, 0.2), (-0.2, -0.1), (-0.1, 0.1))]
    assert verdicts == ["helps", "harms", "cannot tell"]
