from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.delivery.mails import MailRefusedError, compose, payload_bytes, payload_sha256
from service.delivery.outcomes import DeliveryOutcome
from service.delivery.smtp import SmtpRoute, SmtpSecurity, deliver
from service.errors import ConfigurationError
from tests.service.delivery.servers import (
    DROP,
    HANG,
    Certificate,
    ChoosyKeeper,
    ChoosySMTP,
    Keeper,
    closed_port,
    drip,
    hang,
    mail_server,
    only,
    raw_server,
    smtp_script,
)

BODY = "Geachte mevrouw,\n.\n..\n.stip voorop\nEén bericht – ✓ 🎆\n" + "lang " * 400 + "\n\n.\n"


def mail(body: str = BODY) -> EmailMessage:
    return compose(
        sender="meldpunt@lont.example",
        sender_name="Meldpunt",
        recipient="notices@platform.example",
        subject="Melding één",
        body=body,
        message_id="<een@lont.example>",
    )


def big_mail() -> EmailMessage:
    """More than the buffers between client and server take."""
    message = mail()
    message.set_content("Een lange regel van een lange melding. \n" * 400_000, cte="7bit")
    return message


def plain(port: int, seconds: float = 0.4) -> SmtpRoute:
    return SmtpRoute("127.0.0.1", port, SmtpSecurity.NONE, timeout_seconds=seconds)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"), "127.0.0.1", "localhost")


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture(scope="module")
def common_keeper() -> Keeper:
    return Keeper()


@pytest.fixture(scope="module")
def common_port(common_keeper: Keeper) -> Iterator[int]:
    with mail_server(common_keeper) as port:
        yield port


def test_a_mail_arrives_byte_for_byte(keeper: Keeper) -> None:
    message = mail()
    with mail_server(keeper) as port:
        report = deliver(plain(port), message)
    assert (report.outcome, report.code) == (DeliveryOutcome.ACCEPTED, 250)
    assert keeper.contents == [payload_bytes(message)]
    assert hashlib.sha256(keeper.contents[0]).hexdigest() == payload_sha256(message)
    assert keeper.envelopes[0].mail_from == "meldpunt@lont.example"
    assert keeper.envelopes[0].rcpt_tos == ["notices@platform.example"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.sampled_from([".", "..", ".a", "a.", "", "é", "\r", "QUIT"]) | st.text(max_size=8), max_size=6)
)
def test_any_text_arrives_byte_for_byte(common_keeper: Keeper, common_port: int, lines: list[str]) -> None:
    message = mail("\n".join(lines))
    assert deliver(plain(common_port, 5), message).outcome is DeliveryOutcome.ACCEPTED
    assert common_keeper.contents[-1] == payload_bytes(message)


@pytest.mark.parametrize("status", [421, 450, 550, 552, 554])
@pytest.mark.parametrize("step", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "dot"])
def test_a_no_counts_for_now_or_for_good_at_every_step(step: str, status: int) -> None:
    handler = ChoosyKeeper(step, status)
    with mail_server(handler, ChoosySMTP) as port:
        report = deliver(plain(port, 2), mail())
    wanted = DeliveryOutcome.REFUSED_FOR_NOW if status < 500 else DeliveryOutcome.REFUSED_FOR_GOOD
    assert (report.outcome, report.code) == (wanted, status)
    assert handler.contents == []


def test_a_server_that_knows_no_ehlo_is_greeted_the_old_way() -> None:
    with raw_server(smtp_script(EHLO=b"502 what", HELO=b"250 here")) as port:
        assert deliver(plain(port), mail()).outcome is DeliveryOutcome.ACCEPTED


@pytest.mark.parametrize("trouble", [HANG, DROP])
@pytest.mark.parametrize("step", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
def test_silence_and_a_drop_before_the_content_mean_not_reached(step: str, trouble: bytes) -> None:
    with raw_server(smtp_script(**{step: trouble})) as port:
        report = deliver(plain(port), mail())
    assert (report.outcome, report.code) == (DeliveryOutcome.NOT_REACHED, None)


@pytest.mark.parametrize("trouble", [HANG, DROP, b"huh", b"354 go on", b"250-kept", b"999 x", b"2"])
def test_after_the_final_dot_no_clear_answer_means_unknown(trouble: bytes) -> None:
    with raw_server(smtp_script(dot=trouble)) as port:
        assert deliver(plain(port), mail()).outcome is DeliveryOutcome.UNKNOWN


def test_a_drop_in_mid_content_is_unknown_where_the_dot_may_have_arrived() -> None:
    def read_a_little(connection: socket.socket) -> None:
        connection.sendall(b"354 go on\r\n")
        connection.recv(10)

    with raw_server(smtp_script(DATA=read_a_little)) as port:
        assert deliver(plain(port), mail()).outcome is DeliveryOutcome.UNKNOWN


@pytest.mark.parametrize("then", ["drop", "stall"])
def test_an_end_in_mid_content_is_not_reached_where_the_dot_never_left(then: str) -> None:
    def read_a_little(connection: socket.socket) -> None:
        connection.sendall(b"354 go on\r\n")
        connection.recv(10)
        if then == "stall":
            # Reads no more until the client has given up.
            released.recv(1)

    released, release = socket.socketpair()
    with released, release, raw_server(smtp_script(DATA=read_a_little), receive_buffer=4096) as port:
        report = deliver(plain(port), big_mail())
        release.sendall(b".")
    assert (report.outcome, report.code) == (DeliveryOutcome.NOT_REACHED, None)


def test_nobody_listening_means_not_reached() -> None:
    report = deliver(plain(closed_port()), mail())
    assert (report.outcome, report.code) == (DeliveryOutcome.NOT_REACHED, None)
    assert "ConnectionRefusedError" in report.detail


@pytest.mark.parametrize("host", ["host.invalid", "a..b", "x" * 70 + ".example"])
def test_a_host_that_no_name_server_knows_means_not_reached(host: str) -> None:
    route = SmtpRoute(host, 25, SmtpSecurity.NONE, timeout_seconds=0.4)
    assert deliver(route, mail()).outcome is DeliveryOutcome.NOT_REACHED


def test_an_accepted_mail_stays_accepted_whatever_comes_after_it() -> None:
    for talk in (smtp_script(QUIT=HANG), smtp_script(QUIT=DROP), smtp_script(QUIT=b"500 no")):
        with raw_server(talk) as port:
            assert deliver(plain(port), mail()).outcome is DeliveryOutcome.ACCEPTED


def test_an_answer_that_drips_or_never_ends_does_not_hold_the_sender() -> None:
    for answer in (lambda it: drip(it, b"2"), lambda it: drip(it, b"250-x\r\n"), lambda it: drip(it, b"x" * 20_000)):
        with raw_server(smtp_script(EHLO=answer)) as port:
            assert deliver(plain(port), mail()).outcome is DeliveryOutcome.NOT_REACHED
        with raw_server(smtp_script(dot=answer)) as port:
            assert deliver(plain(port), mail()).outcome is DeliveryOutcome.UNKNOWN


def test_the_detail_is_one_short_line_without_control_characters() -> None:
    with raw_server(smtp_script(RCPT=b"550-\x1b[31mnee\x00\r\n550 \xe2\x80\xae\xff " + b"want " * 200)) as port:
        detail = deliver(plain(port), mail()).detail
    assert len(detail) == 300
    assert detail.isprintable()
    assert "nee" in detail


def test_the_detail_does_not_repeat_what_the_mail_says() -> None:
    text = "Bel @lont_dummy of kijk op https://t.example/9 voor 1k p, wie durft vanavond mee te gaan"
    for line in (
        text,
        text.upper(),
        f"blocked: {text}",
        "url https://t.example/9 by @lont_dummy 1k durft vanavond mee",
    ):
        with raw_server(smtp_script(dot=b"554 spam " + line.encode())) as port:
            report = deliver(plain(port), mail(text))
        assert report.outcome is DeliveryOutcome.REFUSED_FOR_GOOD
        assert "spam" in report.detail
        for said in ("lont_dummy", "t.example", "1k", "durft vanavond"):
            assert said not in report.detail.lower()


def test_starttls_with_a_certificate_that_holds_delivers(keeper: Keeper, certificate: Certificate) -> None:
    message = mail()
    with mail_server(keeper, tls_context=certificate.context, require_starttls=True) as port:
        route = SmtpRoute("localhost", port, ca_file=certificate.file, timeout_seconds=5)
        assert deliver(route, message).outcome is DeliveryOutcome.ACCEPTED
    assert keeper.contents == [payload_bytes(message)]


def test_tls_from_the_first_byte_delivers(keeper: Keeper, certificate: Certificate) -> None:
    with mail_server(keeper, ssl_context=certificate.context) as port:
        trusting = SmtpRoute("127.0.0.1", port, SmtpSecurity.TLS, ca_file=certificate.file, timeout_seconds=5)
        wary = SmtpRoute("127.0.0.1", port, SmtpSecurity.TLS, timeout_seconds=5)
        assert deliver(trusting, mail()).outcome is DeliveryOutcome.ACCEPTED
        assert deliver(wary, mail()).outcome is DeliveryOutcome.NOT_REACHED
    assert len(keeper.contents) == 1


def test_a_certificate_that_nobody_vouches_for_means_not_reached(keeper: Keeper, certificate: Certificate) -> None:
    with mail_server(keeper, tls_context=certificate.context) as port:
        report = deliver(SmtpRoute("localhost", port, timeout_seconds=5), mail())
    assert report.outcome is DeliveryOutcome.NOT_REACHED
    assert "certificate verify failed" in report.detail
    assert keeper.contents == []


def test_the_certificate_of_another_host_means_not_reached(keeper: Keeper, tmp_path: Path) -> None:
    other = Certificate(tmp_path, "other.example")
    with mail_server(keeper, tls_context=other.context) as port:
        report = deliver(SmtpRoute("localhost", port, ca_file=other.file, timeout_seconds=5), mail())
    assert report.outcome is DeliveryOutcome.NOT_REACHED
    assert keeper.contents == []


def test_on_this_machine_certificates_may_go_unverified_if_said_so(keeper: Keeper, certificate: Certificate) -> None:
    with mail_server(keeper, tls_context=certificate.context) as port:
        route = SmtpRoute("localhost", port, unverified_loopback=True, timeout_seconds=5)
        assert deliver(route, mail()).outcome is DeliveryOutcome.ACCEPTED


def test_starttls_never_falls_back_to_plain(keeper: Keeper) -> None:
    with mail_server(keeper) as port:
        report = deliver(SmtpRoute("localhost", port, timeout_seconds=5), mail())
    assert report.outcome is DeliveryOutcome.NOT_REACHED
    assert keeper.contents == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"454 not now", DeliveryOutcome.REFUSED_FOR_NOW),
        (b"554 never", DeliveryOutcome.REFUSED_FOR_GOOD),
        (HANG, DeliveryOutcome.NOT_REACHED),
        (DROP, DeliveryOutcome.NOT_REACHED),
        (b"220 go\r\n250 smuggled", DeliveryOutcome.NOT_REACHED),
        (b"220 go", DeliveryOutcome.NOT_REACHED),
    ],
)
def test_trouble_with_starttls_is_never_an_open_question(answer: bytes, outcome: DeliveryOutcome) -> None:
    with raw_server(smtp_script(EHLO=b"250-here\r\n250 STARTTLS", STARTTLS=answer)) as port:
        assert deliver(SmtpRoute("localhost", port, timeout_seconds=0.4), mail()).outcome is outcome


@pytest.mark.parametrize("only_method", [None, "PLAIN", "LOGIN"])
def test_the_right_password_is_let_in_and_a_wrong_one_is_refused_for_good(
    keeper: Keeper, certificate: Certificate, only_method: str | None
) -> None:
    excluded = [] if only_method is None else [method for method in ("PLAIN", "LOGIN") if method != only_method]
    options: dict[str, Any] = {
        "tls_context": certificate.context,
        "auth_required": True,
        "authenticator": only("lont", "zéér geheim ✓"),
        "auth_exclude_mechanism": excluded,
    }
    with mail_server(keeper, **options) as port:
        right, wrong = (
            SmtpRoute("localhost", port, user="lont", password=word, ca_file=certificate.file, timeout_seconds=5)
            for word in ("zéér geheim ✓", "fout-wachtwoord")
        )
        assert deliver(right, mail()).outcome is DeliveryOutcome.ACCEPTED
        report = deliver(wrong, mail())
    assert (report.outcome, report.code) == (DeliveryOutcome.REFUSED_FOR_GOOD, 535)
    assert "fout" not in report.detail
    assert len(keeper.contents) == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"535 no hunter22", DeliveryOutcome.REFUSED_FOR_GOOD),
        (b"454 later", DeliveryOutcome.REFUSED_FOR_NOW),
        (DROP, DeliveryOutcome.NOT_REACHED),
        (HANG, DeliveryOutcome.NOT_REACHED),
        (b"334 more", DeliveryOutcome.NOT_REACHED),
    ],
)
def test_a_log_in_that_fails_is_told_apart(answer: bytes, outcome: DeliveryOutcome) -> None:
    with raw_server(smtp_script(EHLO=b"250-here\r\n250 AUTH PLAIN LOGIN", AUTH=answer)) as port:
        route = SmtpRoute("127.0.0.1", port, SmtpSecurity.NONE, user="lont", password="hunter22", timeout_seconds=0.4)
        report = deliver(route, mail())
    assert report.outcome is outcome
    assert "hunter22" not in report.detail


def test_a_log_in_that_ends_at_its_first_word_sends_no_password() -> None:
    lines: list[bytes] = []

    def refuse(connection: socket.socket) -> None:
        connection.sendall(b"504 no\r\n")
        lines.append(connection.recv(1000))

    with raw_server(smtp_script(EHLO=b"250-here\r\n250 AUTH LOGIN", AUTH=refuse)) as port:
        route = SmtpRoute("127.0.0.1", port, SmtpSecurity.NONE, user="lont", password="hunter22", timeout_seconds=2)
        report = deliver(route, mail())
    assert (report.outcome, report.code) == (DeliveryOutcome.REFUSED_FOR_GOOD, 504)
    assert lines == [b"QUIT\r\n"]


def test_a_server_without_a_way_to_log_in_refuses_for_good(keeper: Keeper) -> None:
    with mail_server(keeper, SMTP) as port:
        route = SmtpRoute("127.0.0.1", port, SmtpSecurity.NONE, user="lont", password="geheim", timeout_seconds=2)
        report = deliver(route, mail())
    assert report.outcome is DeliveryOutcome.REFUSED_FOR_GOOD
    assert keeper.contents == []


def test_a_mail_too_big_for_the_server_is_refused_before_it_is_sent() -> None:
    handler = Keeper()
    with mail_server(handler, data_size_limit=1000) as port:
        report = deliver(plain(port, 2), mail())
    assert (report.outcome, report.code) == (DeliveryOutcome.REFUSED_FOR_GOOD, 552)


def test_the_password_does_not_show_in_the_route() -> None:
    route = SmtpRoute("mail.example", 587, user="lont", password="hunter22")
    assert "hunter22" not in repr(route)


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("mail.unverified", {"unverified_loopback": True}),
        ("mail.password_in_clear", {"security": SmtpSecurity.NONE, "user": "a", "password": "b"}),
        ("mail.user_and_password", {"user": "a"}),
        ("mail.user_and_password", {"password": "b"}),
        ("mail.host", {"host": "mail.example\r\n"}),
        ("mail.host", {"host": ""}),
        ("mail.port", {"port": 0}),
        ("mail.port", {"port": 65_536}),
        ("mail.security", {"security": "starttls"}),
        ("mail.ehlo_name", {"ehlo_name": "a b"}),
        ("mail.timeout_seconds", {"timeout_seconds": 0.0}),
        ("mail.timeout_seconds", {"timeout_seconds": float("nan")}),
    ],
)
def test_a_route_that_is_not_safe_cannot_be_set_up(where: str, changes: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError) as refused:
        SmtpRoute(**{"host": "mail.example", "port": 587} | changes)  # type: ignore[arg-type]
    assert [fault.where for fault in refused.value.faults] == [where]


def test_a_mail_without_exactly_one_recipient_is_not_sent() -> None:
    two = mail()
    two.replace_header("To", "a@platform.example, b@platform.example")
    none = mail()
    del none["To"]
    for message in (two, none):
        with pytest.raises(MailRefusedError):
            deliver(plain(closed_port()), message)


def test_a_server_that_says_nothing_at_all_is_left() -> None:
    with raw_server(hang) as port:
        for security in SmtpSecurity:
            route = SmtpRoute("localhost", port, security, timeout_seconds=0.3)
            assert deliver(route, mail()).outcome is DeliveryOutcome.NOT_REACHED
