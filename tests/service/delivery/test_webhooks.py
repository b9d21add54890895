from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.delivery.webhooks import (
    BODY_BYTES,
    WebhookRefusedError,
    check_endpoint,
    new_secret,
    post_body,
    post_signed,
    webhook_body,
)
from tests.service.delivery.servers import Certificate, Talk, closed_port, drip, hang, raw_server

SECRET = new_secret()
TYPE = "takedown_request.submitted"


@dataclass
class Endpoint:
    """A receiver of webhooks: what it answers, and what it got."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    def url(self, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}/hooks?a=1"


@contextlib.contextmanager
def serving(endpoint: Endpoint, context: ssl.SSLContext | None = None) -> Iterator[Endpoint]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            endpoint.got.append((self.path, {name.lower(): text for name, text in self.headers.items()}, body))
            self.send_response(endpoint.status)
            for name, text in endpoint.headers.items():
                self.send_header(name, text)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing: clients that break a handshake off are part of the tests."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        endpoint.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield endpoint
        finally:
            server.shutdown()
            thread.join()


def post(url: str, seconds: float = 5, **options: Any) -> DeliveryReport:  # noqa: ANN401  # options of several kinds
    secrets = options.pop("secrets", [SECRET])
    return post_signed(url, secrets, "msg_1", TYPE, {"id": "abc"}, timeout_seconds=seconds, **options)


def test_an_event_arrives_signed_and_thin() -> None:
    occurred_at = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    with serving(Endpoint()) as endpoint:
        report = post(endpoint.url(), occurred_at=occurred_at)
    assert report == DeliveryReport(DeliveryOutcome.ACCEPTED, 204, "The endpoint answered 204.")
    ((path, headers, body),) = endpoint.got
    assert path == "/hooks?a=1"
    assert headers["webhook-id"] == "msg_1"
    assert headers["content-type"] == "application/json"
    Webhook(SECRET).verify(body, headers)
    assert json.loads(body) == {"type": TYPE, "timestamp": "2026-03-01T12:00:00Z", "data": {"id": "abc"}}
    assert body == webhook_body(TYPE, occurred_at, {"id": "abc"})


def test_while_secrets_change_the_receiver_may_know_either() -> None:
    new = new_secret()
    with serving(Endpoint()) as endpoint:
        post(endpoint.url(), secrets=[new, SECRET])
    ((_, headers, body),) = endpoint.got
    for secret in (new, SECRET):
        Webhook(secret).verify(body, headers)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, DeliveryOutcome.ACCEPTED),
        (202, DeliveryOutcome.ACCEPTED),
        (299, DeliveryOutcome.ACCEPTED),
        (400, DeliveryOutcome.REFUSED_FOR_GOOD),
        (401, DeliveryOutcome.REFUSED_FOR_GOOD),
        (404, DeliveryOutcome.REFUSED_FOR_GOOD),
        (408, DeliveryOutcome.REFUSED_FOR_NOW),
        (410, DeliveryOutcome.REFUSED_FOR_GOOD),
        (425, DeliveryOutcome.REFUSED_FOR_NOW),
        (429, DeliveryOutcome.REFUSED_FOR_NOW),
        (500, DeliveryOutcome.REFUSED_FOR_NOW),
        (503, DeliveryOutcome.REFUSED_FOR_NOW),
        (600, DeliveryOutcome.UNKNOWN),
    ],
)
def test_each_status_has_its_meaning(status: int, outcome: DeliveryOutcome) -> None:
    with serving(Endpoint(status)) as endpoint:
        report = post(endpoint.url())
    assert (report.outcome, report.code) == (outcome, status)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (301, DeliveryOutcome.REFUSED_FOR_GOOD),
        (302, DeliveryOutcome.REFUSED_FOR_NOW),
        (303, DeliveryOutcome.REFUSED_FOR_NOW),
        (304, DeliveryOutcome.REFUSED_FOR_GOOD),
        (307, DeliveryOutcome.REFUSED_FOR_NOW),
        (308, DeliveryOutcome.REFUSED_FOR_GOOD),
    ],
)
def test_a_redirect_is_a_failure_and_never_followed(status: int, outcome: DeliveryOutcome) -> None:
    with serving(Endpoint()) as elsewhere, serving(Endpoint(status, {"Location": elsewhere.url()})) as endpoint:
        report = post(endpoint.url())
    assert (report.outcome, report.code) == (outcome, status)
    assert (len(endpoint.got), elsewhere.got) == (1, [])


def test_how_long_to_wait_is_read_in_both_forms_and_bounded() -> None:
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    with serving(Endpoint(429)) as endpoint:
        waits = []
        for text in ("120", "999999999", "9" * 400, format_datetime(in_an_hour, usegmt=True), "soon", "-5", "", "٣"):
            endpoint.headers = {"Retry-After": text.encode("utf-8").decode("latin-1")}
            waits.append(post(endpoint.url()).retry_after_seconds)
    assert waits[:3] == [120.0, 86_400.0, 86_400.0]
    assert waits[3] == pytest.approx(3600, abs=60)
    assert waits[4:] == [None, None, None, None]


def _then(answer: bytes | None) -> Talk:
    def talk(connection: socket.socket) -> None:
        seen = b""
        while b'"data"' not in seen and (more := connection.recv(65_536)):
            seen += more
        if answer is None:
            hang(connection)
        elif answer == b"drip":
            drip(connection, b"H")
        else:
            connection.sendall(answer)

    return talk


@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1", b"huh\r\n\r\n", b"HTTP/1.1 200 OK\r\nbad", b"drip"])
def test_no_clear_answer_after_the_body_means_unknown(answer: bytes | None) -> None:
    with raw_server(_then(answer)) as port:
        report = post(f"http://127.0.0.1:{port}/", 0.4)
    assert (report.outcome, report.code) == (DeliveryOutcome.UNKNOWN, None)


def test_headers_that_drip_in_do_not_hold_the_sender() -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        drip(connection, b"X-A: b\r\n")

    with raw_server(talk) as port:
        assert post(f"http://127.0.0.1:{port}/", 0.4).outcome is DeliveryOutcome.UNKNOWN


def test_the_answer_counts_and_not_the_body_that_drips_in_after_it() -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")
        drip(connection, b"x")

    with raw_server(talk) as port:
        assert post(f"http://127.0.0.1:{port}/", 5).outcome is DeliveryOutcome.ACCEPTED


def test_nobody_listening_means_not_reached() -> None:
    assert post(f"http://127.0.0.1:{closed_port()}/").outcome is DeliveryOutcome.NOT_REACHED


def _leave(connection: socket.socket) -> None:
    connection.recv(10)


def _talk_nonsense(connection: socket.socket) -> None:
    connection.sendall(b"nonsense" * 9)
    hang(connection)


@pytest.mark.parametrize("talk", [hang, _leave, _talk_nonsense])
def test_a_handshake_that_fails_means_not_reached(talk: Talk) -> None:
    with raw_server(talk) as port:
        assert post(f"https://127.0.0.1:{port}/", 0.4).outcome is DeliveryOutcome.NOT_REACHED


def test_https_delivers_where_the_certificate_holds_and_not_elsewhere(tmp_path: Path) -> None:
    certificate = Certificate(tmp_path, "127.0.0.1")
    with serving(Endpoint(), certificate.context) as endpoint:
        assert post(endpoint.url("https"), ca_file=certificate.file).outcome is DeliveryOutcome.ACCEPTED
        assert post(endpoint.url("https")).outcome is DeliveryOutcome.NOT_REACHED
        assert post(endpoint.url("https", "localhost"), ca_file=certificate.file).outcome is DeliveryOutcome.NOT_REACHED
    assert len(endpoint.got) == 1


def test_a_name_that_leads_inside_gets_nothing_unless_that_is_allowed(tmp_path: Path) -> None:
    # The one number is 127.0.0.1 to the name service, and no address of this machine to the eye.
    certificate = Certificate(tmp_path, "2130706433")
    with serving(Endpoint(), certificate.context) as endpoint:
        url = endpoint.url("https", "2130706433")
        report = post(url, ca_file=certificate.file)
        assert (report.outcome, report.code) == (DeliveryOutcome.NOT_REACHED, None)
        assert "AddressRefusedError" in report.detail
        assert endpoint.got == []
        allowed = post(url, ca_file=certificate.file, private_addresses=True)
        assert "AddressRefusedError" not in allowed.detail
        assert allowed.outcome is DeliveryOutcome.ACCEPTED


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving(Endpoint()) as endpoint:
        assert post(endpoint.url()).outcome is DeliveryOutcome.ACCEPTED


def test_the_report_says_nothing_of_what_the_endpoint_wrote() -> None:
    with raw_server(_then(b"HTTP/1.1 500 abc geheim\r\nContent-Length: 6\r\n\r\ngeheim")) as port:
        assert post(f"http://127.0.0.1:{port}/").detail == "The endpoint answered 500."


@pytest.mark.parametrize(
    "url",
    [
        "",
        "platform.example/hooks",
        "http://platform.example/",
        "http://127.0.0.1.example/",
        "http://2130706433/",
        "ftp://platform.example/",
        "https:///hooks",
        "https://a:b@platform.example/",
        "https://127.0.0.1@platform.example/",
        "https://platform.example/#a",
        "https://platform.example:99999/",
        "https://plat form.example/",
        "https://platform.example/\r\nHost: x",
        "https://platform.example/" + "a" * 2000,
        "https://\ud800.example/",
        "file:///etc/hostname",
    ],
)
def test_only_https_without_extras_is_an_address_for_webhooks(url: str) -> None:
    with pytest.raises(WebhookRefusedError) as refused:
        post(url)
    assert [fault.code for fault in refused.value.faults] == ["endpoint_invalid"]


@pytest.mark.parametrize(
    "url", ["https://platform.example", "https://größe.example:8443/a?b=c", "http://localhost:1/", "http://[::1]:1/"]
)
def test_an_address_for_webhooks_is_accepted(url: str) -> None:
    check_endpoint(url)


@given(url=st.text(max_size=60) | st.text(max_size=30).map(lambda text: f"https://{text}"))
def test_any_text_is_an_address_or_is_refused(url: str) -> None:
    with contextlib.suppress(WebhookRefusedError):
        check_endpoint(url)


def _refusals(event_type: str, occurred_at: datetime, data: dict[str, Any]) -> list[str]:
    with pytest.raises(WebhookRefusedError) as refused:
        webhook_body(event_type, occurred_at, data)
    return [fault.code for fault in refused.value.faults]


def test_what_is_no_thin_event_is_refused() -> None:
    now = datetime.now(UTC)
    for event_type in ("", "Takedown", "a..b", "a b", "a\n"):
        assert _refusals(event_type, now, {}) == ["event_type_invalid"]
    for value in (float("nan"), {1, 2}, "\ud800", object()):
        assert _refusals(TYPE, now, {"a": value}) == ["data_invalid"]
    assert _refusals(TYPE, now, {"a": "é" * (BODY_BYTES // 2)}) == ["data_too_long"]
    assert _refusals("", datetime(2026, 3, 1), {"a": 1j}) == ["event_type_invalid", "time_without_zone", "data_invalid"]  # noqa: DTZ001


def test_a_wrong_secret_is_told_before_anything_is_sent() -> None:
    with serving(Endpoint()) as endpoint, pytest.raises(WebhookRefusedError):
        post(endpoint.url(), secrets=["whsec_kort"])
    assert endpoint.got == []


def _answering(body: bytes) -> Talk:
    return _then(b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


def _reference_of(talk: Talk, *, reads: bool = True, seconds: float = 5) -> tuple[DeliveryOutcome, str | None]:
    with raw_server(talk) as port:
        report = post_body(
            *(f"http://127.0.0.1:{port}/", [SECRET], "msg_1", b'{"data": 1}'),
            timeout_seconds=seconds,
            reads_reference=reads,
        )
    return report.outcome, report.reference


@pytest.mark.parametrize(
    ("body", "reference"),
    [
        (b'{"reference": "TG-2026-118", "more": [1]}', "TG-2026-118"),
        (b'{"reference": "a\\u202eb\\n c"}', "a b c"),
        (b'{"reference": "' + b"9" * 300 + b'"}', "9" * 200),
        (b'{"reference": 118}', None),
        (b'{"reference": ""}', None),
        (b'["reference"]', None),
        (b"\xff\xfe", None),
        (b"[" * 4000, None),
        (b'{"reference": "TG-1", "long": "' + b"x" * 5000 + b'"}', None),
        (b"", None),
    ],
)
def test_their_number_is_read_where_it_can_be(body: bytes, reference: str | None) -> None:
    assert _reference_of(_answering(body)) == (DeliveryOutcome.ACCEPTED, reference)


def test_no_number_is_read_unasked_or_of_a_refusal() -> None:
    said = b'{"reference": "TG-1"}'
    assert _reference_of(_answering(said), reads=False) == (DeliveryOutcome.ACCEPTED, None)
    refusal = _then(b"HTTP/1.1 422 No\r\nContent-Length: 21\r\n\r\n" + said)
    assert _reference_of(refusal) == (DeliveryOutcome.REFUSED_FOR_GOOD, None)


def test_a_body_that_breaks_off_after_a_yes_is_a_yes_without_a_number() -> None:
    broken = _then(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"reference"')
    assert _reference_of(broken) == (DeliveryOutcome.ACCEPTED, None)


def test_a_body_that_never_ends_after_a_yes_is_a_yes_without_a_number() -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        drip(connection, b"x")

    assert _reference_of(talk, seconds=0.5) == (DeliveryOutcome.ACCEPTED, None)


def test_a_long_notice_is_posted_whole() -> None:
    body = json.dumps({"data": "x" * 3 * BODY_BYTES}).encode()
    with serving(Endpoint()) as endpoint:
        report = post_body(endpoint.url(), [SECRET], "msg_1", body, timeout_seconds=5)
    assert (report.outcome, endpoint.got[0][2]) == (DeliveryOutcome.ACCEPTED, body)
