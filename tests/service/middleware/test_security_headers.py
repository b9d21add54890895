"""Headers that keep a browser from doing more with an answer than showing it."""

from __future__ import annotations

import pytest

from tests.support.api import Api

_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/docs", "/healthz", "/v1/items", "/nowhere", "/static/lont.css", "/metrics"]
)
def test_every_answer_has_them(api: Api, path: str) -> None:
    headers = api.client.get(path, follow_redirects=False).headers
    policy = {name: sources for name, *sources in map(str.split, headers["content-security-policy"].split(";"))}
    assert policy == _POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_what_may_hold_texts_is_not_kept_in_caches(api: Api) -> None:
    browser = api.person()
    for path in ("/", "/items", "/v1/items", "/nowhere"):
        assert browser.get(path).headers["cache-control"] == "no-store"
    assert browser.get("/static/lont.css").headers["cache-control"] == "no-cache"
