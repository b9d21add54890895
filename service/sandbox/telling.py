"""How a sandbox platform answers lont: by signed webhook, with a secret that it gets with its platform key."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto

import httpx2

from service.delivery.signing import sign
from service.errors import LontError

__all__ = ["AnswerAddress", "Heard", "Lont", "LontUnreachableError", "Tell"]

_PATIENCE = 10.0
_SECRET_PATH = "/v1/received-requests/webhook-secret"  # noqa: S105  # where one is made
_NOT_NOW = frozenset({401, 404, 408, 409, 412, 429})
"""The request is not where the answer fits, not there yet, or the secret is not the one that counts any more."""


class Heard(Enum):
    """What became of one answer."""

    TAKEN = auto()
    NOT_NOW = auto()
    REFUSED = auto()


Tell = Callable[[str, Mapping[str, str]], Heard]
"""Brings one answer, under the id of its webhook."""


class LontUnreachableError(LontError):
    """lont did not give the platform a secret for its answers."""

    code = "lont_unreachable"
    title = "lont cannot be reached, or does not know this key"


@dataclass(frozen=True, slots=True)
class AnswerAddress:
    """Where answers go, and the secret that signs them."""

    url: str
    secret: str


class Lont:
    """The side of lont that a platform sees.

    Parameters
    ----------
    address
        Returns where answers go; asked when the first one is sent, and again when lont does not know the secret any
        more.
    """

    def __init__(self, address: Callable[[], AnswerAddress]) -> None:
        self._find = address
        self._found: AnswerAddress | None = None
        self._lock = threading.Lock()

    @classmethod
    def with_key(cls, base_url: str, key: str) -> Lont:
        """Return a lont whose secret is asked for with a platform's key."""
        return cls(lambda: _ask_for_secret(base_url, key))

    def __call__(self, message_id: str, said: Mapping[str, str]) -> Heard:
        """Send one answer, once."""
        body = json.dumps({"type": "takedown.answer", "data": dict(said)}).encode()
        try:
            address = self._address()
            headers = sign([address.secret], message_id, datetime.now(UTC), body)
            with httpx2.Client(trust_env=False, timeout=_PATIENCE) as client:
                answer = client.post(address.url, content=body, headers=headers | {"content-type": "application/json"})
        except (httpx2.HTTPError, LontUnreachableError):
            return Heard.NOT_NOW
        if answer.status_code == httpx2.codes.UNAUTHORIZED:
            self._forget()
        if answer.is_success:
            return Heard.TAKEN
        return Heard.NOT_NOW if answer.is_server_error or answer.status_code in _NOT_NOW else Heard.REFUSED

    def _address(self) -> AnswerAddress:
        with self._lock:
            if self._found is None:
                self._found = self._find()
            return self._found

    def _forget(self) -> None:
        with self._lock:
            self._found = None


def _ask_for_secret(base_url: str, key: str) -> AnswerAddress:
    try:
        with httpx2.Client(base_url=base_url, trust_env=False, timeout=_PATIENCE) as client:
            answer = client.post(_SECRET_PATH, headers={"Authorization": f"Bearer {key}"})
            answer.raise_for_status()
            said = answer.json()
            return AnswerAddress(f"{base_url.rstrip('/')}{said['path']}", said["secret"])
    except (httpx2.HTTPError, ValueError, KeyError, TypeError):
        raise LontUnreachableError(
            "No secret for answers came from lont.", "Check its address, and that the key is one of a platform."
        ) from None
