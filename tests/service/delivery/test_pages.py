"""Opening a public page: what comes, how much of it, where it never goes, and that nothing of it is an error."""

from __future__ import annotations

import socket

import pytest

from service.delivery.pages import MOST_BYTES, open_page
from service.domain.takedown.online import SeenPage
from tests.service.delivery.servers import Talk, closed_port, hang, raw_server


def answering(*answers: bytes) -> tuple[Talk, list[bytes]]:
    """Give one answer after the other, and keep what was asked."""
    left, asked = list(answers), list[bytes]()

    def talk(connection: socket.socket) -> None:
        asked.append(connection.recv(65_536))
        connection.sendall(left.pop(0))

    return talk, asked


def answer(status: str, body: bytes = b"", *headers: bytes) -> bytes:
    lines = [f"HTTP/1.1 {status}".encode(), b"Content-Length: %d" % len(body), b"Connection: close", *headers]
    return b"\r\n".join([*lines, b"", body])


def opened(port: int, path: str = "/t.me/a/1", seconds: float = 30.0) -> SeenPage:
    return open_page(f"http://127.0.0.1:{port}{path}", timeout_seconds=seconds, on_this_machine=True)


def test_a_page_comes_as_it_is_asked_for_without_cookies() -> None:
    talk, asked = answering(answer("200 OK", b"<p>x", b"Set-Cookie: a=b"))
    with raw_server(talk) as port:
        assert opened(port) == SeenPage(200, b"<p>x")
    assert asked[0].startswith(b"GET /t.me/a/1 HTTP/1.1\r\n")
    assert b"cookie" not in asked[0].lower()


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "503 Busy", "403 No"])
def test_a_status_is_told_as_it_is(status: str) -> None:
    talk, _ = answering(answer(status, b"x"))
    with raw_server(talk) as port:
        assert opened(port) == SeenPage(int(status[:3]), b"x")


def test_of_a_long_page_the_beginning_is_read_and_a_packed_one_counts_as_cut_short() -> None:
    talk, _ = answering(answer("200 OK", b"x" * (MOST_BYTES + 10)), answer("200 OK", b"x", b"Content-Encoding: gzip"))
    with raw_server(talk) as port:
        assert opened(port) == SeenPage(200, b"x" * MOST_BYTES, whole=False)
        assert opened(port) == SeenPage(200, b"x", whole=False)


def test_a_redirect_within_the_host_is_followed_and_no_more_than_three() -> None:
    moved = answer("302 Found", b"", b"Location: /next")
    talk, asked = answering(moved, answer("200 OK", b"x"), *[moved] * 4)
    with raw_server(talk) as port:
        assert opened(port) == SeenPage(200, b"x")
        assert opened(port) == SeenPage(None)
    assert len(asked) == 6


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.example/",
        "http://localhost:1/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "//x@127.0.0.1/",
        "",
    ],
)
def test_a_redirect_to_elsewhere_is_no_answer(location: str) -> None:
    talk, _ = answering(answer("302 Found", b"", b"Location: " + location.encode()), *[b""] * 3)
    with raw_server(talk) as port:
        assert opened(port) == SeenPage(None)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "https://127.0.0.1:{port}/",
        "https://localhost:{port}/",
        "https://[::1]:{port}/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest",
        "http://public.example/",
        "https://user@public.example/",
        "ftp://public.example/",
        "x",
    ],
)
def test_what_is_inside_or_no_https_is_not_even_connected_to(url: str) -> None:
    talk, asked = answering(answer("200 OK", b"secret"))
    with raw_server(talk) as port:
        assert open_page(url.format(port=port), timeout_seconds=5) == SeenPage(None)
    assert asked == []


def test_a_name_that_leads_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    talk, asked = answering(b"")
    usual = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *rest, **more: usual("127.0.0.1", *rest, **more))
    with raw_server(talk) as port:
        assert open_page(f"https://public.example:{port}/", timeout_seconds=5) == SeenPage(None)
    assert asked in ([], [b""])


def test_the_sandbox_is_on_this_machine_and_nowhere_else() -> None:
    assert open_page("http://public.example/", timeout_seconds=5, on_this_machine=True) == SeenPage(None)


def test_no_answer_is_no_answer() -> None:
    assert opened(closed_port()) == SeenPage(None)
    with raw_server(hang) as port:
        assert opened(port, seconds=1.0) == SeenPage(None)
    talk, _ = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
    with raw_server(talk) as port:
        assert opened(port) == SeenPage(None)
