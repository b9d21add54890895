from __future__ import annotations

from collections.abc import Sequence

import pytest

from training.bench.pairs import Side, compared, ratio_of, speeds_in_turn


def test_every_side_gets_the_texts_of_each_round_and_the_order_turns() -> None:
    ran = list[tuple[str, str]]()

    def side(name: str) -> Side:
        def score(texts: Sequence[str]) -> int:
            ran.append((name, "".join(texts)))
            return len(texts)

        return score

    told = list[str]()
    speeds = speeds_in_turn({"peer": side("peer"), "ours": side("ours")}, [["a"], ["b"], ["c"]], told.append)
    assert ran == [("peer", "a"), ("ours", "a"), ("ours", "b"), ("peer", "b"), ("peer", "c"), ("ours", "c")]
    assert told == [name for name, _ in ran]
    assert [len(speeds[name]) for name in ("peer", "ours")] == [3, 3]
    assert all(speed > 0 for found in speeds.values() for speed in found)


def test_a_ratio_is_of_pairs_and_not_of_medians() -> None:
    ratio = ratio_of([10, 40, 90], [10, 20, 10])
    assert list(ratio.pairs) == [1, 2, 9]
    assert (ratio.median, ratio.lowest, ratio.highest) == (2, 1, 9)


def test_a_side_that_missed_a_round_is_not_compared() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio_of([1, 2], [1])


def test_a_figure_names_both_sides_and_their_medians() -> None:
    figure = compared({"ours": [30, 10, 20], "peer": [5, 5, 4]}, "ours", "peer")
    assert (figure.name, figure.value, figure.against, figure.against_value) == ("ours", 20, "peer", 5)
    assert figure.ratio.median == 5
