from __future__ import annotations

import numpy as np
import pytest

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.suggest.plan import Plan, check_plans, split_run
from tests.support.rows import NEITHER, sound

HIT = {"recruitment": 1, "f4_sale": 1}
ROWS = [
    CorpusRow.model_validate(
        sound(id=f"{at}", text=f"bericht {at}", author_batch="abcdef"[at % 6], **(HIT if at % 5 < 2 else NEITHER))
    )
    for at in range(600)
]
LABELS = np.array([row.labels for row in ROWS])


def _plan(hits: float = 0.0) -> Plan:
    return Plan(start=20, step=10, until=60, hits=hits)


@pytest.mark.parametrize("hits", [0.02, 0.1, 0.3])
def test_hits_are_thinned_to_their_share_and_nothing_else_leaves_the_pool(hits: float) -> None:
    whole, thin = (split_run(ROWS, LABELS, _plan(share), 0) for share in (0, hits))
    is_hit = LABELS[thin.pool].any(axis=1)
    assert is_hit.mean() == pytest.approx(hits, abs=0.003)
    assert set(thin.pool.tolist()) <= set(whole.pool.tolist())
    assert (~is_hit).sum() == (~LABELS[whole.pool].any(axis=1)).sum()
    assert np.array_equal(thin.test, whole.test)


def test_rare_hits_are_no_more_frequent_at_the_start_than_later() -> None:
    pools = [split_run(ROWS, LABELS, _plan(0.1), run).pool for run in range(12)]
    start = np.mean([LABELS[pool[:100]].any(axis=1).mean() for pool in pools])
    assert start == pytest.approx(0.1, abs=0.03)


def test_a_run_draws_the_same_hits_again_and_another_seed_draws_others() -> None:
    first, again = (split_run(ROWS, LABELS, _plan(0.1), 0) for _ in range(2))
    other = split_run(ROWS, LABELS, Plan(start=20, until=60, seed=8, hits=0.1), 0)
    assert np.array_equal(first.pool, again.pool)
    assert set(first.pool.tolist()) != set(other.pool.tolist())


def test_no_row_of_a_held_out_batch_is_in_the_pool() -> None:
    split = split_run(ROWS, LABELS, _plan(), 1)
    assert not {ROWS[at].author_batch for at in split.pool} & {ROWS[at].author_batch for at in split.test}


def test_more_hits_than_there_are_cannot_be_had() -> None:
    with pytest.raises(CorpusError, match="are 40% of the pool, where 60% are wanted") as raised:
        split_run(ROWS, LABELS, _plan(0.6), 0)
    assert "--hits" in raised.value.remedy


def test_the_largest_until_that_suits_every_pool_is_named_and_is_the_largest() -> None:
    pools = [len(split_run(ROWS, LABELS, _plan(hits), run).pool) for hits in (0, 0.1) for run in range(8)]
    most = min(pools)
    plans = [Plan(start=20, until=most + 1, hits=hits) for hits in (0, 0.1)]
    with pytest.raises(CorpusError, match=f"{most} rows, fewer than --until, {most + 1}") as raised:
        check_plans(ROWS, plans)
    assert raised.value.remedy == f"Give --until {most} at most."
    check_plans(ROWS, [Plan(start=20, until=most, hits=hits) for hits in (0, 0.1)])


@pytest.mark.parametrize(
    ("plan", "told"),
    [(Plan(start=500, until=600), "fewer than --start"), (Plan(start=100, until=50), "before it starts")],
    ids=["start", "order"],
)
def test_a_start_that_cannot_be_is_refused(plan: Plan, told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        check_plans(ROWS, [plan])


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_corpus_of_a_few_rows_is_refused(count: int) -> None:
    with pytest.raises(CorpusError):
        check_plans(ROWS[:count], [_plan()])
