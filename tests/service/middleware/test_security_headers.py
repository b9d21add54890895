"""Headers that keep a browser from doing more with an answer than showing it."""

from __future__ import annotations

import pytest

from tests.support.api import Api


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/v1/items", "/nowhere", "/static/lont.css", "/metrics"])
def test_every_answer_has_them(api: Api, path: str) -> None:
    headers = api.client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_what_may_hold_texts_is_not_kept_in_caches(api: Api) -> None:
    for path in ("/", "/v1/items", "/nowhere"):
        assert api.client.get(path).headers["cache-control"] == "no-store"
    assert api.client.get("/static/lont.css").headers["cache-control"] == "no-cache"
