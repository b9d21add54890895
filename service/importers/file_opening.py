"""Opens a file of unknown quality: checks it, takes off the byte order mark and hands over UTF-8 in pieces."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from service.errors import FileRefusedError

__all__ = ["CHUNK_BYTES", "read_head", "utf8_chunks"]

CHUNK_BYTES = 65_536
"""How much is read at once, and how far the recognition of a format looks."""

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_ARCHIVES = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"PK\x07\x08", "zip"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zstandard"),
    (4, b"1AY&SY", "bzip2"),
    (257, b"ustar", "tar"),
)
_BROKEN_BYTE = b"\xff"  # never valid in UTF-8, so that what it stands in is refused


def read_head(path: Path) -> bytes:
    """Read the first 64 KiB as UTF-8 bytes, without the byte order mark.

    Raises
    ------
    FileRefusedError
        ``file_missing``, ``file_unreadable``, ``file_is_archive`` or ``file_empty``.
    """
    head = next(_raw_chunks(path), b"")
    _refuse_archive(head)
    mark, encoding = _mark_of(head)
    chunks = _decoded(iter([head[len(mark) :]]), encoding)
    content = b"".join(chunks)
    if not content.strip():
        raise FileRefusedError("The file is empty.", "Export it again and look at its size.", code="file_empty")
    return content


def utf8_chunks(path: Path, on_progress: Callable[[int], None] | None = None) -> Iterator[bytes]:
    """Read the file in pieces of at most 64 KiB, as UTF-8 without the byte order mark.

    UTF-16 with a mark is transcoded; what cannot be transcoded becomes bytes that are not valid UTF-8 and
    are refused where they stand. Other bytes are handed over as they are.

    Parameters
    ----------
    path
        The file.
    on_progress
        Called with the number of bytes read so far, once for each piece.

    Raises
    ------
    FileRefusedError
        ``file_missing`` or ``file_unreadable``.
    """
    raw = _raw_chunks(path, on_progress)
    head = next(raw, b"")
    mark, encoding = _mark_of(head)
    return _decoded(chain([head[len(mark) :]], raw), encoding)


def _raw_chunks(path: Path, on_progress: Callable[[int], None] | None = None) -> Iterator[bytes]:
    if path.exists() and not path.is_file():
        raise FileRefusedError("This is not a file.", "Give the path of one file.", code="file_unreadable")
    done = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                done += len(chunk)
                if on_progress is not None:
                    on_progress(done)
                yield chunk
    except FileNotFoundError as error:
        raise FileRefusedError("There is no such file.", "Look at the path.", code="file_missing") from error
    except OSError as error:
        raise FileRefusedError(
            f"The file cannot be read ({type(error).__name__}).",
            "Look at its permissions and at the disk.",
            code="file_unreadable",
        ) from error


def _refuse_archive(head: bytes) -> None:
    for offset, magic, kind in _ARCHIVES:
        if head.startswith(magic, offset):
            raise FileRefusedError(
                f"This is an archive ({kind}), whatever its name says.",
                "Unpack it first and import the file inside.",
                code="file_is_archive",
            )


def _mark_of(head: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return mark, encoding
    return b"", "utf-8"


def _decoded(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if encoding == "utf-8":
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    for chunk in chunks:
        # A lone surrogate becomes three bytes that strict UTF-8 refuses, which is what we want.
        yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
    if decoder.getstate()[0]:
        yield _BROKEN_BYTE
