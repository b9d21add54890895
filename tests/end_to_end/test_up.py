"""`lont up` on an empty machine: the feed is loaded, scored, readable over the API and the page, and Ctrl-C ends it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.support.processes import PATIENCE_SECONDS, free_port, lont, running, wait_for


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    port = free_port()
    with running("up", "--port", str(port), settings={"LONT_HOME": str(home)}, log=home / "log") as process:
        address = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            assert process.poll() is None, (home / "log").read_text()
            try:
                return httpx2.get(f"{address}/readyz").status_code == 200
            except httpx2.TransportError:
                return False

        wait_for(answers, "lont up")
        yield address
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE_SECONDS) == 0
        assert "lont has ended." in (home / "log").read_text()
        assert "Traceback" not in (home / "log").read_text()


def test_the_feed_is_scored_and_readable_over_the_api(address: str, home: Path) -> None:
    key = (home / "keys" / "api-key").read_text().strip()
    seen = 0
    query = "order=newest&limit=200"
    cursor = ""
    while True:
        response = httpx2.get(f"{address}/v1/items?{query}{cursor}", headers={"Authorization": f"Bearer {key}"})
        assert response.status_code == 200
        page = response.json()
        assert all(item["state"] in {"scored", "queued", "unscored"} for item in page["items"])
        seen += len(page["items"])
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen > 500


def test_the_page_shows_scored_items(address: str) -> None:
    response = httpx2.get(address)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert "recruitment" in response.text


def test_the_status_says_that_somebody_is_at_work(address: str, home: Path) -> None:
    assert httpx2.get(f"{address}/healthz").status_code == 200
    result = lont("status", settings={"LONT_HOME": str(home)})
    assert result.returncode == 0
    assert "at work" in result.stdout
