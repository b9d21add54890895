"""Opens the ZIP of a dossier that anybody may have made: nothing is written to a disk, and nothing of it is trusted."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

__all__ = ["DossierFault", "Fault", "Unpacked", "Unpacking", "unpacked"]

_LOCAL = struct.Struct("<4s5H3I2H")
"""Header before the content of each entry (APPNOTE.TXT 4.3.7)."""
_LOCAL_MAGIC = b"PK\x03\x04"
_END_MAGIC, _END_BYTES = b"PK\x05\x06", 22
"""The end of a ZIP that has no comment."""
_ENCRYPTED = 0x1
_MOST_RATIO = 1100
"""Deflate cannot pack tighter than 1032 to 1; what claims to is no honest ZIP."""
_CHUNK = 65_536


class DossierFault(StrEnum):
    """What is wrong with a dossier."""

    UNREADABLE = "unreadable"
    UNSAFE_NAME = "unsafe_name"
    """A name that would be written outside of the folder, or as something else than a file."""
    DUPLICATE_NAME = "duplicate_name"
    TOO_LARGE = "too_large"
    HIDDEN_DATA = "hidden_data"
    """Bytes in the ZIP that belong to no file."""
    MANIFEST = "manifest"
    MISSING = "missing_file"
    CHANGED = "changed_file"
    ADDED = "added_file"
    CHAIN = "broken_chain"
    CUSTODY = "custody_gap"
    """The log does not say that this evidence was taken in as it is here."""
    TIME_STAMP = "time_stamp"
    NOT_NOTED = "not_the_noted_one"
    """The manifest is another than the one whose hash was given."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault."""

    path: str
    """Of the file, as it is named in the ZIP; empty for the ZIP itself."""
    kind: DossierFault
    what: str


@dataclass(frozen=True, slots=True)
class Unpacking:
    """How much is read at most."""

    files: int = 5_000
    file_bytes: int = 64 * 1_048_576
    all_bytes: int = 512 * 1_048_576


@dataclass(slots=True)
class Unpacked:
    """The files that could be read, and what was wrong."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def note(self, path: str, kind: DossierFault, what: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(path, kind, what))


def unpacked(opened: BinaryIO, most: Unpacking | None = None) -> Unpacked:
    """Read all files of a ZIP into memory, up to a limit, and note each trick that it tries.

    A ZIP that cannot be opened at all gives one fault and no file.
    """
    found, most = Unpacked(), most or Unpacking()
    try:
        with zipfile.ZipFile(opened) as archive:
            _require_plain(archive, opened, found)
            _read_all(archive, found, most)
    # zipfile raises NotImplementedError for a ZIP that needs a later version of the format, or is split over disks.
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error):
        found.note("", DossierFault.UNREADABLE, "It is no ZIP, or only a part of one.")
    return found


def _read_all(archive: zipfile.ZipFile, found: Unpacked, most: Unpacking) -> None:
    entries, left = archive.infolist(), most.all_bytes
    if len(entries) > most.files:
        found.note("", DossierFault.TOO_LARGE, f"It names more than {most.files} files; none of them is read.")
        return
    for name, times in Counter(each.filename.casefold() for each in entries).items():
        if times > 1:
            found.note(name, DossierFault.DUPLICATE_NAME, "The name is there more than once.")
    for entry in entries:
        if not _is_safe(entry):
            found.note(entry.filename, DossierFault.UNSAFE_NAME, "The name leads elsewhere, or is that of no file.")
        elif entry.file_size > most.file_bytes or entry.file_size > max(1, entry.compress_size) * _MOST_RATIO:
            found.note(entry.filename, DossierFault.TOO_LARGE, f"It says to be of {entry.file_size} bytes.")
        elif (content := _content(archive, entry, min(left, most.file_bytes), found)) is not None:
            left -= len(content)
            found.files.setdefault(entry.filename, content)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, found: Unpacked) -> bytes | None:
    if entry.flag_bits & _ENCRYPTED:
        found.note(entry.filename, DossierFault.UNREADABLE, "It is encrypted.")
        return None
    pieces, size = [], 0
    try:
        with archive.open(entry) as opened:
            while piece := opened.read(_CHUNK):
                size += len(piece)
                if size > most:
                    found.note(entry.filename, DossierFault.TOO_LARGE, "With it there is more than is read.")
                    return None
                pieces.append(piece)
    # zipfile raises NotImplementedError for a way of compressing that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, ValueError):
        found.note(entry.filename, DossierFault.UNREADABLE, "It cannot be unpacked, or its checksum is wrong.")
        return None
    return b"".join(pieces)


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    name, mode = entry.orig_filename, entry.external_attr >> 16
    if name != entry.filename or not name.isprintable() or "\\" in name or ":" in name or name.startswith("/"):
        return False
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return False
    return not entry.is_dir() and all(part not in {"", ".", ".."} for part in name.split("/")) and bool(Path(name).name)


def _require_plain(archive: zipfile.ZipFile, opened: BinaryIO, found: Unpacked) -> None:
    """Note bytes before, between or behind the files: each begins where the one before ends."""
    place = 0
    for entry in sorted(archive.infolist(), key=lambda each: each.header_offset):
        opened.seek(entry.header_offset)
        header = _LOCAL.unpack(opened.read(_LOCAL.size))
        if header[0] != _LOCAL_MAGIC or entry.header_offset != place:
            found.note(entry.filename, DossierFault.HIDDEN_DATA, "Before it lie bytes that belong to no file.")
        place = entry.header_offset + _LOCAL.size + header[9] + header[10] + entry.compress_size
    opened.seek(-_END_BYTES, os.SEEK_END)
    if archive.start_dir != place or archive.comment or opened.read(len(_END_MAGIC)) != _END_MAGIC:
        found.note("", DossierFault.HIDDEN_DATA, "Behind the files lie bytes that belong to none.")
