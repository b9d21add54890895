"""The signature of a text: the keys by which copies and near-copies of it are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from models.near_copies.comparing import SHORTEST
from models.near_copies.core import core_words
from models.near_copies.minhash import bands
from models.normalise import Normalised

__all__ = ["Signature", "context_key", "exact_key", "sign"]


@dataclass(frozen=True)
class Signature:
    """How copies of a text are found; equal texts have equal ones."""

    core: tuple[str, ...]
    """Words that are compared."""
    core_key: bytes
    """16 bytes, the same for texts of the same core; of a text too short for near-copies, its `exact_key`."""

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """Signed 64-bit numbers; near-copies share at least one. Empty for a text too short for near-copies.

        Worked out when they are asked for: most texts are of a core that is known, and then nobody asks.
        """
        return bands(self.core) if len(self.core) >= SHORTEST else ()


def exact_key(normalised: Normalised) -> bytes:
    """Return 16 bytes that are equal exactly for the same normalised text."""
    return _digest([normalised.text])


def context_key(before: Sequence[str], after: Sequence[str]) -> bytes | None:
    """Return 16 bytes that are equal exactly for the same context; ``None`` where there is none.

    Parameters
    ----------
    before, after
        Normalised texts, oldest first.
    """
    return _digest([*before, "\x1e", *after]) if before or after else None


def sign(normalised: Normalised) -> Signature:
    """Return the signature of a text; bounded in time, since no more than the beginning of a long text is read."""
    core = core_words(normalised)
    return Signature(core, _digest(core) if len(core) >= SHORTEST else exact_key(normalised))


def _digest(parts: Sequence[str]) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(b"\x1f" + part.encode("utf-8", "surrogatepass"))
    return digest.digest()
