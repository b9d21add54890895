"""Signs and checks webhooks as Standard Webhooks 1.0.0 says, with every secret that counts at the moment."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets as random_source
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from service.errors import Fault, LontError

__all__ = [
    "SECRET_PREFIX",
    "SignatureRefusedError",
    "WebhookRefusedError",
    "WebhookStaleError",
    "is_fresh",
    "is_signed",
    "new_secret",
    "sign",
]

SECRET_PREFIX = "whsec_"  # noqa: S105  # what every secret begins with, and none itself
_SECRET_BYTES = range(24, 65)
_TOLERANCE = timedelta(minutes=5)
_MOST_SIGNATURES = 10
# No full stop: it parts the three pieces that are signed.
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


class WebhookRefusedError(LontError):
    """A webhook cannot be sent as asked; each fault names its place."""

    code = "webhook_refused"
    status = 422
    title = "The webhook cannot be sent like this"


class SignatureRefusedError(LontError):
    """A webhook came that is not signed with the secret of its address."""

    code = "signature_refused"
    status = 401
    title = "The signature does not hold"


class WebhookStaleError(LontError):
    """A webhook was signed too long ago, or in the future."""

    code = "webhook_stale"
    status = 400
    title = "The webhook is not of now"


def new_secret() -> str:
    """Return a new secret of 256 random bits; shown to the receiver once, and kept where secrets are kept."""
    return SECRET_PREFIX + base64.b64encode(random_source.token_bytes(32)).decode("ascii")


def sign(secrets: Sequence[str], message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """Return the three headers that let a receiver check sender, age and body.

    Parameters
    ----------
    secrets
        ``whsec_`` and the base64 of 24 to 64 bytes each. Several while one replaces another: the receiver may know any.
    message_id
        The same for each attempt; 1 to 100 ASCII letters, digits, ``-`` and ``_``.
    sent_at
        When this attempt is made, with time zone.
    body
        Exactly the bytes that are sent.

    Raises
    ------
    WebhookRefusedError
        When there is no secret, or a secret, the id or the time is not as described. No secret is quoted.
    """
    keys = [_key(secret) for secret in secrets]
    faults = [
        Fault(f"secrets.{index}", "whsec_ and the base64 of 24 to 64 bytes", "secret_invalid")
        for index, key in enumerate(keys)
        if key is None
    ]
    if not keys:
        faults.append(Fault("secrets", "at least one", "secret_missing"))
    if not _MESSAGE_ID.fullmatch(message_id):
        faults.append(Fault("message_id", "1 to 100 ASCII letters, digits, - and _", "id_invalid"))
    if sent_at.tzinfo is None:
        faults.append(Fault("sent_at", "a time with its zone", "time_without_zone"))
    if faults:
        raise WebhookRefusedError("The webhook cannot be signed.", "Make a new secret for it.", faults=faults)
    seconds = int(sent_at.timestamp())
    signed = f"{message_id}.{seconds}.".encode("ascii") + body
    signatures = (base64.b64encode(hmac.digest(key, signed, hashlib.sha256)) for key in keys if key is not None)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{signature.decode('ascii')}" for signature in signatures),
    }


def is_signed(secrets: Sequence[str], headers: Mapping[str, str], body: bytes) -> bool:
    """Tell whether a body was signed with one of these secrets; all are tried in the same time.

    Parameters
    ----------
    headers
        By their names in lower case.
    """
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not _MESSAGE_ID.fullmatch(message_id) or not re.fullmatch(r"[0-9]{1,11}", sent_at):
        return False
    told = [each.partition(",") for each in headers.get("webhook-signature", "").split(" ")[:_MOST_SIGNATURES]]
    given = [each[2].encode("utf-8", "surrogateescape") for each in told if each[0] == "v1"]
    signed = f"{message_id}.{sent_at}.".encode("ascii") + body
    keys = [key for secret in secrets if (key := _key(secret)) is not None]
    own = [base64.b64encode(hmac.digest(key, signed, hashlib.sha256)) for key in keys]
    return any([hmac.compare_digest(mine, theirs) for mine in own for theirs in given])  # noqa: C419  # no early end


def is_fresh(headers: Mapping[str, str], now: datetime) -> bool:
    """Tell whether a signed webhook says to be of within five minutes of now."""
    try:
        sent_at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return abs(now - sent_at) <= _TOLERANCE


def _key(secret: str) -> bytes | None:
    if not secret.startswith(SECRET_PREFIX):
        return None
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) in _SECRET_BYTES else None
