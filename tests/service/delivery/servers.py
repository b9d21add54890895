"""Servers on 127.0.0.1 that answer, hang and drop exactly where a test says."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, AnyStr

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Talk = Callable[[socket.socket], None]
HANG = b"hang"
DROP = b"drop"


@contextlib.contextmanager
def raw_server(talk: Talk, receive_buffer: int | None = None) -> Iterator[int]:
    """Serve connections one after the other with a function; give the port."""
    with socket.socket() as listening:
        if receive_buffer is not None:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=_serve, args=(listening, talk))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listening: socket.socket, talk: Talk) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, contextlib.suppress(OSError):
            talk(connection)


def closed_port() -> int:
    """Give a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def hang(connection: socket.socket) -> None:
    """Say nothing until the other side leaves."""
    while connection.recv(65_536):
        pass


def drip(connection: socket.socket, line: bytes) -> None:
    """Send a line without end, one byte each twentieth of a second, until the other side leaves."""
    pause = threading.Event()
    while True:
        connection.sendall(line)
        pause.wait(0.05)


def smtp_script(**answers: bytes | Talk) -> Talk:
    """Make a mail server that is polite except at the named steps: connect, dot, and the words of the client.

    An answer is a line, HANG, DROP or a function that takes the connection over.
    """
    polite: dict[str, bytes | Talk] = {
        "connect": b"220 here",
        "EHLO": b"250 here",
        "MAIL": b"250 yes",
        "RCPT": b"250 yes",
        "DATA": b"354 go on",
        "dot": b"250 kept",
        "QUIT": b"221 bye",
    }
    polite |= answers

    def answer(connection: socket.socket, step: str) -> bool:
        reply = polite.get(step, b"502 what")
        if callable(reply):
            reply(connection)
            return False
        if reply == HANG:
            hang(connection)
        if reply in {HANG, DROP}:
            return False
        connection.sendall(reply + b"\r\n")
        return True

    def talk(connection: socket.socket) -> None:
        with connection.makefile("rb") as lines:
            going, in_content = answer(connection, "connect"), False
            while going and (line := lines.readline()):
                if in_content:
                    in_content = line != b".\r\n"
                    going = in_content or answer(connection, "dot")
                else:
                    step = line[:8].upper().decode("latin-1").partition(" ")[0].strip()
                    going = answer(connection, step)
                    in_content = step == "DATA" and going

    return talk


class Keeper:
    """Keeps what was accepted."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 Kept"

    @property
    def contents(self) -> list[bytes]:
        return [envelope.original_content or b"" for envelope in self.envelopes]


class ChoosyKeeper(Keeper):
    """Says no at one step with one status."""

    def __init__(self, step: str, status: int) -> None:
        super().__init__()
        self.step, self.no = step, f"{status} no"

    async def handle_EHLO(  # noqa: N802
        self, _server: object, session: Session, _envelope: object, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [self.no] if self.step == "EHLO" else responses

    async def handle_HELO(self, _server: object, session: Session, _envelope: object, hostname: str) -> str:  # noqa: N802
        session.host_name = hostname
        return self.no if self.step == "EHLO" else "250 here"

    async def handle_MAIL(  # noqa: N802
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.no if self.step == "MAIL" else "250 yes"

    async def handle_RCPT(  # noqa: N802
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.no if self.step == "RCPT" else "250 yes"

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        return self.no if self.step == "dot" else await super().handle_DATA(server, session, envelope)


class ChoosySMTP(SMTP):
    """Says no where aiosmtpd asks no handler: to the connection and to the word DATA."""

    async def push(self, status: AnyStr) -> None:
        handler = self.event_handler
        greeting = str(status).startswith("220 ")
        await super().push(handler.no if greeting and handler.step == "connect" else status)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        handler = self.event_handler
        await (self.push(handler.no) if handler.step == "DATA" else super().smtp_DATA(arg))


class ServerOnFreePort(Controller):
    """An aiosmtpd on a free port."""

    def __init__(self, handler: Keeper, listening: socket.socket, smtp: type[SMTP], options: Mapping[str, Any]) -> None:
        self._listening, self._smtp = listening, smtp
        host, port = listening.getsockname()
        super().__init__(handler, hostname=host, port=port, server_hostname="localhost", **options)

    def factory(self) -> SMTP:
        # Without a loop of its own aiosmtpd makes one in this thread, which nobody closes.
        return self._smtp(self.handler, loop=self.loop, **self.SMTP_kwargs)

    def _create_server(self) -> Any:  # noqa: ANN401  # as aiosmtpd declares it
        return self.loop.create_server(self._factory_invoker, sock=self._listening, ssl=self.ssl_context)

    def _trigger_server(self) -> None:
        self._factory_invoked.set()
        self.smtpd = self.factory()


@contextlib.contextmanager
def mail_server(handler: Keeper, smtp: type[SMTP] = SMTP, **options: Any) -> Iterator[int]:  # noqa: ANN401  # aiosmtpd's
    """Run an aiosmtpd; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        controller = ServerOnFreePort(handler, listening, smtp, options)
        controller.start()
        try:
            yield controller.port
        finally:
            controller.stop()


def only(user: str, password: str) -> Callable[..., AuthResult]:
    """Let one user in."""

    def check(
        _server: object, _session: object, _envelope: object, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        known = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=known, handled=False)

    return check


class Certificate:
    """A certificate that vouches for itself, for the given names."""

    def __init__(self, folder: Path, *names: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a server of a test")])
        now = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([_general_name(each) for each in names]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.file = folder / "certificate.pem"
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        key_file = folder / "key.pem"
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.file, key_file)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
