from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.bundle import (
    SHIPPED,
    BundleFileMissingError,
    BundleFileUnlistedError,
    BundleFormatError,
    BundleHashError,
    BundleManifestError,
    BundleMissingError,
    open_bundle,
)
from models.errors import ModelError
from tests.support.tiers import small_bundle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_bundle(tmp_path)
    return tmp_path


def _change_manifest(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def _spoil_a_byte(folder: Path) -> None:
    path = folder / "linear" / "weights.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_a_sealed_bundle_opens_and_says_what_it_is(folder: Path) -> None:
    bundle = open_bundle(folder)
    assert bundle.manifest.version == "test.1"
    assert bundle.tiers == ("linear",)


_SPOILERS: dict[str, tuple[Callable[[Path], object], type[ModelError]]] = {
    "another byte": (_spoil_a_byte, BundleHashError),
    "a file less": (lambda folder: (folder / "thresholds.json").unlink(), BundleFileMissingError),
    "a file more": (lambda folder: (folder / "linear" / "extra.bin").write_text("x"), BundleFileUnlistedError),
    "another format": (
        lambda folder: _change_manifest(folder, lambda content: content.update(format=2)),
        BundleFormatError,
    ),
    "no format": (lambda folder: _change_manifest(folder, lambda content: content.pop("format")), BundleFormatError),
    "a field less": (lambda folder: _change_manifest(folder, lambda content: content.pop("seed")), BundleManifestError),
    "a field more": (lambda folder: _change_manifest(folder, lambda content: content.update(x=1)), BundleManifestError),
    "no object": (lambda folder: (folder / "manifest.json").write_text("[]"), BundleManifestError),
    "no JSON": (lambda folder: (folder / "manifest.json").write_text("{"), BundleManifestError),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), BundleMissingError),
}


@pytest.mark.parametrize(("spoil", "error"), _SPOILERS.values(), ids=_SPOILERS)
def test_a_bundle_that_is_not_whole_is_refused_with_what_to_do(
    folder: Path, spoil: Callable[[Path], object], error: type[ModelError]
) -> None:
    spoil(folder)
    with pytest.raises(error) as caught:
        open_bundle(folder)
    assert caught.value.code == error.code
    assert caught.value.remedy


def test_the_errors_have_codes_of_their_own() -> None:
    errors = [
        BundleFileMissingError,
        BundleFileUnlistedError,
        BundleFormatError,
        BundleHashError,
        BundleManifestError,
        BundleMissingError,
    ]
    assert len({error.code for error in errors}) == len(errors)


def test_a_folder_that_is_not_there_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(BundleMissingError):
        open_bundle(tmp_path / "none")


def test_the_shipped_bundle_is_whole_and_small() -> None:
    bundle = open_bundle()
    assert bundle.folder == SHIPPED
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) < 60_000_000
