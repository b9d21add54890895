"""The client side of SMTP on top of `smtplib`: answers that end in time, and log-ins that say what happened."""

from __future__ import annotations

import base64
import smtplib
import time

__all__ = ["BoundedSMTP", "BoundedTlsSMTP", "log_in"]

_REPLY_BYTES = 16_384
_UNREADABLE = -1


class BoundedSMTP(smtplib.SMTP):
    """`smtplib.SMTP` whose answers come whole within the time limit.

    smtplib's own limit is one for each read, so that a server which drips one byte after the other, or never ends an
    answer of many lines, would hold its caller for ever. And it makes up a status 500 for a line that is too long.
    """

    def getreply(self) -> tuple[int, bytes]:
        """Return (status, text) of the next answer; the status is -1 where none can be read.

        Raises
        ------
        smtplib.SMTPServerDisconnected
            When the connection ends, the time is over, or the answer is longer than 16 KiB.
        """
        deadline = time.monotonic() + self.timeout
        lines: list[bytes] = []
        left = _REPLY_BYTES
        while True:
            line = self._line(deadline, left)
            left -= len(line)
            lines.append(line[4:].strip())
            if line[3:4] != b"-":
                status = int(line[:3]) if line[:3].isdigit() else _UNREADABLE
                return status, b"\n".join(lines)

    def _line(self, deadline: float, limit: int) -> bytes:
        line = bytearray()
        while not line.endswith(b"\n"):
            try:
                # One byte at a time: what a server sends after the answer to STARTTLS must stay in the socket, where
                # it spoils the handshake, and not in a buffer of ours, where it would pass for a later answer.
                byte = self._byte(deadline) if len(line) < limit else b""
            except OSError as error:
                self.close()
                raise smtplib.SMTPServerDisconnected(f"no answer: {type(error).__name__}") from error
            if not byte:
                self.close()
                raise smtplib.SMTPServerDisconnected("no answer: the connection ended, or the answer does not")
            line += byte
        return bytes(line)

    def _byte(self, deadline: float) -> bytes:
        left = deadline - time.monotonic()
        if left <= 0 or self.sock is None:
            raise TimeoutError
        self.sock.settimeout(left)
        try:
            return self.sock.recv(1)
        finally:
            if self.sock is not None:
                self.sock.settimeout(self.timeout)


class BoundedTlsSMTP(BoundedSMTP, smtplib.SMTP_SSL):
    """The same on a connection that is encrypted from its first byte."""


def log_in(smtp: smtplib.SMTP, user: str, password: str) -> None:
    """Log in with PLAIN, or with LOGIN where that is all the server has.

    smtplib's own ``login`` tries one method after the other, so that a server which hangs up after a wrong password
    looks like a broken connection; and it cannot send a password beyond ASCII.

    Raises
    ------
    smtplib.SMTPAuthenticationError
        With the status of the server's no.
    smtplib.SMTPNotSupportedError
        When the server offers neither.
    """
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        status, reply = smtp.docmd("AUTH", "PLAIN " + _encoded(f"\0{user}\0{password}"))
    elif "LOGIN" in offered:
        status, reply = smtp.docmd("AUTH", "LOGIN")
        for answer in (user, password):
            if status == 334:  # noqa: PLR2004  # RFC 4954: the server waits for the next line
                status, reply = smtp.docmd(_encoded(answer))
    else:
        raise smtplib.SMTPNotSupportedError("no method to log in with")
    if status != 235:  # noqa: PLR2004  # RFC 4954: logged in
        raise smtplib.SMTPAuthenticationError(status, reply)


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
