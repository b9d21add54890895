"""The sandbox platform on a real socket: pages, notices by lont's own sender, and connections that end in doubt."""

from __future__ import annotations

import threading

import httpx2
import pytest

from service.delivery.exchange import Exchange
from service.delivery.hosts import tls_context
from service.sandbox.app import NOTICES_PATH
from service.sandbox.platform import SandboxPlatform
from service.sandbox.posts import PostsRefusedError, PostState, read_posts
from service.sandbox.running import running, take_turns
from tests.support.processes import wait_for
from tests.support.sandboxes import PLACE, REQUEST, notice_of, sandbox, signed


def sent(address: str, patience: float = 30.0) -> tuple[int | None, bool]:
    """Send a notice as lont sends webhooks; return the status, and whether it may have arrived."""
    body, exchange = notice_of(), Exchange(patience, private_addresses=False)
    try:
        with exchange.limited():
            answered = exchange.post(f"{address}{NOTICES_PATH}", body, signed(body), tls_context())
    except httpx2.HTTPError:
        return None, exchange.may_have_arrived
    return answered.status, exchange.may_have_arrived


def test_a_post_has_a_public_page_until_it_is_removed() -> None:
    platform = sandbox()
    with running(platform) as address, httpx2.Client(base_url=address) as client:
        page = client.get(f"/{PLACE}")
        assert page.status_code == 200
        assert "gezocht: 2 man &amp; een busje\nvoor &lt;vannacht&gt;" in page.text
        assert client.get(f"/{PLACE}?embed=1").status_code == 501
        assert client.get("/t.me/elders/1").status_code == 501
        for offline, status in ((PostState.REMOVED, 410), (PostState.VANISHED, 404), (PostState.ONLINE, 200)):
            platform.wall.turn([PLACE], offline)
            assert client.get(f"/{PLACE}").status_code == status
        home = client.get("/")
        assert PLACE in home.text
        assert home.headers["content-security-policy"].startswith("default-src 'none'")


def test_notices_are_taken_and_what_was_done_stands_on_the_first_page() -> None:
    platform = sandbox("every: fail 503, ack, remove")
    with running(platform) as address:
        assert [sent(address)[0] for _ in range(3)] == [503, 202, 200]
        platform.turn()
        assert f"{REQUEST}</td><td>fail 503, taken, ack</td><td>remove</td>" in httpx2.get(address).text
        known = httpx2.post(f"{address}{NOTICES_PATH}", content=notice_of(), headers=signed(notice_of()))
        assert known.json()["reference"] == "SANDBOX-1"
        assert httpx2.post(f"{address}{NOTICES_PATH}", content=b"{}").status_code == 401
        assert httpx2.post(f"{address}{NOTICES_PATH}", content=b"x" * 2_000_001).status_code == 413


@pytest.mark.parametrize("act", ["hang", "cut"])
def test_a_sender_cannot_know_what_became_of_a_notice_without_an_answer(act: str) -> None:
    platform = sandbox(f"every: {act}, remove")
    with running(platform) as address:
        # Long enough to come through on a busy machine; one that is cut off does not wait for it.
        assert sent(address, 3.0) == (None, True)
        assert sent(address) == (200, True)
    assert [notice.taken for notice in platform.notices()] == [True]


def test_turns_are_taken_by_themselves_at_a_pace() -> None:
    platform = sandbox()
    with running(platform, pace_seconds=0.01) as address:
        assert sent(address)[0] == 202
        wait_for(lambda: httpx2.get(f"{address}/{PLACE}").status_code == 410, "the removal")


def test_a_turn_that_fails_is_not_the_last() -> None:
    over, seen = threading.Event(), []

    class Broken(SandboxPlatform):
        def turn(self) -> int:
            seen.append(1)
            if len(seen) > 1:
                over.set()
            raise RuntimeError

    take_turns(Broken([], sandbox()._script, []), over, 0.001)
    assert len(seen) == 2


def test_posts_are_read_from_json_lines() -> None:
    lines = ['{"locator": "https://t.me/a/1", "text": "x", "author": "y", "more": 1}\n', "\n"]
    assert [(post.place, post.author) for post in read_posts(lines)] == [("t.me/a/1", "y")]
    for line in ("{", "[]", '{"text": "x"}', "3", "[" * 9000):
        with pytest.raises(PostsRefusedError, match="Line 1"):
            read_posts([line])
