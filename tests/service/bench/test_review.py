from __future__ import annotations

from pathlib import Path

import pytest

from service.bench.review import measure_review
from service.errors import LontError
from service.settings import Settings
from tests.support.browsers import chromium


@pytest.mark.browser
@pytest.mark.timeout(300)
def test_three_items_are_decided_by_keyboard_and_measured(tmp_path: Path) -> None:
    with chromium():  # skips where there is none
        pass
    figures = measure_review(Settings(home=tmp_path), 3).figures
    assert (figures["decisions"], figures["undone"]) == (3, 0)
    assert figures["keys_per_decision"] == 2.0  # n; r 1, u, r 6
    assert figures["seconds_per_decision"] > 0
    assert figures["pages"] >= 4
    assert 0 < figures["server_p50_ms"] <= figures["server_p95_ms"]


def test_a_browser_that_is_not_there_is_told_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(LontError, match="needs Playwright and a Chromium"):
        measure_review(Settings(home=tmp_path), 3, "/nowhere/chromium")


@pytest.mark.browser
def test_a_server_that_does_not_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path)
    monkeypatch.setenv("LONT_SESSION_HOURS", "none")  # for the server alone
    with chromium():
        pass
    with pytest.raises(LontError, match="The server did not start"):
        measure_review(settings, 3)
