"""Codes that count once: six digits from a telephone (TOTP, RFC 6238), and recovery codes on paper."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["RECOVERY_CODES", "CodeKind", "OneTimeCode", "make_recovery_code", "read_code", "steps_at"]

RECOVERY_CODES = 10
"""How many a person gets."""
_STEP = 30
"""Seconds for which a code is shown."""
_DRIFT = 1
"""Steps by which the clock of a telephone may be off."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike: i, l, o, 0, 1."""
_GROUPS, _GROUP_SIZE = 3, 5
"""31 letters, 15 of them: 74 bits, which nobody guesses even from their hashes."""
_DIGITS = re.compile("[0-9]{6}")
_RECOVERY = re.compile(f"[{_LETTERS}]{{{_GROUPS * _GROUP_SIZE}}}")
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")
_LONGEST = 100


class CodeKind(StrEnum):
    """Where a code comes from."""

    TOTP = "totp"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """A code as it is compared: without blanks and hyphens, in lower case."""

    kind: CodeKind
    value: str


def read_code(typed: str) -> OneTimeCode | None:
    """Return which code somebody typed, however they grouped it; ``None`` if it is none."""
    if len(typed) > _LONGEST:
        return None
    value = _BETWEEN.sub("", typed)
    if _DIGITS.fullmatch(value):
        return OneTimeCode(CodeKind.TOTP, value)
    value = value.lower()
    return OneTimeCode(CodeKind.RECOVERY, value) if _RECOVERY.fullmatch(value) else None


def make_recovery_code() -> str:
    """Return a new recovery code of three groups."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP_SIZE)) for _ in range(_GROUPS)]
    return "-".join(groups)


def steps_at(seconds: float) -> range:
    """Return the steps whose codes count at a moment in seconds since 1970: the present one and one on each side."""
    now = int(seconds // _STEP)
    return range(now - _DRIFT, now + _DRIFT + 1)
