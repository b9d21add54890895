"""The registry of delivery channels: by what way a notice reaches a platform, read from a TOML file and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from service.domain.messages import Platform
from service.domain.takedown.addresses import read_address
from service.domain.takedown.rules_people import is_mail_address

__all__ = ["Audience", "DeliveryChannel", "Transport", "read_registry"]

_ID = re.compile(r"[a-z][a-z0-9_]{1,31}\.[a-z][a-z0-9_]{1,31}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_ON_THIS_MACHINE = re.compile(r"http://(?:127\.0\.0\.1|localhost)(?::[0-9]{1,5})?(?:/[A-Za-z0-9/._~-]*)?")
"""For trying things out; nothing is posted there unless the operator lets it."""
_REQUIRED = ("id", "platform", "transport", "address", "languages", "audience")
_OPTIONAL = ("verified_on", "note", "daily_cap")
_MOST_A_DAY = 100_000
_MAX_NOTE = 500


class Transport(StrEnum):
    """How a notice travels."""

    EMAIL = "email"
    WEBFORM_MANUAL = "webform_manual"
    """A person fills the form in; no platform takes it from a machine."""
    HTTPS = "https"
    """A signed post, to a platform that takes notices from a machine."""


class Audience(StrEnum):
    """For whom the platform keeps the channel."""

    PUBLIC = "public"
    TRUSTED_FLAGGER = "trusted_flagger"
    AUTHORITY = "authority"
    LAW_ENFORCEMENT = "law_enforcement"


@dataclass(frozen=True, slots=True)
class DeliveryChannel:
    """One way to bring a notice to a platform."""

    id: str
    """Platform and name, such as ``telegram.dsa_report``."""
    platform: Platform
    transport: Transport
    address: str
    """E-mail address, https address of the form, or the one to which notices are posted."""
    languages: tuple[str, ...]
    """Two letters each, in which the platform takes notices."""
    audience: Audience
    verified_on: date | None = None
    """When a person of the operator last checked it; ``None``: never, so check it before use."""
    note: str = ""
    daily_cap: int | None = None
    """How many notices a day were agreed with the platform for this channel; ``None``: no number was."""


def read_registry(toml_text: str) -> tuple[DeliveryChannel, ...]:
    """Read a registry, a list of tables ``[[delivery_channel]]``, in the order of the file.

    Raises
    ------
    ValueError
        With every fault and the entry it is in.
    """
    try:
        document = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The registry is no TOML: {error}") from None
    entries = document.get("delivery_channel", [])
    if set(document) - {"delivery_channel", "online_check"} or not isinstance(entries, list):
        raise ValueError("The registry holds something else than tables [[delivery_channel]] and [[online_check]].")
    faults = [fault for number, entry in enumerate(entries, start=1) for fault in _faults(number, entry)]
    faults += _repeated(entries)
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(_channel(entry) for entry in entries)


def _faults(number: int, entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"delivery_channel {number}: expected a table."
        return
    name = f"delivery_channel {number} ({entry.get('id', 'without id')})"
    yield from (f"{name}: '{key}' is missing." for key in _REQUIRED if key not in entry)
    yield from (f"{name}: '{key}' is no known field." for key in entry if key not in _REQUIRED + _OPTIONAL)
    for key in set(_EXPECTED) & set(entry):
        if not _holds(key, entry):
            yield f"{name}: '{key}' is not {_EXPECTED[key]}."


def _holds(key: str, entry: Mapping[str, object]) -> bool:
    value = entry[key]
    if key == "languages":
        return isinstance(value, list) and bool(value) and all(map(_is_language, value))
    if key in _TYPED:
        return _TYPED[key](value)
    if not isinstance(value, str):
        return False
    if key in _WORDS:
        return value in set(_WORDS[key])
    if key == "id":
        return _ID.fullmatch(value) is not None and value.partition(".")[0] == entry.get("platform")
    return len(value) <= _MAX_NOTE if key == "note" else _reachable(entry.get("transport"), value)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_cap(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MOST_A_DAY


def _is_language(value: object) -> bool:
    return isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None


def _reachable(transport: object, address: str) -> bool:
    if transport == Transport.EMAIL:
        return is_mail_address(address)
    if transport == Transport.HTTPS and _ON_THIS_MACHINE.fullmatch(address):
        return True
    try:
        read_address(address)
    except ValueError:
        return False
    return True


def _repeated(entries: list[object]) -> list[str]:
    ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    return [f"delivery_channel ({one}): the id stands there twice." for one in dict.fromkeys(ids) if ids.count(one) > 1]


def _channel(entry: Mapping[str, Any]) -> DeliveryChannel:
    return DeliveryChannel(
        id=entry["id"],
        platform=Platform(entry["platform"]),
        transport=Transport(entry["transport"]),
        address=entry["address"],
        languages=tuple(entry["languages"]),
        audience=Audience(entry["audience"]),
        verified_on=entry.get("verified_on"),
        note=entry.get("note", ""),
        daily_cap=entry.get("daily_cap"),
    )


_WORDS: dict[str, type[StrEnum]] = {"platform": Platform, "transport": Transport, "audience": Audience}
_TYPED: dict[str, Callable[[object], bool]] = {"verified_on": _is_day, "daily_cap": _is_cap}
_EXPECTED = {
    "id": "the platform, a point and a name, such as telegram.dsa_report",
    "platform": f"one of {', '.join(Platform)}",
    "transport": f"one of {', '.join(Transport)}",
    "audience": f"one of {', '.join(Audience)}",
    "address": "an e-mail address (email) or a public https address (webform_manual, https)",
    "languages": 'a list of languages in two letters, such as ["nl", "en"]',
    "verified_on": "a date, such as 2026-11-01",
    "daily_cap": f"a number of notices from 1 to {_MOST_A_DAY}",
    "note": f"a text of at most {_MAX_NOTE} characters",
}
