"""Hands one mail to a mail server and says for certain what became of it, or that nobody can say."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path

from service.delivery.hosts import is_loopback, tls_context
from service.delivery.mails import MailRefusedError, payload_bytes
from service.delivery.outcomes import DeliveryOutcome, DeliveryReport, plain_detail, refusal_of
from service.delivery.smtp_dialogue import BoundedSMTP, BoundedTlsSMTP, log_in
from service.delivery.unechoed import said_in, unechoed
from service.errors import ConfigurationError, Fault

__all__ = ["SmtpRoute", "SmtpSecurity", "deliver"]


class SmtpSecurity(StrEnum):
    """How the connection is protected; none of them ever falls back to another."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class SmtpRoute:
    """The mail server that takes our mail.

    Raises
    ------
    ConfigurationError
        Where a password would cross a network in the clear, or certificates of another machine would go unverified;
        where user and password do not come together; where the host, port, name or time limit cannot be one.
    """

    host: str
    port: int
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_seconds: float = 30.0
    """Limit of each step: to connect, to send, to wait for an answer."""
    ehlo_name: str = "localhost"
    """The name that we greet with: the host name of this machine as the world sees it."""
    ca_file: Path | None = None
    """PEM file with the authorities to trust instead of the system's."""
    unverified_loopback: bool = False
    """Accept any certificate; for a server on this machine only."""

    def __post_init__(self) -> None:
        local = is_loopback(self.host)
        wrong = {
            "mail.unverified": self.unverified_loopback and not local,
            "mail.password_in_clear": self.password is not None and self.security is SmtpSecurity.NONE and not local,
            "mail.user_and_password": (self.user is None) != (self.password is None),
            "mail.host": not re.fullmatch(r"[A-Za-z0-9:._-]{1,253}", self.host),
            "mail.port": not 0 < self.port < 65_536,  # noqa: PLR2004
            # A mere text that looks like one would compare unequal to all of them, and that would mean no protection.
            "mail.security": not isinstance(self.security, SmtpSecurity),
            "mail.ehlo_name": not re.fullmatch(r"[A-Za-z0-9:\[\]._-]{1,253}", self.ehlo_name),
            "mail.timeout_seconds": not 0 < self.timeout_seconds <= 600,  # noqa: PLR2004
        }
        faults = [
            Fault(where, "see the description of the setting", "mail_route_invalid") for where in wrong if wrong[where]
        ]
        if faults:
            raise ConfigurationError(
                f"The mail server is not set up safely: {', '.join(fault.where for fault in faults)}.",
                "Use starttls or tls for servers on other machines, and give user and password together.",
                faults=faults,
            )


def deliver(route: SmtpRoute, message: EmailMessage) -> DeliveryReport:
    """Hand a mail over, once.

    Parameters
    ----------
    route
        The mail server.
    message
        From `service.delivery.mails.compose`; its ``From`` and ``To`` are the envelope's, and the bytes that leave are
        `service.delivery.mails.payload_bytes` of it.

    Returns
    -------
    DeliveryReport
        ``unknown`` only when the dot that ends the content may have left and no answer came: until then no server may
        take a mail over (RFC 5321, 4.1.1.4). A server that lacks the way to log in refuses for good; one that lacks
        STARTTLS, or shows a certificate that does not hold, was not reached.

    Raises
    ------
    MailRefusedError
        When the message has not exactly one sender and one recipient.
    """
    attempt = _Attempt(route, message)
    try:
        return attempt.run()
    except smtplib.SMTPAuthenticationError as error:
        # What a server says about a log-in may quote the log-in.
        return attempt.answered(error.smtp_code, "")
    except smtplib.SMTPResponseException as error:
        return attempt.answered(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return attempt.broken_off(error)


class _Attempt:
    """One dialogue, and how far it came."""

    def __init__(self, route: SmtpRoute, message: EmailMessage) -> None:
        self._route = route
        self._said = said_in(message)
        self._sender, self._recipient = _one_address(message, "From"), _one_address(message, "To")
        self._content = payload_bytes(message)
        self._step = "connecting"
        self._may_be_accepted = False

    def run(self) -> DeliveryReport:
        with contextlib.closing(self._connect()) as smtp:
            try:
                self._prepare(smtp)
                return self._send_content(smtp)
            finally:
                # The outcome stands; nobody waits for the answer to a farewell.
                with contextlib.suppress(smtplib.SMTPException, OSError):
                    smtp.putcmd("QUIT")

    def answered(self, status: int, reply: str | bytes) -> DeliveryReport:
        """Report what a status that is no success means where the dialogue stands."""
        open_end = DeliveryOutcome.UNKNOWN if self._may_be_accepted else DeliveryOutcome.NOT_REACHED
        text = unechoed(plain_detail(reply), self._said)
        detail = plain_detail(f"Answer to {self._step}: {status} {text}")
        return DeliveryReport(refusal_of(status) or open_end, status if status > 0 else None, detail)

    def broken_off(self, error: Exception) -> DeliveryReport:
        """Report a dialogue that ended without an answer."""
        if self._step == "AUTH" and isinstance(error, smtplib.SMTPNotSupportedError):
            return DeliveryReport(DeliveryOutcome.REFUSED_FOR_GOOD, None, "The server offers no way to log in.")
        outcome = DeliveryOutcome.UNKNOWN if self._may_be_accepted else DeliveryOutcome.NOT_REACHED
        # The texts of other errors may quote what was to be sent.
        reason = f"{type(error).__name__}: {error}" if isinstance(error, OSError) else type(error).__name__
        return DeliveryReport(outcome, None, plain_detail(f"Broken off at {self._step}: {reason}"))

    def _connect(self) -> BoundedSMTP:
        route = self._route
        if route.security is not SmtpSecurity.TLS:
            return BoundedSMTP(route.host, route.port, route.ehlo_name, route.timeout_seconds)
        return BoundedTlsSMTP(
            route.host, route.port, route.ehlo_name, timeout=route.timeout_seconds, context=self._context()
        )

    def _prepare(self, smtp: BoundedSMTP) -> None:
        """Go as far as the server's word that it is ready for the content."""
        self._greet(smtp)
        if self._route.security is SmtpSecurity.STARTTLS:
            self._step = "STARTTLS"
            smtp.starttls(context=self._context())
            self._greet(smtp)
        if self._route.user is not None and self._route.password is not None:
            self._step = "AUTH"
            log_in(smtp, self._route.user, self._route.password)
        size = [f"size={len(self._content)}"] if smtp.has_extn("size") else []
        self._step = "MAIL"
        _expect(smtp.mail(self._sender, size), 250)
        self._step = "RCPT"
        _expect(smtp.rcpt(self._recipient), 250, 251)
        self._step = "DATA"
        _expect(smtp.docmd("DATA"), 354)

    def _greet(self, smtp: BoundedSMTP) -> None:
        self._step = "EHLO"
        status, reply = smtp.ehlo()
        if refusal_of(status) is DeliveryOutcome.REFUSED_FOR_GOOD:
            self._step = "HELO"
            status, reply = smtp.helo()
        _expect((status, reply), 250)

    def _send_content(self, smtp: BoundedSMTP) -> DeliveryReport:
        self._step = "the content"
        smtp.send(re.sub(rb"(?m)^\.", b"..", self._content))
        self._may_be_accepted = True
        smtp.send(b".\r\n")
        status, reply = smtp.getreply()
        if 200 <= status <= 299:  # noqa: PLR2004  # RFC 5321, 4.2.1: completion
            return DeliveryReport(DeliveryOutcome.ACCEPTED, status, unechoed(plain_detail(reply), self._said))
        return self.answered(status, reply)

    def _context(self) -> ssl.SSLContext:
        context = tls_context(self._route.ca_file)
        if self._route.unverified_loopback:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def _expect(answer: tuple[int, bytes], *wanted: int) -> None:
    if answer[0] not in wanted:
        raise smtplib.SMTPResponseException(*answer)


def _one_address(message: EmailMessage, name: str) -> str:
    values = message.get_all(name, [])
    addresses = [address.addr_spec for value in values for address in value.addresses]
    if len(values) != 1 or len(addresses) != 1:
        fault = Fault(name, "exactly one address", "address_invalid")
        raise MailRefusedError(f"A mail has one {name}.", "Write one mail for each recipient.", faults=[fault])
    return str(addresses[0])
