"""A mail server for demonstrations: takes every mail, sends none on, and keeps each as a file."""

from __future__ import annotations

import logging
import os
import re
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default as default_policy
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

__all__ = ["SunkMail", "local_sink", "sunk_mail", "sunk_mails"]

# The logger of aiosmtpd: addresses at info level, and each line of each mail at debug level.
logging.getLogger("mail.log").setLevel(logging.WARNING)

_NAME = re.compile(r"(\d{8}T\d{12}Z)-[0-9a-f]{8}\.eml")
_TIME = "%Y%m%dT%H%M%S%fZ"
# What the email package raises on mails that break the rules.
_MALFORMED = (MessageError, LookupError, ValueError, AttributeError, TypeError)


@dataclass(frozen=True, slots=True)
class SunkMail:
    """One mail that was kept; what its file does not say is empty."""

    name: str
    """The name of its file, by which `sunk_mail` finds it."""
    received_at: datetime
    sender: str
    recipient: str
    subject: str
    message_id: str
    body: str


@contextmanager
def local_sink(folder: Path) -> Iterator[int]:
    """Take mail on 127.0.0.1 until the block ends; give the port.

    Parameters
    ----------
    folder
        Where each mail becomes one file, its bytes as they came. Made, for its owner only, when the first one comes.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        controller = _SinkController(_Keeper(folder), listening)
        controller.start()
        try:
            yield controller.port
        finally:
            controller.stop()


def sunk_mails(folder: Path) -> list[SunkMail]:
    """Return the mails that were kept, newest first; files that are not of the sink are passed over."""
    try:
        names = sorted((path.name for path in folder.iterdir()), reverse=True)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [mail for name in names if (mail := sunk_mail(folder, name)) is not None]


def sunk_mail(folder: Path, name: str) -> SunkMail | None:
    """Return one kept mail, or ``None`` where there is none of this name.

    Parameters
    ----------
    name
        As `SunkMail.name` has it. Anything else, a path among them, is the name of no mail.
    """
    matched = _NAME.fullmatch(name)
    if matched is None:
        return None
    try:
        received_at = datetime.strptime(matched[1], _TIME).replace(tzinfo=UTC)
        # Not through a link: it might lead out of the folder.
        with open(folder / name, "rb", opener=_open_no_link) as file:
            message = message_from_bytes(file.read(), policy=default_policy)
    except (OSError, *_MALFORMED):
        return None
    sender, recipient, subject, message_id = (_header(message, it) for it in ("From", "To", "Subject", "Message-ID"))
    return SunkMail(name, received_at, sender, recipient, subject, message_id, _body(message))


class _Keeper:
    """What the server does with a mail."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        content = envelope.original_content or b""
        try:
            self._keep(content)
        except OSError:
            return "452 No room for it"
        return "250 Kept"

    def _keep(self, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        name = f"{datetime.now(UTC).strftime(_TIME)}-{secrets.token_hex(4)}.eml"
        unfinished = self._folder / f".{name}.part"
        try:
            with open(unfinished, "xb", opener=_open_for_owner) as file:
                file.write(content)
            unfinished.replace(self._folder / name)
        finally:
            unfinished.unlink(missing_ok=True)


class _SinkController(Controller):
    """A controller on a socket that listens already: its own way cannot tell which free port it got."""

    def __init__(self, handler: _Keeper, listening: socket.socket) -> None:
        self._listening = listening
        host, port = listening.getsockname()
        super().__init__(handler, hostname=host, port=port, server_hostname="localhost", ident="lont sink")

    def _create_server(self) -> Any:  # noqa: ANN401  # as aiosmtpd declares it
        return self.loop.create_server(self._factory_invoker, sock=self._listening)


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _open_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except _MALFORMED:
        return ""


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain", "html"))
        return "" if part is None else str(part.get_content())
    except _MALFORMED:
        return ""
