"""Turns author handles into keyed pseudonyms at the door, and encrypts the handle for the few who may see it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.domain.contacts import Contact
from service.domain.messages import Platform

__all__ = ["Pseudonymiser", "derive", "secret_from_file"]


class Pseudonymiser:
    """Knows the secret; the database never does.

    Parameters
    ----------
    secret
        At least 32 characters; another secret gives other pseudonyms.
    """

    def __init__(self, secret: str) -> None:
        self._key = derive(secret, b"lont author pseudonyms")
        self._fernet = Fernet(base64.urlsafe_b64encode(derive(secret, b"lont author handles")))

    def author_key(self, platform: Platform, handle: str) -> str:
        """Return 32 hexadecimal digits that are the same for the same handle on the same platform."""
        message = f"{platform.value}\x00{handle.strip()}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()[:32]

    def contact_key(self, contact: Contact) -> bytes:
        """Return 16 bytes that are the same for all spellings of a contact, and never those of an author."""
        message = f"contact\x00{contact.kind}\x00{contact.platform}\x00{contact.value}"
        return hmac.new(self._key, message.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()[:16]

    def seal(self, handle: str) -> bytes:
        """Encrypt a handle (Fernet: AES-128-CBC with HMAC-SHA256)."""
        return self._fernet.encrypt(handle.strip().encode("utf-8", "surrogatepass"))

    def unseal(self, sealed: bytes) -> str:
        """Decrypt a handle that `seal` encrypted."""
        return self._fernet.decrypt(sealed).decode("utf-8", "surrogatepass")


def secret_from_file(path: Path) -> str:
    """Return the secret in a file, which is made (readable by its owner only) when it is not there."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = secrets.token_hex(32)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(fresh + "\n")
    except FileExistsError:  # another process of the same machine was faster
        return path.read_text(encoding="ascii").strip()
    return fresh


def derive(secret: str, purpose: bytes) -> bytes:
    """Return 32 bytes that tell nothing of the secret nor of what is derived for another purpose (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
