"""A dossier as a file: a ZIP whose manifest names each file in it with its hash."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import rfc8785

__all__ = [
    "FORMAT",
    "LOG",
    "MANIFEST",
    "MANIFEST_HASH",
    "TIME_STAMP",
    "DossierFile",
    "dossier_zip",
    "json_file",
    "manifest_bytes",
    "sha256_line",
]

FORMAT = "lont-dossier-1"
"""Names the format in the manifest."""
MANIFEST = "manifest.json"
MANIFEST_HASH = "manifest.json.sha256"
"""As `sha256sum` writes it; against accidents, since whoever changes the manifest can change this too."""
TIME_STAMP = "manifest.json.tsr"
"""Answer of a time-stamping authority (RFC 3161) over the manifest."""
LOG = "log.ndjson"
"""The entries of the log about what is in the dossier."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Times of the entries say nothing, so that the same files make the same ZIP."""
_READ_ONLY = 0o100444 << 16


@dataclass(frozen=True, slots=True)
class DossierFile:
    """One file of a dossier."""

    path: str
    """Inside the ZIP, with slashes; lower-case ASCII, so that every system can unpack it."""
    kind: str
    """``evidence``, ``payload``, ``notice``, ``record``, ``log`` or ``about``."""
    media_type: str
    content: bytes
    told: Mapping[str, Any] = field(default_factory=dict)
    """What the manifest says besides: of evidence its id, item, time of capture and who took it in."""

    def entry(self) -> dict[str, Any]:
        """Return what the manifest says of the file."""
        digest = hashlib.sha256(self.content).hexdigest()
        same = {"path": self.path, "kind": self.kind, "media_type": self.media_type}
        return same | {"size": len(self.content), "sha256": digest} | dict(self.told)


def json_file(path: str, kind: str, value: object, **told: Any) -> DossierFile:  # noqa: ANN401  # JSON
    """Return a file of JSON that people can read too."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return DossierFile(path, kind, "application/json", text.encode("utf-8", "backslashreplace"), told)


def manifest_bytes(about: Mapping[str, Any], files: Sequence[DossierFile]) -> bytes:
    """Return the manifest as canonical JSON (RFC 8785): there is one way to write it, so its hash says it all.

    Parameters
    ----------
    about
        What the dossier is about, who made it when, and how far it may be passed on.
    files
        All files but the manifest, its hash and its time-stamp.
    """
    return rfc8785.dumps({"format": FORMAT, **about, "files": [each.entry() for each in files]})


def sha256_line(content: bytes) -> bytes:
    """Return the hash of the manifest as `sha256sum --check` reads it."""
    return f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()


def dossier_zip(manifest: bytes, files: Iterable[DossierFile], time_stamp: bytes | None = None) -> bytes:
    """Return the ZIP: the manifest, its hash and its time-stamp first, then the files in their order."""
    named = [(MANIFEST, manifest), (MANIFEST_HASH, sha256_line(manifest))]
    named += [] if time_stamp is None else [(TIME_STAMP, time_stamp)]
    named += [(each.path, each.content) for each in files]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in named:
            info = zipfile.ZipInfo(path, _EPOCH)
            info.external_attr = _READ_ONLY
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
