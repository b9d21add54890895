"""Dossiers: everything about a takedown request or an item in one file that proves itself, for a logged reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from service.domain.access import Caller
from service.domain.audit import AuditAction, ChainHead, rfc3339
from service.domain.disclosure import Disclosure
from service.domain.dossier_files import DossierFile, dossier_zip, manifest_bytes
from service.domain.takedown.records import public_id
from service.services.audit import AuditSealer, AuditTrail
from service.services.dossier_parts import ABOUT, item_files, log_file, request_files
from service.services.dossier_pdf import dossier_pdf
from service.services.items import ItemNotFoundError
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.errors import RequestNotFoundError
from service.storage.audit import AuditStore

__all__ = ["Dossier", "DossierExport", "DossierService"]

_CUSTODY = (
    *(AuditAction.COLLECT, AuditAction.ALTER, AuditAction.CONSULT, AuditAction.DISCLOSE, AuditAction.COMBINE),
    *(AuditAction.ERASE, AuditAction.DECIDE, AuditAction.TRANSITION),
)
"""Acts that belong to the chain of custody; who claimed or was assigned an item does not."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a dossier holds, before it is a file."""

    kind: str
    """``takedown_request`` or ``item``, as in the log."""
    id: str
    item_ids: tuple[UUID, ...]
    files: tuple[DossierFile, ...]
    log_head: ChainHead


class DossierService:
    """Gathers and notes inside the caller's transaction."""

    def __init__(self, desk: TakedownDesk, entries: AuditStore, audit: AuditTrail) -> None:
        self._desk = desk
        self._entries = entries
        self._audit = audit

    def of_request(self, request_id: UUID) -> Dossier:
        """Gather what there is on a takedown request.

        Raises
        ------
        RequestNotFoundError
        EvidenceBrokenError
            When a piece of evidence is not what was hashed on arrival.
        """
        request = self._desk.requests.get(request_id)
        if request is None:
            raise RequestNotFoundError(
                "There is no takedown request of that id.", "Take the id from the list of requests."
            )
        item_ids = tuple(each.item_id for each in self._desk.requests.items(request_id))
        files = [*request_files(self._desk, request), *self._of_items(item_ids)]
        return self._complete("takedown_request", public_id(request_id), item_ids, files)

    def of_item(self, item_id: UUID) -> Dossier:
        """Gather what there is on an item, without its takedown requests.

        Raises
        ------
        ItemNotFoundError
        EvidenceBrokenError
            When a piece of evidence is not what was hashed on arrival.
        """
        return self._complete("item", str(item_id), (item_id,), self._of_items((item_id,)))

    def note(self, caller: Caller, dossier: Dossier, why: Disclosure, **told: str) -> None:
        """Note who takes out what, why and for whom: on the subject and on each of its items."""
        subjects = [(dossier.kind, dossier.id), *(("item", str(each)) for each in dossier.item_ids)]
        for kind, object_id in dict.fromkeys(subjects):
            self._audit.note(
                caller.actor,
                AuditAction.DISCLOSE,
                kind,
                object_id,
                justification=why.reason.text,
                recipient=why.recipient,
                kind=why.reason.kind,
                tlp=why.tlp,
                **told,
            )

    def _of_items(self, item_ids: Sequence[UUID]) -> list[DossierFile]:
        files: list[DossierFile] = []
        for item_id in item_ids:
            item = self._desk.items.get(item_id)
            if item is None:
                raise ItemNotFoundError("There is no item of that id.", "Take the id from a list of items.")
            files += item_files(self._desk, item)
        return files

    def _complete(self, kind: str, object_id: str, item_ids: tuple[UUID, ...], files: list[DossierFile]) -> Dossier:
        evidence = [str(each.told["evidence_id"]) for each in files if each.kind == "evidence"]
        head = self._entries.sealed_head()
        objects = {object_id, *map(str, item_ids), *evidence}
        entries = self._entries.of_objects(objects, _CUSTODY, head.position or 0)
        log = log_file(entries, self._entries.hashes_before(entries), head)
        return Dossier(kind, object_id, item_ids, (*files, log, ABOUT), head)


_Begin = Callable[[], AbstractContextManager[DossierService]]


class DossierExport:
    """Takes dossiers out, in transactions of its own.

    Parameters
    ----------
    read, write
        Open a transaction that reads, and one that may write.
    sealer
        Seals the log first, so that the dossier tells of everything until then.
    """

    def __init__(self, read: _Begin, write: _Begin, sealer: AuditSealer) -> None:
        self._read = read
        self._write = write
        self._sealer = sealer

    def of_request(self, caller: Caller, request_id: UUID, why: Disclosure) -> bytes:
        """Return the dossier of a takedown request as a ZIP, once that is in the log; see `DossierService`."""
        return self._made(caller, lambda dossiers: dossiers.of_request(request_id), why)

    def of_item(self, caller: Caller, item_id: UUID, why: Disclosure) -> bytes:
        """Return the dossier of an item as a ZIP, once that is in the log; see `DossierService`."""
        return self._made(caller, lambda dossiers: dossiers.of_item(item_id), why)

    def _made(self, caller: Caller, gather: Callable[[DossierService], Dossier], why: Disclosure) -> bytes:
        self._sealer.seal()
        with self._read() as dossiers:
            dossier = gather(dossiers)
        now = datetime.now(UTC)
        about = _about(caller, dossier, why, now)
        files = (dossier_pdf(about, now, dossier.files), *dossier.files)
        manifest = manifest_bytes(about, files)
        with self._write() as dossiers:
            dossiers.note(caller, dossier, why, format="dossier", manifest_sha256=sha256(manifest).hexdigest())
        return dossier_zip(manifest, files)


def _about(caller: Caller, dossier: Dossier, why: Disclosure, now: datetime) -> dict[str, Any]:
    return {
        "subject": {"kind": dossier.kind, "id": dossier.id},
        "tlp": why.tlp.label,
        "made_at": rfc3339(now),
        "made_by": caller.actor,
        "recipient": why.recipient,
        "log_head": {"position": dossier.log_head.position, "hash": dossier.log_head.hash},
    }
