"""What is told of a browser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.browsers import browser_family

_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME}", "Chrome, Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Edg/140.0.0.0", "Edge, Windows"),
        (f"Mozilla/5.0 (Linux; Android 15) {_CHROME}", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iOS"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_told_by_family_and_system(user_agent: str, family: str) -> None:
    assert browser_family(user_agent) == family


@given(st.text())
def test_nothing_that_a_client_sends_comes_out(user_agent: str) -> None:
    assert len(browser_family(user_agent)) <= 60
    assert not set(browser_family(f"<b>{user_agent}\x00")) & set("<>\x00")
