"""A bundle: a model version on disk, opened only if every file in it is the one that its manifest names.

Opening a bundle reads JSON, safetensors and ONNX, and runs nothing from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from models.errors import ModelError

__all__ = [
    "FORMAT",
    "SHIPPED",
    "Bundle",
    "BundleFileMissingError",
    "BundleFileUnlistedError",
    "BundleFormatError",
    "BundleHashError",
    "BundleManifestError",
    "BundleMissingError",
    "Manifest",
    "open_bundle",
    "seal_bundle",
]

FORMAT = 1
"""The format of bundles that this version of lont reads and writes."""

SHIPPED = Path(__file__).parent / "bundles" / "default"
"""The bundle that comes with lont."""

_MANIFEST = "manifest.json"


class BundleMissingError(ModelError):
    """There is no bundle where one was expected."""

    code: ClassVar[str] = "bundle_missing"


class BundleManifestError(ModelError):
    """The manifest cannot be read."""

    code: ClassVar[str] = "bundle_manifest"


class BundleFormatError(ModelError):
    """The bundle is of another format than this version of lont reads."""

    code: ClassVar[str] = "bundle_format"


class BundleFileMissingError(ModelError):
    """A file that the manifest lists is not there."""

    code: ClassVar[str] = "bundle_file_missing"


class BundleFileUnlistedError(ModelError):
    """A file is there that the manifest does not list."""

    code: ClassVar[str] = "bundle_file_unlisted"


class BundleHashError(ModelError):
    """A file is not the one that the manifest was written for."""

    code: ClassVar[str] = "bundle_hash"


class Manifest(BaseModel):
    """What a bundle is, how it was made and what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    version: str
    """As ``2026.11.1``; scores name it."""
    created: datetime
    code_commit: str | None
    """Commit that trained it; ``None`` where it was not trained from a checkout."""
    codebook_version: str
    data: dict[str, str]
    """Each corpus file by name, with the SHA-256 of its bytes."""
    config: dict[str, Any]
    seed: int
    metrics: dict[str, Any]
    files: dict[str, str]
    """Each file of the bundle by its path in it, with the SHA-256 of its bytes; the manifest itself apart."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whose files have been checked."""

    folder: Path
    manifest: Manifest

    @property
    def tiers(self) -> tuple[str, ...]:
        """Names of the tiers in it, the fastest first."""
        return tuple(tier for tier in ("linear", "transformer") if (self.folder / tier).is_dir())


def open_bundle(folder: Path | None = None) -> Bundle:
    """Check a bundle and open it.

    Parameters
    ----------
    folder
        ``None`` opens the bundle that comes with lont.

    Raises
    ------
    BundleMissingError, BundleManifestError, BundleFormatError, BundleFileMissingError, BundleFileUnlistedError,
    BundleHashError
        Where the bundle is not whole, and nothing but what its manifest lists.
    """
    folder = folder or SHIPPED
    manifest = _read_manifest(folder)
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    found.pop(_MANIFEST)
    again = "Copy the whole bundle again from where it was trained, or train it anew with `lont train linear`."
    if missing := sorted(manifest.files.keys() - found):
        raise BundleFileMissingError(f"The bundle lists {missing[0]}, which is not there.", again)
    if unlisted := sorted(found.keys() - manifest.files):
        remedy = "Remove the file from the bundle, or use a bundle that lists it."
        raise BundleFileUnlistedError(f"The bundle holds {unlisted[0]}, which its manifest does not list.", remedy)
    for name, digest in manifest.files.items():
        if _digest(found[name]) != digest:
            raise BundleHashError(f"The bytes of {name} are not those that the manifest was written for.", again)
    return Bundle(folder, manifest)


def seal_bundle(folder: Path, **facts: Any) -> Bundle:  # noqa: ANN401  # the manifest checks them
    """Write the manifest over all files in a folder, and open the result.

    Parameters
    ----------
    folder
        Holds the finished bundle, apart from its manifest.
    facts
        Fields of `Manifest`, ``format`` and ``files`` apart.
    """
    (folder / _MANIFEST).unlink(missing_ok=True)
    files = {path.relative_to(folder).as_posix(): _digest(path) for path in folder.rglob("*") if not path.is_dir()}
    manifest = Manifest(format=FORMAT, files=dict(sorted(files.items())), **facts)
    (folder / _MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return open_bundle(folder)


def _read_manifest(folder: Path) -> Manifest:
    try:
        content = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except OSError:
        remedy = "Name the folder that holds manifest.json, or train one with `lont train linear --out FOLDER`."
        raise BundleMissingError(
            f"There is no bundle at {folder}: no manifest.json can be read there.", remedy
        ) from None
    except ValueError:
        content = None
    _check_format(content)
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        remedy = "Copy the bundle again from where it was trained; a manifest is not written by hand."
        raise BundleManifestError(f"The manifest is not valid at {where}.", remedy) from None


def _check_format(content: object) -> None:
    if not isinstance(content, Mapping):
        raise BundleManifestError(
            "manifest.json is not a JSON object.",
            "Copy the bundle again from where it was trained; a manifest is not written by hand.",
        )
    if content.get("format") != FORMAT:
        raise BundleFormatError(
            f"The bundle is of format {content.get('format')!r}; this version of lont reads format {FORMAT}.",
            "Train the bundle anew with this version, or run the version of lont that wrote it.",
        )


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
