"""What is counted and logged of a request."""

from __future__ import annotations

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from service.logs import configure_logs
from service.settings import Settings
from tests.support.api import Api


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/healthz", "/healthz"),
        ("GET", "/v1/items/x", "/v1/items/{item_id}"),
        ("GET", "/items/x", "/items/{item_id}"),
        ("GET", "/static/lont.css", "/static"),
        ("GET", "/docs", "/docs"),
        ("GET", "/openapi.json", "/openapi.json"),
        ("PUT", "/v1/items", "/v1/items"),
        ("GET", "/a/b/c", "unmatched"),
    ],
)
def test_a_request_is_counted_and_timed_by_its_template(api: Api, method: str, path: str, route: str) -> None:
    labels = {"method": method, "route": route}
    status = str(api.client.request(method, path).status_code)
    before = REGISTRY.get_sample_value("lont_requests_total", labels | {"status": status}) or 0
    timed = REGISTRY.get_sample_value("lont_request_duration_seconds_count", labels) or 0
    api.client.request(method, path)
    assert REGISTRY.get_sample_value("lont_requests_total", labels | {"status": status}) == before + 1
    assert REGISTRY.get_sample_value("lont_request_duration_seconds_count", labels) == timed + 1


def test_odd_methods_share_one_label(api: Api) -> None:
    for method in ("BREW", "PROPFIND"):
        api.client.request(method, "/healthz")
    labels = {"method": "OTHER", "route": "/healthz", "status": "405"}
    assert (REGISTRY.get_sample_value("lont_requests_total", labels) or 0) >= 2


def test_the_log_has_the_route_and_not_what_was_asked(api: Api) -> None:
    configure_logs(Settings(log_level="debug"))
    with capture_logs() as logs:
        api.client.get("/v1/items?text=zeebonk", headers=api.headers)
        api.client.get("/zeebonk")
    assert [(entry["route"], entry["status"]) for entry in logs] == [("/v1/items", 200), ("unmatched", 404)]
    assert "zeebonk" not in str(logs)


def test_only_what_went_wrong_is_logged_unless_asked_for_more(api: Api) -> None:
    configure_logs(Settings(log_level="info"))
    with capture_logs() as logs:
        api.client.get("/v1/items", headers=api.headers)
        api.client.get("/zeebonk")
    assert [entry["status"] for entry in logs] == [404]
