"""Which requests count as coming from this machine."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from service.dependencies.local import is_local


def _request(client: str | None, host: str, **headers: str) -> Request:
    raw = [(b"host", host.encode("latin-1"))]
    raw += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw, "client": (client, 5000) if client else None})


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1"])
@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "[::1]"])
def test_a_straight_request_under_a_name_of_this_machine_is_local(client: str, host: str) -> None:
    assert is_local(_request(client, host))


@pytest.mark.parametrize("client", ["203.0.113.7", "10.0.0.1", "::2", "unix", None])
def test_a_request_from_elsewhere_is_not_local(client: str | None) -> None:
    assert not is_local(_request(client, "127.0.0.1"))


@pytest.mark.parametrize(
    "host", ["", "lont.example", "127.0.0.1.example:80", "localhost.example", "[", "10.0.0.1", "é"]
)
def test_a_request_under_another_name_is_not_local(host: str) -> None:
    assert not is_local(_request("127.0.0.1", host))


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "x_real_ip", "via", "x_forwarded_host"])
def test_a_request_that_a_proxy_handed_on_is_not_local(header: str) -> None:
    assert not is_local(_request("127.0.0.1", "127.0.0.1", **{header: "127.0.0.1"}))
