r"""Stands between a JSON file and the parser: what would stop or harm the parser becomes a marked string.

A JSON parser gives up a whole file for one byte that is not UTF-8, keeps a string of any length in memory, turns a
lone surrogate escape silently into ``?`` (yajl), and breaks on a number of thousands of digits (the C backend of
ijson 3.6 hands over an event without a value). The guard replaces each such string or number by a short string that
begins with `DAMAGE_MARK`, so that only the message around it is refused. It also mends what Telegram Desktop itself
writes wrongly: control characters as ``\x0B``, which JSON does not know (``SerializeString`` in tdesktop's
``export_output_json.cpp``). All memory is bounded by one string of 1 MiB and one piece of 64 KiB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["DAMAGE_MARK", "MAX_STRING_BYTES", "guarded"]

MAX_STRING_BYTES = 1_048_576
"""A longer string in the file is cut out."""
DAMAGE_MARK = "\ufdd0"
"""First character of a replaced string (a Unicode noncharacter); a code of `refusing.DAMAGE` follows."""

_MARK = DAMAGE_MARK.encode()
_MAX_NUMBER_BYTES = 65  # enough of a long number to see that it is long
_NUMBER_BYTES = b"+-.0123456789eE"
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_SHAPE = bytes.maketrans(b"123456789+E", b"000000000-e")
_ANY_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_PAIR = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_TOKEN = re.compile(rb'\\.|"[^"\\]*(?:\\.[^"\\]*)*"|[-+.0-9eE]{2,}', re.DOTALL)
_ESCAPE = re.compile(
    rb"\\(?:x(?P<hex>[0-9a-fA-F]{2})|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_RAW_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UNSAFE_NUMBER = re.compile(rb"[0-9]{20}|[eE][-+]?[0-9]{4}")


def _marked(code: str) -> bytes:
    return f'"{DAMAGE_MARK}{code}"'.encode()


_TOO_LONG, _BAD_ENCODING = _marked("too_long"), _marked("bad_encoding")
_LONE_SURROGATE, _NUMBER_TOO_LONG = _marked("lone_surrogate"), _marked("number_too_long")


def guarded(chunks: Iterable[bytes], limit: int = MAX_STRING_BYTES) -> Iterator[tuple[bytes, bool]]:
    """Hand over the JSON text with each harmful string or number replaced, and whether any was.

    No string is divided over two pieces, so that a mark is read with the piece that is said to hold it.

    Parameters
    ----------
    chunks
        The file in pieces, UTF-8 without a byte order mark.
    limit
        Longest string in bytes, as written in the file.
    """
    held = b""  # a string or number whose end has not been read yet
    cutting = False  # inside a string that was already replaced; ``held`` is then at most one backslash
    for chunk in chunks:
        data = held + chunk
        if cutting:
            end = _find_quote(data)
            if end < 0:
                held = _open_escape(data)
                continue
            data, cutting = data[end + 1 :], False
        body, held = _split_unfinished(data)
        if body:
            yield _cleaned(body, limit)
        if len(held) > limit and held.startswith(b'"'):
            yield _TOO_LONG, True
            held, cutting = _open_escape(held), True
    if held and not held.startswith(b'"') and not cutting:
        yield _cleaned(held, limit)


def _flat(data: bytes) -> bytes:
    """Blank out the escapes, so that every quote that is left opens or closes a string."""
    return _ANY_ESCAPE.sub(b"..", data) if b"\\" in data else data


def _find_quote(data: bytes) -> int:
    return _flat(data).find(b'"')


def _open_escape(data: bytes) -> bytes:
    return b"\\" if _flat(data).endswith(b"\\") else b""


def _split_unfinished(data: bytes) -> tuple[bytes, bytes]:
    flat = _flat(data)
    if flat.count(b'"') % 2:
        opened = flat.rfind(b'"')
        return data[:opened], data[opened:]
    end = len(data.rstrip(_NUMBER_BYTES))
    return data[:end], data[end : end + _MAX_NUMBER_BYTES]


def _cleaned(body: bytes, limit: int) -> tuple[bytes, bool]:
    if len(body) <= limit and _looks_clean(body):
        return body, False
    cleaned = _TOKEN.sub(lambda token: _clean_token(token[0], limit), body)
    return cleaned, _MARK in cleaned


def _looks_clean(body: bytes) -> bool:
    """Tell quickly that nothing has to be replaced; may be wrong only towards ``False``."""
    if len(body.translate(None, _CONTROL)) != len(body) or b"\\x" in body:
        return False
    if b"\\u" in body and _SURROGATE.search(body) and (b"\\\\" in body or _SURROGATE.search(_PAIR.sub(b"", body))):
        return False
    shape = body.translate(_SHAPE)
    if b"0" * 20 in shape or b"e0000" in shape or b"e-0000" in shape:
        return False
    return _is_utf8(body)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _clean_token(token: bytes, limit: int) -> bytes:
    if not token.startswith(b'"'):
        return _NUMBER_TOO_LONG if _UNSAFE_NUMBER.search(token) else token
    if len(token) > limit:
        return _TOO_LONG
    if not _is_utf8(token):
        return _BAD_ENCODING
    if any(escape["lone"] for escape in _ESCAPE.finditer(token)):
        return _LONE_SURROGATE
    mended = _ESCAPE.sub(lambda escape: b"\\u00" + escape["hex"] if escape["hex"] else escape[0], token)
    return _RAW_CONTROL.sub(lambda control: b"\\u%04x" % control[0][0], mended)
