"""`lont up` on an empty machine: the feed is loaded, scored, readable over the API and its pages; Ctrl-C ends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from tests.support.processes import lont
from tests.support.upping import Up, lont_up


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with lont_up(tmp_path_factory.mktemp("home")) as up:
        yield up


@contextmanager
def _signed_in(up: Up, name: str) -> Iterator[httpx2.Client]:
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
    with httpx2.Client(base_url=up.address, headers=headers) as client:
        answer = client.post("/sign-in", data={"name": name, "password": up.passwords[name]})
        assert answer.status_code == 303
        yield client


def test_the_feed_is_scored_and_readable_over_the_api(up: Up) -> None:
    key = (up.home / "keys" / "api-key").read_text().strip()
    seen = 0
    query = "order=newest&limit=200"
    cursor = ""
    while True:
        response = httpx2.get(f"{up.address}/v1/items?{query}{cursor}", headers={"Authorization": f"Bearer {key}"})
        assert response.status_code == 200
        page = response.json()
        assert all(item["state"] in {"scored", "queued", "unscored"} for item in page["items"])
        seen += len(page["items"])
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen > 500


def test_whoever_has_not_signed_in_is_asked_to(up: Up) -> None:
    response = httpx2.get(up.address, headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in?next=%2F")


def test_three_people_can_sign_in_and_see_what_is_theirs(up: Up) -> None:
    assert set(up.passwords) == {"admin", "analyst", "approver"}
    for name, path, says in (
        ("analyst", "/", "What waits for review"),
        ("approver", "/requests", "Takedown requests"),
        ("admin", "/accounts", "Accounts"),
    ):
        with _signed_in(up, name) as client:
            response = client.get(path)
            assert response.status_code == 200
            assert response.headers["content-type"].startswith("text/html")
            assert says in response.text


def test_the_status_says_that_somebody_is_at_work(up: Up) -> None:
    assert httpx2.get(f"{up.address}/healthz").status_code == 200
    result = lont("status", settings=up.settings)
    assert result.returncode == 0
    assert "at work" in result.stdout
