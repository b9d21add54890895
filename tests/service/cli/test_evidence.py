"""`lont evidence verify` on dossiers that were changed in every way that somebody may think of."""

from __future__ import annotations

import io
import json
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli.evidence import app
from service.domain.dossier_checking import check_dossier
from service.domain.dossier_files import LOG, MANIFEST, MANIFEST_HASH
from service.domain.dossier_unpacking import Unpacking
from service.errors import LontError
from tests.support.api import sqlite_context
from tests.support.dossiers import PNG, Files, dossier_of_request, files_of, rewritten, zipped
from tests.support.takedown import prepared

Verify = Callable[..., Result]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    with sqlite_context(tmp_path_factory.mktemp("home")) as context:
        yield dossier_of_request(prepared(context))[0]


@pytest.fixture(scope="module")
def files(dossier: bytes) -> Files:
    return files_of(dossier)


@pytest.fixture
def verify(tmp_path: Path) -> Verify:
    def run(content: bytes, *words: str) -> Result:
        file = tmp_path / "dossier.zip"
        file.write_bytes(content)
        return CliRunner().invoke(app, ["verify", str(file), *words])

    return run


def _picture(files: Files) -> str:
    return next(name for name in files if name.endswith(".png"))


def _faults(result: Result) -> list[tuple[str, str]]:
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    return [(line[0], line[1]) for line in lines if len(line) == 3]


def test_a_dossier_as_it_was_made_is_sound(verify: Verify, dossier: bytes, files: Files) -> None:
    result = verify(dossier)
    assert (result.exit_code, _faults(result)) == (0, [])
    assert "The dossier is sound" in result.stdout
    assert f"SHA-256 of its manifest: {files[MANIFEST_HASH].split()[0].decode()}" in result.stdout
    assert "TLP:AMBER+STRICT" in result.stdout


def test_packing_the_same_files_anew_changes_nothing(verify: Verify, files: Files) -> None:
    assert verify(zipped(files)).exit_code == 0


def test_each_changed_file_is_named(verify: Verify, files: Files) -> None:
    for name, content in files.items():
        result = verify(zipped(files | {name: content + b" "}))
        assert result.exit_code == 4
        expected = MANIFEST if name == MANIFEST_HASH else name
        assert ("changed_file", expected) in _faults(result)


def test_each_missing_file_is_named(verify: Verify, files: Files) -> None:
    for name in files:
        result = verify(zipped({each: content for each, content in files.items() if each != name}))
        expected = ("changed_file", MANIFEST) if name == MANIFEST_HASH else ("missing_file", name)
        assert (result.exit_code, expected in _faults(result)) == (4, True)


def test_an_added_file_is_named(verify: Verify, files: Files) -> None:
    result = verify(zipped(files | {"evidence/more.txt": b"and this"}))
    assert (result.exit_code, _faults(result)) == (4, [("added_file", "evidence/more.txt")])


def test_evidence_that_was_replaced_with_a_fitting_manifest_is_not_in_the_log(verify: Verify, files: Files) -> None:
    picture = _picture(files)
    result = verify(rewritten(files, lambda changed: changed.update({picture: PNG + b"!"})))
    assert (result.exit_code, _faults(result)) == (4, [("custody_gap", picture)])


def test_an_entry_of_the_log_that_was_changed_breaks_the_chain(verify: Verify, files: Files) -> None:
    def change(changed: Files) -> None:
        changed[LOG] = changed[LOG].replace(b"usr_ann-0001", b"usr_eva-0001", 1)

    result = verify(rewritten(files, change))
    assert (result.exit_code, _faults(result)) == (4, [("broken_chain", LOG)])
    assert "changed_entry" in result.stdout


def test_an_entry_of_the_log_that_was_taken_out_breaks_the_chain(verify: Verify, files: Files) -> None:
    def change(changed: Files) -> None:
        lines = changed[LOG].splitlines(keepends=True)
        changed[LOG] = b"".join([*lines[:2], *lines[3:]])

    assert ("broken_chain", LOG) in _faults(verify(rewritten(files, change)))


def test_a_log_that_is_left_out_of_the_manifest_too_is_missed(verify: Verify, files: Files) -> None:
    manifest = json.loads(files[MANIFEST])
    manifest["files"] = [each for each in manifest["files"] if each["path"] != LOG]
    left = {name: content for name, content in files.items() if name != LOG}
    without = left | {MANIFEST: json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()}
    assert ("broken_chain", LOG) in _faults(verify(zipped(without)))


def test_another_manifest_than_the_noted_one_is_refused(verify: Verify, dossier: bytes, files: Files) -> None:
    hash_ = files[MANIFEST_HASH].split()[0].decode()
    assert verify(dossier, "--manifest", hash_.upper()).exit_code == 0
    result = verify(dossier, "--manifest", "a" * 64)
    assert (result.exit_code, _faults(result)) == (4, [("not_the_noted_one", MANIFEST)])


@pytest.mark.parametrize("hash_", ["", "abc", "g" * 64])
def test_what_is_no_hash_is_refused(verify: Verify, dossier: bytes, hash_: str) -> None:
    assert isinstance(verify(dossier, "--manifest", hash_).exception, LontError)


@pytest.mark.parametrize(
    "name",
    ["../outside.txt", "/etc/outside", "a/../../b", "C:\\outside", "..\\outside", "a//b", "\u202egnp.exe", "x\x1b[2J"],
)
def test_a_name_that_leads_elsewhere_is_named_and_never_followed(
    verify: Verify, files: Files, tmp_path: Path, name: str
) -> None:
    result = verify(zipped(files | {name: b"outside"}))
    assert (result.exit_code, [kind for kind, _ in _faults(result)]) == (4, ["unsafe_name"])
    assert [each.name for each in tmp_path.iterdir()] == ["dossier.zip"]
    assert "\x1b" not in result.stdout


def test_a_link_is_no_file(verify: Verify, files: Files) -> None:
    out = io.BytesIO(zipped(files))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("evidence/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert _faults(verify(out.getvalue())) == [("unsafe_name", "evidence/link")]


@pytest.mark.parametrize("same", [str, str.upper])
def test_two_files_of_one_name_are_named(verify: Verify, files: Files, same: Callable[[str], str]) -> None:
    picture = _picture(files)
    out = io.BytesIO(zipped(files))
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(same(picture), b"another picture")
    assert ("duplicate_name", picture) in _faults(verify(out.getvalue()))


def test_a_file_that_unpacks_to_far_more_than_it_says_is_not_read(verify: Verify, files: Files) -> None:
    bomb = zipped(files | {"bomb.txt": b"\0" * (70 * 1_048_576)})
    assert ("too_large", "bomb.txt") in _faults(verify(bomb))
    lying = bytearray(zipped({"bomb.txt": b"\0" * 100_000}))
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = struct.pack("<I", 10)
    assert ("unreadable", "bomb.txt") in _faults(verify(bytes(lying)))


def test_no_more_is_read_than_the_limits_say(dossier: bytes, files: Files) -> None:
    few = check_dossier(io.BytesIO(dossier), most=Unpacking(files=3))
    assert [each.kind for each in few.faults] == ["too_large"]
    size = sum(map(len, files.values()))
    small = check_dossier(io.BytesIO(dossier), most=Unpacking(all_bytes=size - 1))
    assert "too_large" in {each.kind for each in small.faults}


def test_bytes_that_belong_to_no_file_are_named(verify: Verify, dossier: bytes) -> None:
    assert ("hidden_data", MANIFEST) in _faults(verify(b"before" + dossier))
    assert _faults(verify(dossier + b"behind")) == [("hidden_data", "(the ZIP)")]
    out = io.BytesIO(dossier)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"a comment"
    assert _faults(verify(out.getvalue())) == [("hidden_data", "(the ZIP)")]


def test_what_is_no_dossier_is_broken_and_no_traceback(verify: Verify, dossier: bytes, tmp_path: Path) -> None:
    for content in (b"", b"no ZIP", dossier[: len(dossier) // 2], dossier[:-10], zipped({}), zipped({"a": b"b"})):
        result = verify(content)
        assert (result.exit_code, bool(_faults(result))) == (4, True)
    missing = CliRunner().invoke(app, ["verify", str(tmp_path / "no.zip")])
    assert isinstance(missing.exception, LontError)


@pytest.mark.parametrize(
    "manifest",
    [
        *(b"[]", b"{", b"\xff", b"[" * 100_000, b'{"format":"lont-dossier-9","files":[]}'),
        *(b'{"format":"lont-dossier-1"}', b'{"format":"lont-dossier-1","files":[{"path":1}]}'),
    ],
)
def test_a_manifest_that_is_none_is_named(verify: Verify, manifest: bytes) -> None:
    assert ("manifest", MANIFEST) in _faults(verify(zipped({MANIFEST: manifest})))


def test_a_manifest_that_says_the_same_in_other_bytes_is_named(verify: Verify, files: Files) -> None:
    spread = json.dumps(json.loads(files[MANIFEST]), indent=1).encode()
    assert ("manifest", MANIFEST) in _faults(verify(zipped(files | {MANIFEST: spread})))
