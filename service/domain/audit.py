"""The log of acts: what an entry says, how entries are chained by their hashes, and how a broken chain shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

import rfc8785

__all__ = [
    "FIRST_HEAD",
    "MOST_FAULTS",
    "AuditAction",
    "AuditEntry",
    "AuditFault",
    "AuditFilter",
    "AuditRecord",
    "AuditSeal",
    "ChainHead",
    "ChainWalk",
    "Detail",
    "FaultKind",
    "StoredEntry",
    "UnreadableEntry",
    "entry_hash",
    "head_after",
    "rfc3339",
]

Detail: TypeAlias = str | int | float | UUID | datetime | Sequence["Detail"] | Mapping[str, "Detail"] | None
"""Ids, codes, numbers, yes or no, and times; in lists and objects if need be."""

MOST_FAULTS = 100
"""A walk notes no more faults than this; where so much is broken, the first places tell enough."""


class AuditAction(StrEnum):
    """What somebody did; the first six in the words of Article 25 of Directive (EU) 2016/680."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    DECIDE = "decide"
    TRANSITION = "transition"
    """A takedown request went from one state to another."""
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    ACCOUNT = "account"
    """An account was made, changed or closed."""
    KEY = "key"
    """A key was made or revoked."""
    WEBHOOK = "webhook"
    """A webhook of a platform was made, changed, given a new secret, replayed or switched off."""
    ALERT = "alert"
    CLAIM = "claim"
    ASSIGN = "assign"
    """An item was assigned to a reviewer, or to nobody again."""
    NOTE = "note"
    """A note was written on an item."""
    PRIORITY = "priority"
    """The priority of an item changed."""
    REVIEW = "review"
    """An item was looked at once more: handed out, answered, settled."""
    HOLD = "hold"
    """A hold of the police was placed, lifted, or came to its end; never on what."""
    MISS = "miss_report"
    """Somebody found elsewhere what lont should have found."""


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One act on one object."""

    actor: str
    """Id of the account or key, or `SYSTEM`; never what somebody typed as a name."""
    action: str
    """One of `AuditAction`; as it stands in the database when it was read."""
    object_kind: str
    object_id: str
    justification: str | None
    recipient: str | None
    details: Mapping[str, Any]
    """Ids, codes and numbers only, never text."""
    at: datetime
    request_id: str | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A record as stored, with its place in the chain once it is sealed."""

    id: int
    position: int | None
    entry_hash: str | None
    record: AuditRecord


@dataclass(frozen=True, slots=True)
class UnreadableEntry:
    """A row with a time or details that cannot be read: somebody changed it past lont."""

    id: int
    position: int | None
    entry_hash: str | None


StoredEntry = AuditEntry | UnreadableEntry


@dataclass(frozen=True, slots=True)
class AuditSeal:
    """One batch of the chain."""

    first: int
    last: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """A place in the chain and the hash of the entry there; position ``None``: wherever that hash stands."""

    position: int | None
    hash: str


FIRST_HEAD = ChainHead(0, "0" * 64)
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; ``None`` leaves a question open."""

    object_kind: str | None = None
    object_id: str | None = None
    actor: str | None = None
    action: AuditAction | None = None
    at_from: datetime | None = None
    """From this moment on."""
    at_until: datetime | None = None
    """Before this moment."""


class FaultKind(StrEnum):
    """What is wrong at a place of the chain."""

    CHANGED = "changed_entry"
    """Its hash does not fit what it says, or not the hash before it."""
    MISSING = "missing_entry"
    INSERTED = "inserted_entry"
    """It was not sealed where it stands."""
    SEAL = "seal_mismatch"
    """The seal with this first or last position does not fit the seals or entries around it."""
    TRUNCATED = "truncated"
    """The chain ends before this place although it once went on, or is not the one whose head was noted."""


@dataclass(frozen=True, slots=True)
class AuditFault:
    """One broken place."""

    position: int
    kind: FaultKind


def rfc3339(at: datetime) -> str:
    """Write a time in UTC with microseconds, the same whichever database and zone it comes from."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def entry_hash(entry_id: int, record: AuditRecord, place: ChainHead) -> str:
    """Return the hash of an entry that follows on `place`: SHA-256 in hex over its canonical JSON (RFC 8785).

    Raises
    ------
    ValueError
        When the record holds what canonical JSON cannot say, such as whole numbers beyond 2**53.
    """
    entry: dict[str, Any] = {
        "id": entry_id,
        "position": (place.position or 0) + 1,
        "prev_hash": place.hash,
        "at": rfc3339(record.at),
        "actor": record.actor,
        "action": record.action,
        "object_kind": record.object_kind,
        "object_id": record.object_id,
        "justification": record.justification,
        "recipient": record.recipient,
        "details": record.details,
        "request_id": record.request_id,
    }
    return hashlib.sha256(rfc8785.dumps(entry)).hexdigest()


def head_after(entry: StoredEntry, place: ChainHead) -> ChainHead | None:
    """Return the head that this entry makes when it follows on `place`; ``None`` if lont cannot have written it."""
    if isinstance(entry, UnreadableEntry):
        return None
    try:
        return ChainHead((place.position or 0) + 1, entry_hash(entry.id, entry.record, place))
    except (ValueError, TypeError):  # canonical JSON cannot say it
        return None


class ChainWalk:
    """Passes along entries and seals in their order and notes each place where they do not fit together.

    Parameters
    ----------
    seals
        All seals up to the end of the walk, in order.
    noted
        A head that was noted elsewhere and has to be met.
    """

    def __init__(self, seals: Iterator[AuditSeal], noted: ChainHead | None = None) -> None:
        self.entries = 0
        self.seals = 0
        self.head = FIRST_HEAD
        self._faults: dict[tuple[int, FaultKind], AuditFault] = {}
        self._seals = seals
        self._seal: AuditSeal | None = None
        self._sealed_until = 0
        self._noted = noted
        self._met = noted is None or noted.hash == FIRST_HEAD.hash
        self._place: ChainHead | None = FIRST_HEAD
        self._place_before: ChainHead | None = None
        self._pushed = 0
        self._next_seal()

    @property
    def faults(self) -> list[AuditFault]:
        """All faults so far, in the order of their positions."""
        return sorted(self._faults.values(), key=lambda fault: (fault.position, fault.kind))

    def note(self, position: int, kind: FaultKind) -> None:
        """Note a fault."""
        if len(self._faults) < MOST_FAULTS:
            self._faults.setdefault((position, kind), AuditFault(position, kind))

    def pass_entry(self, entry: StoredEntry) -> None:
        """Check the next entry of the chain."""
        position, expected = entry.position or 0, (self.head.position or 0) + 1
        self.entries += 1
        if position < expected:
            self.note(position, FaultKind.INSERTED)
            return
        if position > expected:
            self.note(expected, FaultKind.MISSING)
            self._place = None  # the hash before this entry went with the entries that are gone
        self._check_hash(entry, position)
        self.head = ChainHead(position, entry.entry_hash or "")
        self._place = ChainHead(position - self._pushed, self.head.hash)
        self._met = self._met or self._is_noted(self.head)
        self._check_seals(self.head)

    def end(self, beyond_seals: int) -> None:
        """Check what only shows at the end: entries that no seal covers, seals without entries, the noted head."""
        after = (self.head.position or 0) + 1
        while self._seal is not None:
            self.note(after, FaultKind.TRUNCATED)
            self._next_seal()
        if beyond_seals:
            self.note(self._sealed_until + 1, FaultKind.INSERTED)
        if not self._met and self._noted is not None:
            self.note(min(self._noted.position or after, after), FaultKind.TRUNCATED)

    def _check_hash(self, entry: StoredEntry, position: int) -> None:
        place, before = self._place, self._place_before
        self._place_before = place
        if place is None or self._follows(entry, place):
            return
        if before is not None and self._follows(entry, before):  # it belongs where the one before it stands
            self._faults.pop((position - 1, FaultKind.CHANGED), None)
            self.note(position - 1, FaultKind.INSERTED)
            self._pushed += 1
            self._place_before = before
            return
        self.note(position, FaultKind.CHANGED)

    def _check_seals(self, reached: ChainHead) -> None:
        while self._seal is not None and self._seal.last <= (reached.position or 0):
            if self._seal.last == reached.position and self._seal.head_hash != reached.hash:
                self.note(self._seal.last, FaultKind.SEAL)
            self._next_seal()

    def _next_seal(self) -> None:
        self._seal = next(self._seals, None)
        if self._seal is None:
            return
        self.seals += 1
        if self._seal.first != self._sealed_until + 1 or self._seal.last < self._seal.first:
            self.note(self._seal.first, FaultKind.SEAL)
        self._sealed_until = self._seal.last

    @staticmethod
    def _follows(entry: StoredEntry, place: ChainHead) -> bool:
        head = head_after(entry, place)
        return head is not None and head.hash == entry.entry_hash

    def _is_noted(self, head: ChainHead) -> bool:
        noted = self._noted
        return noted is not None and noted.hash == head.hash and noted.position in {None, head.position}
