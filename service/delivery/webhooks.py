"""Posts signed webhooks: one attempt, no redirect followed, nothing sent to a place that was not meant."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx2

from service.delivery.exchange import AddressRefusedError, Exchange
from service.delivery.hosts import is_address, is_loopback, is_public, tls_context
from service.delivery.outcomes import DeliveryOutcome, DeliveryReport, plain_detail
from service.delivery.signing import WebhookRefusedError, new_secret, sign
from service.errors import Fault

__all__ = [
    "BODY_BYTES",
    "WebhookRefusedError",
    "check_endpoint",
    "new_secret",
    "post_body",
    "post_signed",
    "refuse_private",
    "sign",
    "webhook_body",
]

BODY_BYTES = 20_000
"""The longest body; what does not fit is fetched from the API, where looking is logged."""

_EVENT_TYPE = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_HOST = re.compile(r"[A-Za-z0-9._:-]{1,253}")
_URL_CHARS = 2000
_RETRY_AFTER_SECONDS = 86_400.0
_REPLY_BYTES = 4_096
_REFERENCE_CHARS = 200
_LATER = frozenset({302, 303, 307, 408, 425, 429})


def check_endpoint(url: str) -> None:
    """Accept the address of an endpoint, or say what is wrong with it. Nothing is looked up.

    Raises
    ------
    WebhookRefusedError
        Unless it is ``https`` (on this machine ``http`` will do) with a host, and without user, password and fragment.
    """
    expected = "an https address without user, password and fragment"
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError):
        parsed = None
    if (
        parsed is None
        or len(url) > _URL_CHARS
        or parsed.scheme not in {"https", "http"}
        or not _HOST.fullmatch(parsed.raw_host.decode("ascii"))
        or not 0 < (parsed.port or 443) < 65_536  # noqa: PLR2004
        or parsed.userinfo
        or "#" in url
        or (parsed.scheme == "http" and not is_loopback(parsed.host))
    ):
        fault = Fault("url", expected, "endpoint_invalid")
        raise WebhookRefusedError("No address for webhooks.", f"Give {expected}.", faults=[fault])


def refuse_private(url: str) -> None:
    """Refuse an address that is written as this machine or as one of a private network. Nothing is looked up.

    Where a name leads is seen once it is connected to: `post_signed` sends nothing to a private address then.

    Raises
    ------
    WebhookRefusedError
    """
    host = httpx2.URL(url).host
    if is_loopback(host) or (is_address(host) and not is_public(host)):
        expected = "an https address that is reached over the open internet"
        fault = Fault("url", expected, "endpoint_private")
        raise WebhookRefusedError("No address for webhooks.", f"Give {expected}.", faults=[fault])


def webhook_body(event_type: str, occurred_at: datetime, data: Mapping[str, Any]) -> bytes:
    """Return ``{"type", "timestamp", "data"}`` as JSON; the same bytes for the same event.

    Parameters
    ----------
    event_type
        Such as ``takedown_request.submitted``.
    occurred_at
        When it happened, with time zone; not when it is sent.
    data
        Ids and states; never the text of an item.

    Raises
    ------
    WebhookRefusedError
        When the type or the time is not as described, the data is no JSON, or the body has more than `BODY_BYTES`.
    """
    faults = []
    if not _EVENT_TYPE.fullmatch(event_type):
        faults.append(Fault("type", "lower-case words joined by full stops", "event_type_invalid"))
    if occurred_at.tzinfo is None:
        faults.append(Fault("occurred_at", "a time with its zone", "time_without_zone"))
    timestamp = occurred_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    event = {"type": event_type, "timestamp": timestamp, "data": dict(data)}
    body = b""
    try:
        body = json.dumps(event, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
    except (TypeError, ValueError, RecursionError):
        faults.append(Fault("data", "values that JSON has", "data_invalid"))
    if len(body) > BODY_BYTES:
        faults.append(
            Fault("data", f"at most {BODY_BYTES} bytes as JSON, with ids instead of content", "data_too_long")
        )
    if faults:
        raise WebhookRefusedError("The event does not fit a webhook.", "Correct what is named.", faults=faults)
    return body


def post_signed(
    url: str,
    secrets: Sequence[str],
    message_id: str,
    event_type: str,
    data: Mapping[str, Any],
    *,
    timeout_seconds: float,
    occurred_at: datetime | None = None,
    ca_file: Path | None = None,
    private_addresses: bool = False,
) -> DeliveryReport:
    """Post one event, once.

    Parameters
    ----------
    url
        As `check_endpoint` accepts it.
    secrets, message_id
        As `sign` takes them.
    event_type, data, occurred_at
        As `webhook_body` takes them; ``occurred_at`` is now by default, and a retry hands in the first one's.
    timeout_seconds
        Limit of each step, and of all from the connection to the answer together.
    ca_file
        PEM file with the authorities to trust instead of the system's.
    private_addresses
        Whether the endpoint may be inside: without it a name that leads to an address of a private network or of this
        machine is not served, so that nobody can have us post to what only we can reach. A URL that names this machine
        itself is always served; who may register one is for the caller to decide.

    Returns
    -------
    DeliveryReport
        2xx is accepted. 408, 425, 429, 5xx and the redirects that are said to be temporary are refused for now; other
        4xx (410: the endpoint wants no more) and other redirects for good. An address that is not served counts as
        not reached. ``unknown`` when the body was being sent or had been, and no answer came: sending the same id
        again is safe, receivers drop what they know.

    Raises
    ------
    WebhookRefusedError
        When address, secrets, id or event are not as described; nothing was sent.
    """
    body = webhook_body(event_type, occurred_at or datetime.now(UTC), data)
    return post_body(
        *(url, secrets, message_id, body),
        timeout_seconds=timeout_seconds,
        ca_file=ca_file,
        private_addresses=private_addresses,
    )


def post_body(
    url: str,
    secrets: Sequence[str],
    message_id: str,
    body: bytes,
    *,
    timeout_seconds: float,
    ca_file: Path | None = None,
    private_addresses: bool = False,
    reads_reference: bool = False,
) -> DeliveryReport:
    """Post JSON of any length as it stands, signed, once; all else as `post_signed`.

    Parameters
    ----------
    reads_reference
        Whether the number in an answer ``{"reference": "…"}`` to what was accepted is kept, at most 200 printable
        characters. Nothing else of an answer's text is: it belongs to the other side, and may quote ours.

    Raises
    ------
    WebhookRefusedError
        When address, secrets or id are not as described; nothing was sent.
    """
    check_endpoint(url)
    now = datetime.now(UTC)
    headers = {
        **sign(secrets, message_id, now, body),
        "content-type": "application/json",
        "accept-encoding": "identity",
        "user-agent": "lont",
    }
    exchange = Exchange(timeout_seconds, private_addresses=private_addresses)
    try:
        with exchange.limited():
            answered = exchange.post(url, body, headers, tls_context(ca_file), _REPLY_BYTES if reads_reference else 0)
    except (AddressRefusedError, httpx2.HTTPError, OSError) as error:
        outcome = DeliveryOutcome.UNKNOWN if exchange.may_have_arrived else DeliveryOutcome.NOT_REACHED
        return DeliveryReport(outcome, None, plain_detail(f"No answer: {type(error).__name__}"))
    status, meaning = answered.status, _meaning(answered.status)
    reference = _reference(answered.body) if meaning is DeliveryOutcome.ACCEPTED else None
    wait = _seconds(answered.retry_after, now)
    return DeliveryReport(meaning, status, f"The endpoint answered {status}.", wait, reference)


def _reference(body: bytes) -> str | None:
    """Return the number that an answer gives; ``None`` where it gives none that can be read."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    given = said.get("reference") if isinstance(said, dict) else None
    return plain_detail(given)[:_REFERENCE_CHARS] or None if isinstance(given, str) else None


def _meaning(status: int) -> DeliveryOutcome:
    if 200 <= status <= 299:  # noqa: PLR2004  # RFC 9110, 15: the classes of status
        return DeliveryOutcome.ACCEPTED
    if status in _LATER or 500 <= status <= 599:  # noqa: PLR2004
        return DeliveryOutcome.REFUSED_FOR_NOW
    return DeliveryOutcome.REFUSED_FOR_GOOD if 300 <= status <= 499 else DeliveryOutcome.UNKNOWN  # noqa: PLR2004


def _seconds(retry_after: str, now: datetime) -> float | None:
    """Read a ``Retry-After``, in either of its forms; at most one day."""
    try:
        seconds = float(retry_after) if re.fullmatch(r"[0-9]+", retry_after) else _until(retry_after, now)
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), _RETRY_AFTER_SECONDS)


def _until(date: str, now: datetime) -> float:
    moment = parsedate_to_datetime(date)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp()
