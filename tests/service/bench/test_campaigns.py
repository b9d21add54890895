from __future__ import annotations

from service.bench.campaigns import measure_campaigns
from service.settings import Settings


def test_each_family_of_texts_becomes_one_campaign(settings: Settings) -> None:
    measured = measure_campaigns(settings, 1_000, 100)
    assert (measured.families, measured.found) == (10, 10)
    assert [tenth.items for tenth in measured.tenths] == list(range(100, 1_001, 100))
    assert 100 <= measured.largest <= 1_000
    assert measured.growth > 0
