from __future__ import annotations

import logging
import socket

import httpx2
import pytest

from service.delivery.exchange import Exchange
from service.delivery.hosts import tls_context
from tests.service.delivery.servers import hang, raw_server


def test_a_connection_that_comes_after_the_time_is_over_is_cut_off_at_once() -> None:
    exchange = Exchange(60, private_addresses=False)
    exchange._cut_off()
    with raw_server(hang) as port, pytest.raises(httpx2.HTTPError):
        exchange.post(f"http://127.0.0.1:{port}/", b"{}", {}, tls_context())


def test_no_log_line_tells_the_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(connection: socket.socket) -> None:
        connection.recv(9999)
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with raw_server(answer) as port:
        answered = Exchange(5, private_addresses=False).post(
            f"http://127.0.0.1:{port}/?token=geheim", b"{}", {}, tls_context()
        )
    assert answered.status == 204
    assert "geheim" not in caplog.text
