"""Checks a dossier with nothing but its file: hashes, manifest, and the entries of the log in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import rfc8785

from service.domain.audit_files import FileWalk, from_ndjson
from service.domain.dossier_files import FORMAT, LOG, MANIFEST, MANIFEST_HASH, TIME_STAMP, sha256_line
from service.domain.dossier_unpacking import DossierFault, Fault, Unpacked, Unpacking, unpacked

__all__ = ["DossierReport", "check_dossier"]

_UNLISTED = frozenset({MANIFEST, MANIFEST_HASH, TIME_STAMP})


@dataclass(frozen=True, slots=True)
class DossierReport:
    """What was found."""

    faults: tuple[Fault, ...]
    """Sorted by path; empty: it is as it was made."""
    files: int
    """Files that the manifest names."""
    log_entries: int
    manifest: Mapping[str, Any] | None
    """``None``: there is none that can be read."""
    manifest_content: bytes
    """As it lies in the file, which is what is time-stamped."""
    time_stamp: bytes | None
    """The answer of the authority; ``None``: it was not time-stamped."""

    @property
    def manifest_sha256(self) -> str:
        """Return the hash that the log of lont holds for this dossier, in hex."""
        return hashlib.sha256(self.manifest_content).hexdigest()


def check_dossier(opened: BinaryIO, noted: str | None = None, most: Unpacking | None = None) -> DossierReport:
    """Compute each hash anew and compare everything that has to fit.

    Parameters
    ----------
    opened
        The file, at its beginning; must be seekable.
    noted
        Hash of the manifest as it was noted elsewhere, in hex.
    most
        How much is read at most.
    """
    found = unpacked(opened, most)
    content = found.files.get(MANIFEST, b"")
    manifest = _manifest(content, found)
    entries = 0
    if manifest is not None:
        listed = _listed(manifest, found)
        _compare(listed, found)
        entries = _check_log(manifest, listed, found)
    if noted is not None and hashlib.sha256(content).hexdigest() != noted.lower():
        found.note(MANIFEST, DossierFault.NOT_NOTED, "Its hash is another than the one that was noted.")
    return DossierReport(
        faults=tuple(sorted(set(found.faults))),
        files=0 if manifest is None else len(manifest["files"]),
        log_entries=entries,
        manifest=manifest,
        manifest_content=content,
        time_stamp=found.files.get(TIME_STAMP),
    )


def _manifest(content: bytes, found: Unpacked) -> Mapping[str, Any] | None:
    if not content:
        if not found.faults:
            found.note(MANIFEST, DossierFault.MISSING, "There is no manifest: this is no dossier of lont.")
        return None
    if found.files.get(MANIFEST_HASH) != sha256_line(content):
        found.note(MANIFEST, DossierFault.CHANGED, f"Its hash is not the one in {MANIFEST_HASH}.")
    try:
        value = json.loads(content)
        canonical = rfc8785.dumps(value)
    except (ValueError, TypeError, RecursionError):
        found.note(MANIFEST, DossierFault.MANIFEST, "It is no JSON.")
        return None
    if not isinstance(value, dict) or value.get("format") != FORMAT or not _are_files(value.get("files")):
        found.note(MANIFEST, DossierFault.MANIFEST, f"It is no manifest of the format {FORMAT}.")
        return None
    if canonical != content:
        found.note(MANIFEST, DossierFault.MANIFEST, "It is not written as lont writes it, or names something twice.")
    return value


def _are_files(value: object) -> bool:
    needed = {"path": str, "kind": str, "size": int, "sha256": str}
    return isinstance(value, list) and all(
        isinstance(each, dict) and all(isinstance(each.get(name), kind) for name, kind in needed.items())
        for each in value
    )


def _listed(manifest: Mapping[str, Any], found: Unpacked) -> dict[str, Mapping[str, Any]]:
    listed: dict[str, Mapping[str, Any]] = {}
    for each in manifest["files"]:
        if each["path"] in listed or each["path"] in _UNLISTED:
            found.note(each["path"], DossierFault.MANIFEST, "The manifest names it more than once.")
        listed[each["path"]] = each
    return listed


def _compare(listed: Mapping[str, Mapping[str, Any]], found: Unpacked) -> None:
    for path, told in listed.items():
        content = found.files.get(path)
        if content is None:
            found.note(path, DossierFault.MISSING, "The manifest names it, and it cannot be read here.")
        elif (len(content), hashlib.sha256(content).hexdigest()) != (told["size"], told["sha256"]):
            found.note(path, DossierFault.CHANGED, "Its hash is not the one in the manifest.")
    for path in found.files.keys() - listed.keys() - _UNLISTED:
        found.note(path, DossierFault.ADDED, "The manifest does not name it.")


def _check_log(manifest: Mapping[str, Any], listed: Mapping[str, Mapping[str, Any]], found: Unpacked) -> int:
    """Check the entries of the log by their own hashes, and that they tell of the evidence as it lies here."""
    content = found.files.get(LOG)
    if content is None:
        if LOG not in listed:
            found.note(LOG, DossierFault.CHAIN, "There are no entries of the log.")
        return 0
    rows = list(from_ndjson(content.decode("utf-8", "replace").split("\n")[:-1]))
    walk = FileWalk()
    for number, row in enumerate(rows, 1):
        walk.pass_line(number, row)
    report = walk.end(len(rows))
    for line, fault in report.faults:
        found.note(LOG, DossierFault.CHAIN, f"Line {line}: {fault}.")
    if not rows or rows[0] is None or rows[0].get("head") != manifest.get("log_head"):
        found.note(LOG, DossierFault.CHAIN, "It names another head of the log than the manifest does.")
    collected = {_taken_in(row) for row in rows if row is not None}
    for path, told in listed.items():
        if told["kind"] == "evidence" and (told.get("evidence_id"), told["sha256"]) not in collected:
            found.note(path, DossierFault.CUSTODY, "The log does not say that it was taken in with this hash.")
    return report.entries


def _taken_in(row: Mapping[str, Any]) -> tuple[object, object] | None:
    details = row.get("details")
    if row.get("action") != "collect" or row.get("object_kind") != "evidence" or not isinstance(details, dict):
        return None
    return row.get("object_id"), details.get("sha256")
