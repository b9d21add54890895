"""Takes evidence in: hashed on arrival, never touched again, checked against its hash each time it is shown."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.audit import AuditAction
from service.domain.evidence import MOST_IMAGE_BYTES, EvidenceKind, EvidenceRecord, image_type
from service.errors import LontError
from service.locale.wording import worded
from service.logs import get_logger
from service.services.audit import AuditTrail
from service.storage.evidence import EvidenceStore

__all__ = [
    "EvidenceBrokenError",
    "EvidenceNotFoundError",
    "EvidenceService",
    "ImageRefusedError",
    "require_intact",
]

_log = get_logger(__name__)


class ImageRefusedError(LontError):
    """A screenshot that is no image, or too large."""

    code = "image_refused"
    status = 422
    title = "The screenshot is not taken"


class EvidenceNotFoundError(LontError):
    """There is no evidence of that id."""

    code = "evidence_not_found"
    status = 404
    title = "No such evidence"


class EvidenceBrokenError(LontError):
    """What is stored is not what was hashed on arrival."""

    code = "evidence_integrity"
    status = 500
    title = "The evidence was changed"


def require_intact(record: EvidenceRecord, content: bytes) -> None:
    """Raise `EvidenceBrokenError` and an alarm in the log lines unless the content is what was hashed on arrival."""
    if hashlib.sha256(content).hexdigest() != record.sha256:
        _log.error("evidence_integrity", evidence=str(record.id), item=str(record.item_id))
        raise EvidenceBrokenError(
            worded("Evidence {id} is not what was stored.", id=record.id),
            "Tell the operator; nothing of it may be sent.",
        )


class EvidenceService:
    """Keeps evidence inside the caller's transaction."""

    def __init__(self, store: EvidenceStore, audit: AuditTrail) -> None:
        self._store = store
        self._audit = audit

    def add_screenshot(self, item_id: UUID, content: bytes, actor: str) -> EvidenceRecord:
        """Keep a screenshot.

        Raises
        ------
        ImageRefusedError
            For anything that is no PNG, JPEG or WebP of at most 5 MiB.
        """
        media_type = image_type(content)
        if media_type is None:
            raise ImageRefusedError("The file is no PNG, JPEG or WebP image.", "Save the screenshot as one of these.")
        if len(content) > MOST_IMAGE_BYTES:
            raise ImageRefusedError(
                worded("The screenshot has more than {most} bytes.", most=MOST_IMAGE_BYTES),
                "Cut it to the message, or save it smaller.",
            )
        return self._add(item_id, EvidenceKind.SCREENSHOT, media_type, content, actor)

    def add_text(self, item_id: UUID, text: str, actor: str) -> EvidenceRecord:
        """Keep the words of an item as a person pasted them."""
        content = text.encode("utf-8", "surrogatepass")
        return self._add(item_id, EvidenceKind.TEXT, "text/plain; charset=utf-8", content, actor)

    def of_item(self, item_id: UUID) -> list[EvidenceRecord]:
        """Return what was captured of an item, oldest first."""
        return self._store.of_items([item_id])

    def show(self, evidence_id: UUID, actor: str) -> tuple[EvidenceRecord, bytes]:
        """Return one piece of evidence with its content, once it is clear that it is unchanged.

        Raises
        ------
        EvidenceNotFoundError
        EvidenceBrokenError
            When its hash is another now.
        """
        found = self._store.content(evidence_id)
        if found is None:
            raise EvidenceNotFoundError("There is no evidence of that id.", "Take it from the page of its item.")
        record, content = found
        require_intact(record, content)
        self._audit.note(actor, AuditAction.CONSULT, "evidence", str(evidence_id), item=str(record.item_id))
        return record, content

    def _add(self, item_id: UUID, kind: EvidenceKind, media_type: str, content: bytes, actor: str) -> EvidenceRecord:
        record = EvidenceRecord(
            id=uuid7(),
            item_id=item_id,
            kind=kind,
            media_type=media_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            captured_at=datetime.now(UTC),
            collected_by=actor,
        )
        self._store.add(record, content)
        details = {"kind": str(kind), "sha256": record.sha256, "item": str(item_id)}
        self._audit.note(actor, AuditAction.COLLECT, "evidence", str(record.id), **details)
        return record
