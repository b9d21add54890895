"""Seals secrets that lont has to know again: encrypted with the newest key, opened with any that the operator kept."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from service.services.pseudonyms import derive

__all__ = ["Sealing"]

_PURPOSE = b"lont second factors"


class Sealing:
    """Knows the keys; the database never does.

    Parameters
    ----------
    secrets
        At least one of at least 32 characters, the newest first.
    purpose
        What it seals; what is sealed for one purpose does not open for another.
    """

    def __init__(self, secrets: Sequence[str], purpose: bytes = _PURPOSE) -> None:
        self._fernets = MultiFernet([Fernet(base64.urlsafe_b64encode(derive(each, purpose))) for each in secrets])

    def seal(self, text: str) -> bytes:
        """Encrypt a text with the newest key (Fernet: AES-128-CBC with HMAC-SHA256)."""
        return self._fernets.encrypt(text.encode())

    def open(self, sealed: bytes, seconds: int | None = None) -> str:
        """Decrypt what `seal` encrypted, at most so many seconds ago if any are named.

        Raises
        ------
        cryptography.fernet.InvalidToken
            When no key fits: the operator dropped one too early, or the row was changed.
        """
        return self._fernets.decrypt(sealed, seconds).decode()

    def still_opens(self, sealed: bytes) -> bool:
        """Tell whether a key that fits is there yet."""
        try:
            self.open(sealed)
        except InvalidToken:
            return False
        return True

    def renew(self, sealed: bytes) -> bytes:
        """Return the same text, sealed with the newest key. Raises as `open` does."""
        return self._fernets.rotate(sealed)
