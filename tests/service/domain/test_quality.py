"""Shares, intervals and kappa, held against the libraries that the service does not load."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score
from uuid_utils.compat import uuid7

from service.domain.decisions import RejectReason, Verdict
from service.domain.quality import ENOUGH, PairedSaid, Share, agreement, floor_of, kappa, says
from service.domain.review_tasks import Said

_WORDS = st.sampled_from(["yes", "no", "open"])
YES, NO, OPEN = (
    Said(Verdict.CONFIRM, ("recruitment",)),
    Said(Verdict.REJECT, (), RejectReason.ORDINARY),
    Said(Verdict.CANNOT_TELL),
)


@pytest.mark.parametrize(("k", "n"), [(0, 20), (1, 20), (13, 27), (50, 50), (992, 1000)])
def test_the_interval_is_that_of_wilson(k: int, n: int) -> None:
    expected = binomtest(k, n).proportion_ci(method="wilson")
    assert Share(k, n).low == pytest.approx(expected.low)
    assert Share(k, n).high == pytest.approx(expected.high)


def test_of_nothing_nothing_is_known() -> None:
    assert (Share(0, 0).low, Share(0, 0).high, Share(0, 0).enough) == (0.0, 1.0, False)


@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=2, max_size=60))
def test_kappa_is_that_of_the_library(sides: list[tuple[str, str]]) -> None:
    found = kappa(sides)
    if len({word for side in sides for word in side}) == 1:
        assert found is None
    else:
        assert found == pytest.approx(cohen_kappa_score(*zip(*sides, strict=True)))


def test_a_label_is_said_denied_or_left_open() -> None:
    assert [says(said, "recruitment") for said in (YES, NO, OPEN)] == ["yes", "no", "open"]
    assert says(YES, "f4_sale") == "no"


def test_fewer_than_twenty_have_no_kappa() -> None:
    pairs = [PairedSaid("usr_a", YES, "usr_b", YES if at % 2 else NO) for at in range(ENOUGH)]
    assert agreement(pairs[1:], "recruitment").kappa is None
    assert agreement(pairs, "recruitment").kappa == 0.0


def test_in_a_pair_each_keeps_their_side() -> None:
    once = [PairedSaid("usr_a", YES, "usr_b", NO)] * 10 + [PairedSaid("usr_a", NO, "usr_b", NO)] * 10
    turned = [PairedSaid(each.second_by, each.second, each.first_by, each.first) for each in once[:10]] + once[10:]
    pair = ("usr_a", "usr_b")
    assert agreement(turned, "recruitment", pair) == agreement(once, "recruitment", pair)


def test_an_id_is_never_below_the_floor_of_its_time() -> None:
    before = datetime.now(UTC)
    assert floor_of(before) <= uuid7()
