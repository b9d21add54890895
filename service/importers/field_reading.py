"""Reads single fields of a message, each with its type, its bounds and its reason to refuse."""

from __future__ import annotations

import hashlib
import unicodedata

from service.importers.refusing import DAMAGE, PieceRefusedError

__all__ = [
    "MAX_KEY",
    "MAX_LOCATOR",
    "MAX_NAME",
    "MAX_TEXT",
    "channel_name",
    "key_of",
    "locator_of",
    "made_channel_id",
    "name_of",
    "poll_text",
    "text_of",
]

MAX_TEXT = 50_000
"""Longest text of a message in characters; Telegram allows 4,096, WhatsApp 65,536 bytes."""
MAX_NAME = 300
MAX_KEY = 200
MAX_LOCATOR = 2_000


def text_of(value: object, field: str) -> str:
    """Read a text of at most 50,000 characters, as it is; absent is empty.

    Raises
    ------
    PieceRefusedError
        ``field_type``, ``text_too_long``, ``nul_byte`` or ``lone_surrogate``.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _type_error(field, "text")
    if len(value) > MAX_TEXT:
        raise PieceRefusedError(
            f"'{field}' is longer than {MAX_TEXT:,} characters.",
            "No platform has such messages; look at the file.",
            code="text_too_long",
        )
    return _sound(value)


def name_of(value: object, field: str) -> str | None:
    """Read a name or handle, at most 300 characters; absent and empty are ``None``, a number is its digits.

    Raises
    ------
    PieceRefusedError
        ``field_type``, ``too_long``, ``nul_byte`` or ``lone_surrogate``.
    """
    return _short(value, field, MAX_NAME)


def key_of(value: object, field: str) -> str | None:
    """Read an identity of at most 200 characters, else as `name_of`."""
    return _short(value, field, MAX_KEY)


def locator_of(value: object, field: str) -> str | None:
    """Read an http or https address of at most 2,000 characters, else as `name_of`.

    Raises
    ------
    PieceRefusedError
        ``locator_invalid``, or as `name_of`.
    """
    address = _short(value, field, MAX_LOCATOR)
    if address is None or address.lower().startswith(("https://", "http://")):
        return address
    raise PieceRefusedError(
        f"'{field}' is not an http or https address.",
        "Expected a whole address, or nothing.",
        code="locator_invalid",
    )


def poll_text(question: str, options: list[str]) -> str:
    """Write a poll as one text: the question, and each option on a line of its own."""
    return "\n- ".join([question, *options])


def channel_name(value: object) -> str | None:
    """Read the name of a channel; what is no usable name is ``None``, and a long one is shortened to 300."""
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str) or "\0" in value or not _is_encodable(value):
        return None
    return value.strip()[:MAX_NAME] or None


def made_channel_id(name: str) -> str:
    """Make the stable id of a channel of which a file has nothing but the name."""
    same = unicodedata.normalize("NFC", name).casefold()
    return "name:" + hashlib.sha256(same.encode()).hexdigest()[:32]


def _short(value: object, field: str, limit: int) -> str | None:
    if value is None:
        return None
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str):
        raise _type_error(field, "text or a whole number")
    if len(value) > limit:
        raise PieceRefusedError(f"'{field}' is longer than {limit:,} characters.", "Look at the file.", code="too_long")
    return _sound(value).strip() or None


def _sound(text: str) -> str:
    if "\0" in text:
        raise PieceRefusedError(DAMAGE["nul_byte"], code="nul_byte")
    if not _is_encodable(text):
        raise PieceRefusedError(DAMAGE["lone_surrogate"], code="lone_surrogate")
    return text


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _type_error(field: str, expected: str) -> PieceRefusedError:
    return PieceRefusedError(f"'{field}' has the wrong type.", f"Expected {expected}.", code="field_type")
