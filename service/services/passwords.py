"""Passwords: argon2id hashes, the rule for new ones, and new ones that people can copy from a screen."""

from __future__ import annotations

import os
import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.errors import LontError
from service.locale.wording import worded

__all__ = [
    "PasswordRuleError",
    "dummy_hash",
    "hash_password",
    "is_outdated",
    "make_password",
    "matches",
    "require_good",
]

_LONGEST = 200
_SHORTEST = 12
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike: i, l, o, 0, 1."""
_GROUPS, _GROUP_SIZE = 4, 5
"""31 letters, 20 of them: 99 bits."""
_hasher = PasswordHasher()
_at_work = BoundedSemaphore(os.cpu_count() or 1)
"""Each hash takes 64 MiB; a flood of guesses waits here instead of taking all memory of the machine."""


class PasswordRuleError(LontError):
    """A new password is too short, too long or blank."""

    code = "password_rule"
    status = 422
    title = "This password will not do"


def require_good(password: str) -> None:
    """Refuse a new password that is easy to guess or too long to be one.

    Raises
    ------
    PasswordRuleError
        Outside of 12 to 200 characters, or of fewer than 5 different ones.
    """
    if not _SHORTEST <= len(password) <= _LONGEST or len(set(password)) <= _SHORTEST // 3:
        raise PasswordRuleError(
            worded(
                "A password has {least} to {most} characters, and not one over and over.",
                least=_SHORTEST,
                most=_LONGEST,
            ),
            "Take a sentence that only you know.",
        )


def make_password() -> str:
    """Return a new password of four groups of letters and digits, which nobody can guess (99 bits)."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP_SIZE)) for _ in range(_GROUPS)]
    return "-".join(groups)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its parameters."""
    with _at_work:
        return _hasher.hash(_as_bytes(password))


def matches(password: str, password_hash: str) -> bool:
    """Return whether this is the password; takes about as long either way."""
    try:
        with _at_work:
            return _hasher.verify(password_hash, _as_bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash has other parameters than new ones get."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def dummy_hash() -> str:
    """Return a hash that no password fits, for names that are unknown: they cost as much time as known ones."""
    return hash_password(secrets.token_urlsafe(32))


def _as_bytes(password: str) -> bytes:
    """Return the bytes to hash; the same for the ways in which keyboards compose one letter."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
