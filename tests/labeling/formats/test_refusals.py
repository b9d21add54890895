from __future__ import annotations

from labeling.formats.refusals import Refused, told


def _refused(count: int, reason: str) -> list[Refused]:
    return [Refused("in.csv", f"line {number}", reason) for number in range(1, count + 1)]


def test_few_with_one_reason_are_told_one_by_one() -> None:
    assert len(list(told(_refused(10, "broken")))) == 10


def test_of_many_with_one_reason_three_are_told_and_the_others_counted() -> None:
    lines = list(told([*_refused(40, "broken"), *_refused(1, "empty")]))
    assert lines == [
        "in.csv, line 1: broken",
        "in.csv, line 2: broken",
        "in.csv, line 3: broken",
        "  … and 37 more: broken",
        "in.csv, line 1: empty",
    ]
