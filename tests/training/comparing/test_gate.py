"""The gate, rule by rule, each with what keeps it and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from training.background import Flags
from training.bench.pairs import Ratio
from training.comparing.cost import Cost
from training.comparing.differences import Difference
from training.comparing.gate import judge

SAME = Difference("f4_sale", "all", 100, 50, 0.90, 0.90, -0.01, 0.01)
FEW = Flags.count([True] + [False] * 999)
COST = Cost(Ratio(1.0, 0.9, 1.1, (1.0,)), (400.0, 400.0))


def kept(*found: Difference, flags: tuple[Flags, Flags] = (FEW, FEW), cost: Cost | None = COST) -> list[bool]:
    """Return which rules are kept, in the order of the table."""
    return [rule.is_kept for rule in judge(found, flags, cost)]


def test_a_bundle_that_is_as_good_and_as_cheap_keeps_every_rule() -> None:
    assert kept(SAME) == [True] * 6


@pytest.mark.parametrize(("part", "rule"), [("all", 0), ("in unseen disguise", 1)])
def test_f1_may_fall_a_little_and_no_more(part: str, rule: int) -> None:
    assert kept(replace(SAME, part=part, after=0.891))[rule]
    assert not kept(replace(SAME, part=part, after=0.889))[rule]


def test_a_language_that_is_surely_worse_breaks_a_rule_and_one_that_may_be_does_not() -> None:
    german = replace(SAME, part="de", after=0.85, low=-0.09)
    assert kept(SAME, replace(german, high=0.001))[2]
    assert not kept(SAME, replace(german, high=-0.001))[2]


def test_one_more_flag_of_a_thousand_is_borne_and_two_are_not() -> None:
    more = [Flags.count([True] * count + [False] * (1_000 - count)) for count in (2, 3)]
    assert [kept(SAME, flags=(FEW, each))[3] for each in more] == [True, False]


def test_a_bundle_may_be_neither_much_slower_nor_much_larger() -> None:
    assert kept(SAME, cost=replace(COST, speed=replace(COST.speed, median=0.79)))[4:] == [False, True]
    assert kept(SAME, cost=replace(COST, mebibytes=(400.0, 481.0)))[4:] == [True, False]


def test_what_was_not_measured_is_not_judged() -> None:
    assert kept(SAME, cost=None) == [True] * 4


def test_each_rule_says_what_was_found() -> None:
    told = [rule.found for rule in judge([replace(SAME, after=0.95)], (FEW, FEW), COST)]
    assert told == ["f4_sale +0.050", "", "none", "1.00, 1.00", "1.00 (0.90-1.10)", "400 MiB, 400 MiB"]
