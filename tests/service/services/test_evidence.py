from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from service.domain.audit import AuditAction, AuditEntry, AuditFilter
from service.domain.evidence import MOST_IMAGE_BYTES, EvidenceKind, EvidenceRecord
from service.factory import ProcessContext
from service.schema import Evidence
from service.services.evidence import EvidenceBrokenError, EvidenceNotFoundError, ImageRefusedError
from tests.support.review import ANNA, BRAM, store

PNG = b"\x89PNG\r\n\x1a\n" + b"some picture"


@pytest.fixture
def item_id(context: ProcessContext) -> UUID:
    (item_id,) = store(context, "klus voor vanavond, dm")
    return item_id


def add_screenshot(context: ProcessContext, item_id: UUID, content: bytes = PNG) -> EvidenceRecord:
    with context.writing() as factory:
        return factory.evidence().add_screenshot(item_id, content, ANNA.actor)


def show(context: ProcessContext, evidence_id: UUID) -> tuple[EvidenceRecord, bytes]:
    with context.writing() as factory:
        return factory.evidence().show(evidence_id, BRAM.actor)


def captured(context: ProcessContext, item_id: UUID) -> list[EvidenceRecord]:
    with context.reading() as factory:
        return factory.evidence().of_item(item_id)


def acts(context: ProcessContext, action: AuditAction) -> list[AuditEntry]:
    with context.reading() as factory:
        entries = factory.audit_entries().search(AuditFilter(object_kind="evidence", action=action), None, 50)
    return [entry for entry in entries if isinstance(entry, AuditEntry)]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PNG, "image/png"), (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"), (b"RIFF\1\0\0\0WEBPVP8 ", "image/webp")],
)
def test_a_screenshot_is_kept_byte_for_byte_with_its_hash_and_what_it_is(
    context: ProcessContext, item_id: UUID, content: bytes, media_type: str
) -> None:
    kept = add_screenshot(context, item_id, content)
    assert (kept.item_id, kept.kind, kept.media_type) == (item_id, EvidenceKind.SCREENSHOT, media_type)
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert kept.collected_by == ANNA.actor
    assert show(context, kept.id) == (kept, content)


@pytest.mark.parametrize("content", [b"", b"<html>", b"GIF89a...", b"%PDF-1.7", b"MZ\x90\x00"])
def test_what_is_no_image_is_refused(context: ProcessContext, item_id: UUID, content: bytes) -> None:
    with pytest.raises(ImageRefusedError):
        add_screenshot(context, item_id, content)
    assert captured(context, item_id) == []


def test_a_screenshot_may_have_five_mebibytes_and_not_a_byte_more(context: ProcessContext, item_id: UUID) -> None:
    largest = PNG.ljust(MOST_IMAGE_BYTES, b"\0")
    assert add_screenshot(context, item_id, largest).size == 5 * 1024 * 1024
    with pytest.raises(ImageRefusedError, match="5,242,880"):
        add_screenshot(context, item_id, largest + b"\0")


@pytest.mark.parametrize("text", ["klus voor vanavond 💥", "half \ud83d", "nul \0 en\r\nregel", ""])
def test_words_are_kept_as_they_were_pasted(context: ProcessContext, item_id: UUID, text: str) -> None:
    with context.writing() as factory:
        kept = factory.evidence().add_text(item_id, text, ANNA.actor)
    assert (kept.kind, kept.media_type) == (EvidenceKind.TEXT, "text/plain; charset=utf-8")
    assert show(context, kept.id)[1].decode("utf-8", "surrogatepass") == text


def test_what_was_captured_of_an_item_is_listed_oldest_first(context: ProcessContext, item_id: UUID) -> None:
    first = add_screenshot(context, item_id)
    with context.writing() as factory:
        second = factory.evidence().add_text(item_id, "de woorden", ANNA.actor)
    assert captured(context, item_id) == [first, second]
    assert captured(context, uuid4()) == []


@pytest.mark.parametrize("change", [{"content": PNG + b"!"}, {"content": b""}, {"sha256": "0" * 64}])
def test_evidence_that_somebody_changed_is_not_shown(
    context: ProcessContext, item_id: UUID, change: dict[str, object]
) -> None:
    kept = add_screenshot(context, item_id)
    with context.database.write() as session:
        session.execute(update(Evidence).values(**change))
    with pytest.raises(EvidenceBrokenError) as caught:
        show(context, kept.id)
    assert (caught.value.stable_code, caught.value.status) == ("evidence_integrity", 500)
    assert acts(context, AuditAction.CONSULT) == []


def test_evidence_that_does_not_exist_is_not_found(context: ProcessContext) -> None:
    with pytest.raises(EvidenceNotFoundError):
        show(context, uuid4())


def test_collecting_and_looking_are_in_the_log_with_the_hash_and_without_words(
    context: ProcessContext, item_id: UUID
) -> None:
    with context.writing() as factory:
        kept = factory.evidence().add_text(item_id, "de woorden", ANNA.actor)
    show(context, kept.id)
    (collected,), (consulted,) = acts(context, AuditAction.COLLECT), acts(context, AuditAction.CONSULT)
    assert (collected.record.actor, collected.record.object_id) == (ANNA.actor, str(kept.id))
    assert collected.record.details == {"kind": "text", "sha256": kept.sha256, "item": str(item_id)}
    assert (consulted.record.actor, consulted.record.object_id) == (BRAM.actor, str(kept.id))
    assert "woorden" not in repr([collected, consulted])
