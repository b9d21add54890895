"""`lont sandbox` as a process of its own: it says where it is, takes what is signed, and ends on Ctrl-C."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import httpx2
import pytest

from tests.support.processes import PATIENCE_SECONDS, free_port, lont, running, wait_for
from tests.support.sandboxes import PLACE, notice_of, signed


def test_it_shows_posts_takes_notices_and_does_what_the_script_says(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    posts, script = tmp_path / "posts.jsonl", tmp_path / "script.txt"
    posts.write_text('{"locator": "https://' + PLACE + '", "text": "gezocht"}\n', "utf-8")
    script.write_text("every: fail 503, remove\n", "utf-8")
    options = ("--port", str(port), "--posts", str(posts), "--script", str(script), "--pace", "0.05")
    with running("sandbox", *options, settings={}, log=log) as process:
        wait_for(lambda: "Secret" in log.read_text() or process.poll() is not None, "its secret")
        secret = re.search(r"Secret +(whsec_\S+)", log.read_text())
        assert secret is not None, log.read_text()
        address, body = f"http://127.0.0.1:{port}", notice_of()
        assert httpx2.get(f"{address}/{PLACE}").status_code == 200
        headers = signed(body, secret=secret[1])
        statuses = [httpx2.post(f"{address}/notices", content=body, headers=headers).status_code for _ in range(2)]
        assert statuses == [503, 202]
        wait_for(lambda: httpx2.get(f"{address}/{PLACE}").status_code == 410, "the removal")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE_SECONDS) == 0
    assert "The sandbox has ended." in log.read_text()


@pytest.mark.parametrize(
    ("option", "content", "code"),
    [
        ("--script", "every: explode", "script_refused"),
        ("--posts", "{}", "posts_refused"),
        ("--posts", None, "usage"),
    ],
)
def test_what_it_cannot_read_it_says(tmp_path: Path, option: str, content: str | None, code: str) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_text(content, "utf-8")
    said = lont("sandbox", option, str(file), settings={})
    assert said.returncode == 2
    assert f"[{code}]" in said.stderr
    assert "Traceback" not in said.stderr
