"""The files of a dossier: the notice and its life, what was sent byte for byte, items, evidence, and the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from service.domain.audit import ChainHead, StoredEntry, rfc3339
from service.domain.audit_files import FORMAT, row_of
from service.domain.decisions import DecisionRecord
from service.domain.dossier_files import LOG, DossierFile, json_file
from service.domain.items import ItemRecord
from service.domain.takedown.outbound import notice_text, outbound_of, subject_of
from service.domain.takedown.records import AttemptRecord, EventRecord, RequestRecord, public_id
from service.services.evidence import require_intact
from service.services.takedown.desk import TakedownDesk

__all__ = ["ABOUT", "item_files", "log_file", "request_files"]

_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "text/plain; charset=utf-8": "txt",
}
_FACTS = ("platform", "channel_name", "visibility", "locator", "sent_at", "captured_at", "edited_at", "vanished_at")
"""Of an item; no score, no priority, and no author key, which means nothing outside."""
_SAID = (
    *("verdict", "labels", "reason", "note", "saw_original", "item_version", "codebook_version"),
    *("decided_by", "decided_at"),
)
"""Of a decision; not how dangerous somebody found it, which is for the police by their own way."""

ABOUT = DossierFile(
    "readme.txt",
    "about",
    "text/plain; charset=utf-8",
    b"""A dossier made by lont.

manifest.json   every file with its SHA-256, how far this may be passed on (TLP 2.0), and for whom it was made
notice/         the notice as it may leave: text, fields, every event, what the platform answered
sent/           each attempt to deliver it, and byte for byte what was sent
items/          each item with its text, and the decisions that people made on it
evidence/       what was captured of the items, unchanged
log.ndjson      who took in, saw, changed, decided and disclosed it, from lont's log, with the hash of each entry

Check it with: lont evidence verify FILE.zip
By hand: sha256sum --check manifest.json.sha256, then compare each file with the manifest.
The maker's log holds the SHA-256 of manifest.json; ask for it, and give it with --manifest.
""",
)


def request_files(desk: TakedownDesk, request: RequestRecord) -> list[DossierFile]:
    """Return what there is on a request itself; of its content only what may leave."""
    outbound = outbound_of(public_id(request.id), request.content)
    attempts = desk.deliveries.of_request(request.id)
    text = f"{subject_of(outbound)}\n\n{notice_text(outbound)}".encode("utf-8", "backslashreplace")
    bona_fide = request.content.bona_fide
    told = asdict(outbound) | {
        "state": request.state,
        "version": request.version,
        "platform": request.platform,
        "created_at": rfc3339(request.created_at),
        "created_by": request.created_by,
        "edited_at": rfc3339(request.edited_at),
        "bona_fide_by": bona_fide.confirmed_by if bona_fide else None,
        "bona_fide_at": rfc3339(bona_fide.confirmed_at) if bona_fide else None,
    }
    answers = [
        {"item_id": str(each.item_id), "answer": each.answer, "answered_at": _plain(each.answered_at)}
        for each in desk.requests.items(request.id)
    ]
    return [
        DossierFile("notice/notice.txt", "notice", "text/plain; charset=utf-8", text),
        json_file("notice/notice.json", "notice", _plain(told)),
        json_file("notice/events.json", "record", [_event(each) for each in desk.requests.events(request.id)]),
        json_file("notice/answers.json", "record", answers),
        json_file("sent/attempts.json", "record", [_attempt(each) for each in attempts]),
        *(_payload(each) for each in attempts),
    ]


def item_files(desk: TakedownDesk, item: ItemRecord) -> list[DossierFile]:
    """Return an item, its decisions and its evidence; raises as `require_intact` when evidence was changed."""
    folder = f"items/{item.id}"
    facts = {name: _plain(getattr(item, name)) for name in _FACTS}
    facts |= {"id": str(item.id), "version": item.version, "text_sha256": item.text_sha256}
    decisions = [_decision(each) for each in desk.decisions.of_item(item.id)]
    text = (item.text or "").encode("utf-8", "surrogatepass")
    return [
        json_file(f"{folder}/item.json", "record", facts),
        DossierFile(f"{folder}/text.txt", "record", "text/plain; charset=utf-8", text),
        json_file(f"{folder}/decisions.json", "record", decisions),
        *_evidence(desk, item),
    ]


def log_file(entries: Sequence[StoredEntry], before: Sequence[str], head: ChainHead) -> DossierFile:
    """Return entries of the log in the format of `lont audit export`, each with its proof."""
    rows = [row_of(entry, hash_) for entry, hash_ in zip(entries, before, strict=True)]
    header = {"type": "header", "format": FORMAT, "wanted": {"dossier": 1}, "complete": False, "first": 1}
    header |= {"last": head.position, "head": {"position": head.position, "hash": head.hash}}
    end = {"type": "end", "entries": len(rows), "last_hash": rows[-1]["entry_hash"] if rows else "0" * 64}
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in (header, *rows, end)]
    return DossierFile(LOG, "log", "application/x-ndjson", "".join(lines).encode("utf-8", "surrogatepass"))


def _evidence(desk: TakedownDesk, item: ItemRecord) -> list[DossierFile]:
    files = []
    for record in desk.evidence.of_items([item.id]):
        found = desk.evidence.content(record.id)
        content = b"" if found is None else found[1]
        require_intact(record, content)
        told = {"evidence_id": str(record.id), "item_id": str(item.id), "captured_at": rfc3339(record.captured_at)}
        told |= {"capture": record.kind, "collected_by": record.collected_by}
        path = f"evidence/{record.id}.{_ENDINGS.get(record.media_type, 'bin')}"
        files.append(DossierFile(path, "evidence", record.media_type, content, told))
    return files


_FORMS = {"email": ("eml", "message/rfc822"), "https": ("json", "application/json")}
"""What was sent, by the way it went; else it was pasted as plain text."""


def _payload(attempt: AttemptRecord) -> DossierFile:
    ending, media_type = _FORMS.get(attempt.transport, ("txt", "text/plain"))
    told = {"attempt": attempt.attempt, "sent": attempt.opened_at is not None}
    return DossierFile(f"sent/{attempt.attempt:04}.{ending}", "payload", media_type, attempt.payload, told)


def _attempt(attempt: AttemptRecord) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(attempt).items() if name not in {"payload", "request_id"}}


def _event(event: EventRecord) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(event).items()}


def _decision(decision: DecisionRecord) -> dict[str, Any]:
    ids = {"id": str(decision.id), "undoes": _plain(decision.undoes), "corrects": _plain(decision.corrects)}
    return ids | {name: _plain(getattr(decision, name)) for name in _SAID}


def _plain(value: Any) -> Any:  # noqa: ANN401  # JSON out
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, str | int | float | None):
        return value
    return rfc3339(value) if isinstance(value, datetime) else str(value)
