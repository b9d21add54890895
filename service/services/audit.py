"""The log of acts: notes them in the transaction that does them, chains what was noted, and checks the chain."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from service.domain.audit import (
    AuditAction,
    AuditFault,
    AuditRecord,
    ChainHead,
    ChainWalk,
    Detail,
    StoredEntry,
    head_after,
    rfc3339,
)
from service.errors import Fault, LontError
from service.logs import get_logger
from service.storage.audit import AuditStore

__all__ = ["PATIENCE", "AuditFieldRefusedError", "AuditSealer", "AuditTrail", "SealReport", "VerifyReport", "verify"]

PATIENCE = timedelta(minutes=10)
"""An entry that waits longer than this for its seal is worth a warning."""
_BATCH = 5000
_CODE = re.compile(r"[!-~]{0,128}")
_MOST_EXACT = 2**53 - 1
_LENGTHS = {"actor": 64, "object_kind": 32, "object_id": 64, "request_id": 64}
_LENGTHS_OF_TEXT = {"justification": 500, "recipient": 200}
_log = get_logger(__name__)


class AuditFieldRefusedError(LontError):
    """A justification or a recipient that the log cannot hold as it was given."""

    code = "audit_field_refused"
    title = "The log cannot hold this"


class AuditTrail:
    """Notes acts inside the caller's transaction: what is rolled back was never done and leaves no entry.

    Parameters
    ----------
    store
        The log in that transaction.
    request_id
        Of the HTTP request that asks for the acts.
    """

    def __init__(self, store: AuditStore, request_id: str | None = None) -> None:
        self._store = store
        self._request_id = request_id

    def note(
        self,
        actor: str,
        action: AuditAction,
        object_kind: str,
        object_id: str | UUID,
        *,
        justification: str | None = None,
        recipient: str | None = None,
        **details: Detail,
    ) -> None:
        """Note one act.

        Parameters
        ----------
        actor
            Id of who did it, at most 64 characters.
        action
            What was done.
        object_kind, object_id
            To what: ``item``, ``takedown_request``, ``account``, ... and its id.
        justification
            Why, in the words of the actor; at most 500 characters.
        recipient
            Who was given it, where something was disclosed; at most 200 characters.
        details
            Ids, codes and numbers that tell more.

        Raises
        ------
        AuditFieldRefusedError
            When the justification or the recipient is too long or holds what no database stores.
        ValueError
            When a detail may be a text, or an id is too long: a defect of the caller.
        """
        record = AuditRecord(
            actor=actor,
            action=action,
            object_kind=object_kind,
            object_id=str(object_id),
            justification=justification,
            recipient=recipient,
            details=_plain(details),
            at=datetime.now(UTC),
            request_id=self._request_id,
        )
        _refuse_unfit(record)
        self._store.add([record])

    def viewed(
        self, actor: str, item_ids: Sequence[UUID], *, justification: str | None = None, **details: Detail
    ) -> None:
        """Note that the texts of these items were shown; one entry an item. Raises as `note` does."""
        told, now = _plain(details), datetime.now(UTC)
        records = [
            AuditRecord(
                actor, AuditAction.CONSULT, "item", str(item_id), justification, None, told, now, self._request_id
            )
            for item_id in item_ids
        ]
        for record in records[:1]:  # they differ in nothing but the id of the item
            _refuse_unfit(record)
        self._store.add(records)


@dataclass(frozen=True, slots=True)
class SealReport:
    """What one call to the sealer did."""

    count: int
    """Entries that it bound; 0 also when another sealer was at work."""
    head: ChainHead
    """Where the chain ends now."""


class AuditSealer:
    """Binds what was noted into the chain; any number of processes may try at once, and one of them does it.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    batch
        Most entries that one transaction binds.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[AuditStore]], batch: int = _BATCH) -> None:
        self._begin = begin
        self._batch = batch

    def seal(self) -> SealReport:
        """Bind all entries that are visible and have no place yet, in the order of their ids.

        Entries of transactions that end later come after them at the next call. The head of each batch goes into the
        log lines, so that it is also known where the database cannot be changed. An entry that cannot be hashed was
        not written by lont; it stays unsealed, and `verify` warns of it.
        """
        count, after_id = 0, 0
        while True:
            with self._begin() as store:
                if not store.lock_chain():
                    return SealReport(count, store.sealed_head())
                found = store.pending(after_id, self._batch)
                heads = _chained(found, _end_of_chain(store))
                if heads:
                    store.bind(heads, datetime.now(UTC))
                head = store.sealed_head()
            if heads:
                _log.info("audit_sealed", entries=len(heads), position=head.position, head=head.hash)
            count += len(heads)
            if len(found) < self._batch:
                return SealReport(count, head)
            after_id = found[-1].id


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` found."""

    entries: int
    seals: int
    head: ChainHead
    """Where the walk ended."""
    faults: Sequence[AuditFault]
    """In the order of their positions; at most `MOST_FAULTS`."""
    unsealed: int
    """Entries without a place in the chain; the chain says nothing of them."""
    overdue: int
    """Those among them that should have been sealed by now: a warning."""

    @property
    def sound(self) -> bool:
        """Whether nothing is broken."""
        return not self.faults


def verify(
    store: AuditStore,
    noted: ChainHead | None = None,
    patience: timedelta = PATIENCE,
    on_progress: Callable[[int], None] | None = None,
) -> VerifyReport:
    """Walk along the whole chain and compute every hash anew; memory does not grow with its length.

    Parameters
    ----------
    store
        The log in a transaction that reads.
    noted
        A head that was noted outside the database: the chain has to lead through it.
    patience
        How long an entry may wait for its seal before it counts as overdue.
    on_progress
        Called with the number of entries since the last call.
    """
    end = store.sealed_head().position or 0
    walk = ChainWalk(store.seals(end), noted)
    for batch in store.chain(end):
        for entry in batch:
            walk.pass_entry(entry)
        if on_progress is not None:
            on_progress(len(batch))
    walk.end(store.count_beyond_seals())
    overdue = store.count_unsealed(datetime.now(UTC) - patience)
    return VerifyReport(walk.entries, walk.seals, walk.head, tuple(walk.faults), store.count_unsealed(), overdue)


def _end_of_chain(store: AuditStore) -> ChainHead:
    """Return what the next entry follows on.

    Last seal and last entry name the same place, unless somebody meddled. Then the farther one is taken: nothing is
    overwritten, acts go on being chained, and the break stays where `verify` finds it.
    """
    sealed, bound = store.sealed_head(), store.bound_head()
    if sealed != bound:
        _log.error("audit_chain_broken", sealed=sealed.position, bound=bound.position, remedy="lont audit verify")
    return bound if (bound.position or 0) > (sealed.position or 0) else sealed


def _chained(entries: Sequence[StoredEntry], head: ChainHead) -> list[tuple[int, ChainHead]]:
    heads: list[tuple[int, ChainHead]] = []
    for entry in entries:
        following = head_after(entry, head)
        if following is None:
            _log.error("audit_entry_unreadable", entry=entry.id)
            continue
        head = following
        heads.append((entry.id, head))
    return heads


def _plain(detail: Any) -> Any:  # noqa: ANN401  # JSON in, JSON out
    """Return a detail as JSON that both databases give back as it was; refuse what may be a text."""
    if isinstance(detail, Mapping):
        return {_plain(str(name)): _plain(value) for name, value in detail.items()}
    if isinstance(detail, Sequence) and not isinstance(detail, str | bytes):
        return [_plain(one) for one in detail]
    if isinstance(detail, UUID):
        return str(detail)
    if isinstance(detail, datetime):
        return rfc3339(detail)
    if not _is_code_or_number(detail):
        raise ValueError(f"a detail of the log that is no id, code or number: {type(detail).__name__}")
    return str(detail) if isinstance(detail, str) else detail


def _is_code_or_number(detail: object) -> bool:
    if isinstance(detail, str):
        return _CODE.fullmatch(detail) is not None
    if isinstance(detail, int | float):
        return abs(detail) <= _MOST_EXACT  # false for what is no number, too
    return detail is None


def _refuse_unfit(record: AuditRecord) -> None:
    for name, most in _LENGTHS.items():
        if not _is_storable(getattr(record, name), most):
            raise ValueError(f"{name} of an entry of the log is not one of 1 to {most} characters")
    wrong = [name for name, most in _LENGTHS_OF_TEXT.items() if not _is_storable(getattr(record, name), most)]
    if wrong:
        expected = {
            name: f"1 to {_LENGTHS_OF_TEXT[name]} characters that UTF-8 can say, none of them NUL" for name in wrong
        }
        raise AuditFieldRefusedError(
            " ".join(f"Of a {name} the log holds {what}." for name, what in expected.items()),
            "Put it shorter.",
            faults=[Fault(name, what, AuditFieldRefusedError.code) for name, what in expected.items()],
        )


def _is_storable(value: str | None, most: int) -> bool:
    if value is None:
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return 0 < len(value) <= most and "\0" not in value
