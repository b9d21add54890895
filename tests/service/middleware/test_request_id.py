"""The id that every request has."""

from __future__ import annotations

import pytest

from tests.support.api import Api


@pytest.mark.parametrize("offered", ["12345678", "a-b_c.D-1234", "x" * 64])
def test_a_plain_id_of_the_caller_is_kept(api: Api, offered: str) -> None:
    answer = api.client.get("/v1/items", headers={"X-Request-ID": offered})
    assert answer.headers["x-request-id"] == offered
    assert answer.json()["request_id"] == offered
    assert answer.json()["instance"] == f"urn:lont:request:{offered}"


@pytest.mark.parametrize("offered", ["", "short", "x" * 65, "with space in", "<script>alert</script>", "é" * 8])
def test_any_other_gets_one_of_ours(api: Api, offered: str) -> None:
    answer = api.client.get("/v1/items", headers={b"X-Request-ID": offered.encode()})
    assert len(answer.headers["x-request-id"]) == 32
    assert answer.headers["x-request-id"] == answer.json()["request_id"]


def test_two_requests_have_two_ids(api: Api) -> None:
    ids = {api.client.get("/healthz").headers["x-request-id"] for _ in range(20)}
    assert len(ids) == 20
