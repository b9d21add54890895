"""How files are opened: archives, marks, encodings, progress."""

from __future__ import annotations

import codecs
import gzip
import zipfile
from pathlib import Path

import pytest

from service.errors import FileRefusedError
from service.importers.file_opening import CHUNK_BYTES, read_head, utf8_chunks


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b" \r\n\t\n", codecs.BOM_UTF8 + b"\n"])
def test_a_file_without_content_is_empty(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_head(_written(tmp_path / "a.json", content))
    assert refused.value.stable_code == "file_empty"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as missing:
        read_head(tmp_path / "none.json")
    with pytest.raises(FileRefusedError) as folder:
        read_head(tmp_path)
    assert (missing.value.stable_code, folder.value.stable_code) == ("file_missing", "file_unreadable")


@pytest.mark.parametrize(
    "magic",
    [
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07\x01\x00",
        b"\xfd7zXZ\x00",
        b"BZh91AY&SY",
        b"\x28\xb5\x2f\xfd",
        bytes(257) + b"ustar",
    ],
)
def test_an_archive_is_refused_by_its_magic(tmp_path: Path, magic: bytes) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_head(_written(tmp_path / "result.json", magic + b"rest"))
    assert refused.value.stable_code == "file_is_archive"
    assert "Unpack it first" in str(refused.value)


def test_a_zip_bomb_named_json_is_refused_without_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("result.json", bytes(50_000_000))
    with pytest.raises(FileRefusedError, match="zip"):
        read_head(path)
    with pytest.raises(FileRefusedError, match="gzip"):
        read_head(_written(path, gzip.compress(b'{"messages": []}')))


def test_a_text_that_begins_like_bzip2_is_no_archive(tmp_path: Path) -> None:
    assert read_head(_written(tmp_path / "a.csv", b"BZh1 is a text")) == b"BZh1 is a text"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_every_encoding_with_a_mark_becomes_utf8(tmp_path: Path, mark: bytes, encoding: str) -> None:
    text = "é😀" * CHUNK_BYTES
    path = _written(tmp_path / "a.txt", mark + text.encode(encoding))
    assert b"".join(utf8_chunks(path)).decode() == text
    assert text.startswith(read_head(path).decode(errors="ignore"))


@pytest.mark.parametrize("broken", ["a\ud83d", "a\udc00b"])
def test_what_is_broken_in_utf16_becomes_broken_utf8(tmp_path: Path, broken: str) -> None:
    path = _written(tmp_path / "a.txt", codecs.BOM_UTF16_LE + broken.encode("utf-16-le", "surrogatepass"))
    with pytest.raises(UnicodeDecodeError):
        b"".join(utf8_chunks(path)).decode()


def test_half_a_character_at_the_end_of_utf16_becomes_broken_utf8(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.txt", codecs.BOM_UTF16_LE + b"a\x00b")
    assert b"".join(utf8_chunks(path)) == b"a\xff"


def test_progress_is_told_once_for_each_piece(tmp_path: Path) -> None:
    told: list[int] = []
    path = _written(tmp_path / "a.txt", b"x" * (3 * CHUNK_BYTES + 5))
    assert sum(map(len, utf8_chunks(path, told.append))) == 3 * CHUNK_BYTES + 5
    assert told == [CHUNK_BYTES, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5]
