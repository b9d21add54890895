from __future__ import annotations

from service.bench.queue import ACTS, measure_queue
from service.settings import Settings


def test_each_act_is_measured_on_both_databases(settings: Settings) -> None:
    measured = measure_queue(settings, 400, 100, 0.5, 10)
    assert [each.act for each in measured] == list(ACTS)
    for each in measured:
        assert 0 < each.few[0] <= each.few[1]
        assert 0 < each.many[0] <= each.many[1]
        assert each.ratio > 0
