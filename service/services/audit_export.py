"""Takes the log out as a file with its proofs: for a reason, which is an entry of the log itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from service.domain.audit import AuditAction, AuditFilter, ChainHead, rfc3339
from service.domain.audit_files import FORMAT, LogFormat, csv_rows, row_of
from service.domain.disclosure import DisclosureReason
from service.errors import LontError
from service.services.audit import AuditTrail
from service.storage.audit import AuditStore

__all__ = ["ExportRefusedError", "ExportWish", "LogExport", "note_export"]

_BATCH = 1000
_ID = re.compile("[!-~]{1,64}")


class ExportRefusedError(LontError):
    """The entries that are wanted cannot be named like this."""

    code = "export_refused"
    status = 422
    title = "There is no such part of the log"


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Which entries are wanted, in which format.

    Raises
    ------
    ExportRefusedError
        For an id that none can be, or a first place behind the last.
    """

    format: LogFormat
    wanted: AuditFilter
    first: int = 1
    last: int | None = None
    """``None``: up to the last one that is sealed."""

    def __post_init__(self) -> None:
        ids = (self.wanted.actor, self.wanted.object_kind, self.wanted.object_id)
        if any(each is not None and not _ID.fullmatch(each) for each in ids):
            raise ExportRefusedError("An id has 1 to 64 signs without blanks.", "Copy it from the page of the log.")
        if self.first < 1 or (self.last is not None and self.last < self.first):
            raise ExportRefusedError("The first place comes before the last, and places begin at 1.", "Change them.")

    @property
    def complete(self) -> bool:
        """Whether nothing is left out between the first place and the last."""
        return self.wanted == AuditFilter()

    def told(self) -> dict[str, str | int]:
        """Return what was asked for, for the log and the head of the file."""
        times = {"at_from": self.wanted.at_from, "at_until": self.wanted.at_until}
        fields: dict[str, str | int | None] = {
            "actor": self.wanted.actor,
            "action": self.wanted.action,
            "object_kind": self.wanted.object_kind,
            "object_id": self.wanted.object_id,
            "first": self.first,
            "last": self.last,
        } | {name: None if at is None else rfc3339(at) for name, at in times.items()}
        return {name: value for name, value in fields.items() if value is not None}


def note_export(trail: AuditTrail, actor: str, wish: ExportWish, reason: DisclosureReason) -> None:
    """Note who takes out what, and why; in a transaction that ends before the first line leaves."""
    trail.note(
        actor,
        AuditAction.DISCLOSE,
        "log",
        wish.format,
        justification=reason.text,
        recipient=None,
        kind=reason.kind,
        wanted=wish.told(),
    )


class LogExport:
    """Writes the file batch by batch, each in a transaction of its own: sealed entries never change.

    Parameters
    ----------
    read
        Opens a transaction that reads.
    """

    def __init__(self, read: Callable[[], AbstractContextManager[AuditStore]]) -> None:
        self._read = read

    def chunks(self, wish: ExportWish) -> Iterator[str]:
        """Yield the text of the file; memory does not grow with the length of the log."""
        with self._read() as store:
            head = store.sealed_head()
        last = min(wish.last or head.position or 0, head.position or 0)
        yield _beginning(wish, last, head)
        count, after, last_hash = 0, wish.first - 1, "0" * 64
        while True:
            with self._read() as store:
                found = store.exported(wish.wanted, after, last, _BATCH)
            if not found:
                break
            rows = [row_of(entry, before) for entry, before in found]
            yield csv_rows(rows) if wish.format is LogFormat.CSV else "".join(map(_line, rows))
            count, after, last_hash = count + len(rows), rows[-1]["position"], rows[-1]["entry_hash"]
        if wish.format is LogFormat.NDJSON:
            yield _line({"type": "end", "entries": count, "last_hash": last_hash})


def _beginning(wish: ExportWish, last: int, head: ChainHead) -> str:
    if wish.format is LogFormat.CSV:
        return csv_rows([None])
    told = {"type": "header", "format": FORMAT, "wanted": wish.told(), "complete": wish.complete}
    return _line(told | {"first": wish.first, "last": last, "head": {"position": head.position, "hash": head.hash}})


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
