"""Writes mails: what a person approved goes in, a message that reads back as exactly that comes out, or a refusal."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.headerregistry import Address, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP

from service.delivery.addresses import ascii_domain, plain_address
from service.errors import Fault, LontError

__all__ = ["MAIL_POLICY", "MailRefusedError", "compose", "message_id_for", "payload_bytes", "payload_sha256"]

_REGISTRY = HeaderRegistry()
# Folded as ordinary text a long identifier would become an encoded word, which no mail program follows.
for _name in ("in-reply-to", "references"):
    _REGISTRY.map_to_type(_name, MessageIDHeader)  # type: ignore[arg-type]  # typeshed asks too much
MAIL_POLICY = SMTP.clone(cte_type="7bit", max_line_length=76, header_factory=_REGISTRY)
"""CRLF at line ends, ASCII on the wire, lines no longer than RFC 2045 allows."""

_HEADER_CHARS = 900
_HEADER_NAME = re.compile(r"X-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*@[a-z0-9.-]+>")
_BLANK_LINE = re.compile(rb"(?m)^([!-9;-~]+:) \r\n")
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_REQUEST_ID_CHARS = 100


class MailRefusedError(LontError):
    """A mail cannot be written as asked; each fault names its header."""

    code = "mail_refused"
    status = 422
    title = "The mail cannot be written like this"


def compose(
    *,
    sender: str,
    sender_name: str,
    recipient: str,
    subject: str,
    body: str,
    message_id: str,
    reply_to: str | None = None,
    in_reply_to: str | None = None,
    date: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """Write a mail of plain text to one recipient.

    Parameters
    ----------
    sender, recipient, reply_to
        One plain address each; the domain may be in any script.
    sender_name
        Shown beside the sender's address; may be empty.
    subject
        One line.
    body
        The text; line ends of any kind are kept as line ends.
    message_id
        From `message_id_for`.
    in_reply_to
        The message id of an earlier mail, which mail programs then show together with this one (also ``References``).
    date
        When it was written, with time zone; default now. A retry hands in the first one's, so that its bytes are
        the same.
    headers
        Further headers, each name beginning with ``X-``.

    Returns
    -------
    EmailMessage
        UTF-8 text in quoted-printable, marked ``Auto-Submitted: auto-generated`` (RFC 3834) so that holiday replies
        stay away.

    Raises
    ------
    MailRefusedError
        With all faults: what is no single plain address, no message id, no name of a header, or holds a line break or
        another control character; or where the mail as written would not read back as what was handed in.
    """
    given = {"From": sender, "To": recipient, "Reply-To": reply_to}
    addresses = {name: plain_address(text) for name, text in given.items() if text is not None}
    lines = {"Subject": subject.strip(" "), **(headers or {})}
    identifiers = {"Message-ID": message_id, "In-Reply-To": in_reply_to}
    faults = [*_address_faults(addresses), *_line_faults({"From": sender_name, **lines})]
    faults += [*_identifier_faults(identifiers), *_name_faults(headers or {})]
    if date is not None and date.tzinfo is None:
        faults.append(Fault("Date", "a time with its zone", "time_without_zone"))
    _refuse(faults)
    message = EmailMessage(policy=MAIL_POLICY)
    for name, address in addresses.items():
        message[name] = Address(sender_name if name == "From" else "", addr_spec=address)
    message["Date"] = (date or datetime.now(UTC)).replace(microsecond=0)
    message["Auto-Submitted"] = "auto-generated"
    for name, text in {**identifiers, "References": in_reply_to, **lines}.items():
        if text is not None:
            message[name] = text
    _write_body(message, body)
    _refuse(_reading_faults(message, {"From": sender_name, **lines}, body))
    return message


def message_id_for(request_id: str, domain: str) -> str:
    """Return the ``Message-ID`` of one mail of a takedown request: the same for each retry, so that copies show.

    Parameters
    ----------
    request_id
        ASCII letters, digits, ``-`` and ``_``, 1 to 100; parts may be joined with single dots (``<id>.reminder-1``).
    domain
        A domain of ours.

    Raises
    ------
    MailRefusedError
        When either is anything else.
    """
    host = ascii_domain(domain)
    faults = []
    if host is None:
        faults.append(Fault("domain", "a domain name of two or more labels", "domain_invalid"))
    if len(request_id) > _REQUEST_ID_CHARS or not _REQUEST_ID.fullmatch(request_id):
        faults.append(Fault("request_id", "ASCII letters, digits, - and _, parts joined by dots", "id_invalid"))
    _refuse(faults)
    return f"<{request_id}@{host}>"


def payload_bytes(message: EmailMessage) -> bytes:
    """Return exactly the bytes that are sent: ASCII, CRLF at every line end and at the end.

    A message that was read from such bytes gives the same ones again.
    """
    head, gap, body = message.as_bytes(policy=MAIL_POLICY).partition(b"\r\n\r\n")
    # A long header, which begins on its second line, is written with a blank on the first one once it was read.
    payload = _BLANK_LINE.sub(rb"\1\r\n", head) + gap + body
    return payload if payload.endswith(b"\r\n") else payload + b"\r\n"


def payload_sha256(message: EmailMessage) -> str:
    """Return the SHA-256 of `payload_bytes` in hex."""
    return hashlib.sha256(payload_bytes(message)).hexdigest()


def _refuse(faults: list[Fault]) -> None:
    if faults:
        where = ", ".join(dict.fromkeys(fault.where for fault in faults))
        raise MailRefusedError(f"Not fit for a mail: {where}.", "Correct what is named and try again.", faults=faults)


def _address_faults(addresses: Mapping[str, str | None]) -> Iterator[Fault]:
    for name, address in addresses.items():
        if address is None:
            yield Fault(name, "one plain address such as name@example.org", "address_invalid")


def _identifier_faults(identifiers: Mapping[str, str | None]) -> Iterator[Fault]:
    for name, text in identifiers.items():
        if text is not None and (len(text) > _HEADER_CHARS or not _MESSAGE_ID.fullmatch(text)):
            yield Fault(name, "a message id such as <id@example.org>", "message_id_invalid")


def _name_faults(headers: Mapping[str, str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in headers:
        if not _HEADER_NAME.fullmatch(name) or name.lower() in seen:
            yield Fault("headers", "names of their own that begin with X-", "header_name_invalid")
        seen.add(name.lower())


def _line_faults(lines: Mapping[str, str]) -> Iterator[Fault]:
    for name, text in lines.items():
        where = name if name in {"From", "Subject"} else "headers"
        if len(text) > _HEADER_CHARS:
            yield Fault(where, f"at most {_HEADER_CHARS} characters", "header_too_long")
        # Zl and Zp are line breaks too, to some readers; Cs are lone surrogates, which no encoding has.
        if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text):
            yield Fault(where, "one line without control characters", "line_break_in_header")


def _write_body(message: EmailMessage, body: str) -> None:
    try:
        # Quoted-printable whatever the text: no relay on the way has a reason to recode it.
        message.set_content(body, charset="utf-8", cte="quoted-printable")
    except UnicodeEncodeError:
        _refuse([Fault("body", "text without lone surrogates", "text_invalid")])


def _reading_faults(message: EmailMessage, lines: Mapping[str, str], body: str) -> list[Fault]:
    """Read the mail back as its recipient will.

    The email package decodes encoded words (``=?utf-8?q?=0D=0A...?=``) that stand in a value given to it, and writes
    what came out, line breaks included, as it is. Reading back finds that, and whatever else it may still bend.
    """
    read = BytesParser(policy=MAIL_POLICY).parsebytes(payload_bytes(message))
    if sorted(read.keys()) != sorted(message.keys()):
        return [Fault("headers", "text that stays one header each", "header_changes_in_writing")]
    shown = {name: str(read[name]) for name in lines} | {"From": read["From"].addresses[0].display_name}
    faults = [
        Fault(name, "text that mail carries unchanged", "header_changes_in_writing")
        for name, text in lines.items()
        if shown[name] != text
    ]
    if _unix_lines(read.get_content()) != _unix_lines(body):
        faults.append(Fault("body", "text that mail carries unchanged", "body_changes_in_writing"))
    return faults


def _unix_lines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text).rstrip("\n")
