"""Dossiers of a request that went all its way, and what somebody may do to their file."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from uuid import UUID

import rfc8785

from service.domain.disclosure import Disclosure, DisclosureKind, DisclosureReason
from service.domain.dossier_files import MANIFEST, MANIFEST_HASH, sha256_line
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from tests.support.takedown import AUDITOR, brought_to, item_of

__all__ = ["PNG", "WHY", "Files", "dossier_of_request", "files_of", "rewritten", "zipped"]

Files = dict[str, bytes]
PNG = b"\x89PNG\r\n\x1a\n" + b"some picture"
WHY = Disclosure(DisclosureReason(DisclosureKind.AUTHORITY, "asked for in letter 2026-118"), "Openbaar Ministerie")


def dossier_of_request(context: ProcessContext, why: Disclosure = WHY) -> tuple[bytes, UUID, UUID]:
    """Close a request with a screenshot and take its dossier out; return it with the ids of request and item."""
    request = brought_to(context, RequestState.CLOSED)
    item_id = item_of(context, request)
    with context.writing() as factory:
        factory.evidence().add_screenshot(item_id, PNG, "usr_ann-0001")
        factory.evidence().add_text(item_id, "woorden \U0001f4a5 \u0645\u0631\u062d\u0628\u0627 \ud83d", "usr_ann-0001")
    return context.dossier_export().of_request(AUDITOR, request.id, why), request.id, item_id


def files_of(dossier: bytes) -> Files:
    """Return the files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(dossier)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a plain ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def rewritten(files: Files, change: Callable[[Files], None]) -> bytes:
    """Return a ZIP of changed files, with a manifest that was made to fit, as a careful forger would."""
    changed = dict(files)
    change(changed)
    manifest = json.loads(changed[MANIFEST])
    for entry in manifest["files"]:
        content = changed[entry["path"]]
        entry |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    changed[MANIFEST] = rfc8785.dumps(manifest)
    changed[MANIFEST_HASH] = sha256_line(changed[MANIFEST])
    return zipped(changed)
