"""Which platforms may be looked at online, and how: the tables ``[[online_check]]`` of the registry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from service.domain.messages import Platform
from service.domain.takedown.online import Way

__all__ = ["OnlineCheck", "read_online_checks"]

_REQUIRED = ("platform", "way", "allowed")
_OPTIONAL = ("basis", "pause_seconds", "address")
_HERE = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\]):[1-9][0-9]{0,4}")
_BASIS = range(3, 501)
_PAUSE = range(1, 3601)
_USUAL_PAUSE = 10
_EXPECTED = {
    "platform": f"one of {', '.join(Platform)}",
    "way": f"one of {', '.join(Way)}",
    "allowed": "true or false",
    "basis": "on what ground it is allowed, 3 to 500 characters; needed with allowed = true",
    "pause_seconds": "whole seconds from 1 to 3600",
    "address": "http://127.0.0.1:PORT, and for the sandbox only, which needs it",
}


@dataclass(frozen=True, slots=True)
class OnlineCheck:
    """Whether and how the messages of a platform are looked at."""

    platform: Platform
    way: Way
    allowed: bool
    """The legal switch: without it nothing is opened."""
    basis: str = ""
    pause: timedelta = timedelta(seconds=_USUAL_PAUSE)
    """Least time from one look at the platform to the next, over all processes."""
    address: str | None = None
    """Of the sandbox that stands in for the platform; on this machine."""

    def opened(self, url: str) -> str:
        """Return what is opened for an address of the platform."""
        return url if self.address is None else f"{self.address}/{url.removeprefix('https://')}"


def read_online_checks(toml_text: str) -> dict[Platform, OnlineCheck]:
    """Read the tables ``[[online_check]]`` of a registry; a platform without one is not looked at.

    Raises
    ------
    ValueError
        With every fault and the entry it is in.
    """
    try:
        entries = tomllib.loads(toml_text).get("online_check", [])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The registry is no TOML: {error}") from None
    if not isinstance(entries, list):
        raise ValueError("online_check: expected tables [[online_check]].")  # noqa: TRY004  # of a file, not of a type
    faults = [fault for number, entry in enumerate(entries, start=1) for fault in _faults(number, entry)]
    if faults:
        raise ValueError("\n".join(faults))
    checks = [_check(entry) for entry in entries]
    repeated = {each.platform for each in checks if [one.platform for one in checks].count(each.platform) > 1}
    if repeated:
        raise ValueError(f"online_check: {', '.join(sorted(repeated))} stands there twice.")
    return {each.platform: each for each in checks}


def _faults(number: int, entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"online_check {number}: expected a table."
        return
    name = f"online_check {number} ({entry.get('platform', 'without platform')})"
    yield from (f"{name}: '{key}' is missing." for key in _REQUIRED if key not in entry)
    yield from (f"{name}: '{key}' is no known field." for key in entry if key not in _REQUIRED + _OPTIONAL)
    yield from (f"{name}: '{key}' is not {_EXPECTED[key]}." for key in _EXPECTED if not _holds(key, entry))


def _holds(key: str, entry: Mapping[str, object]) -> bool:
    value = entry.get(key)
    match key:
        case "platform" | "way":
            return key not in entry or value in list(Platform if key == "platform" else Way)
        case "allowed":
            return key not in entry or isinstance(value, bool)
        case "basis":
            given = isinstance(value, str) and len(value.strip()) in _BASIS
            return given or (key not in entry and entry.get("allowed") is not True)
        case "pause_seconds":
            return key not in entry or (type(value) is int and value in _PAUSE)
    if entry.get("way") != Way.SANDBOX:
        return key not in entry
    return isinstance(value, str) and _HERE.fullmatch(value) is not None


def _check(entry: Mapping[str, Any]) -> OnlineCheck:
    return OnlineCheck(
        platform=Platform(entry["platform"]),
        way=Way(entry["way"]),
        allowed=entry["allowed"],
        basis=entry.get("basis", ""),
        pause=timedelta(seconds=entry.get("pause_seconds", _USUAL_PAUSE)),
        address=entry.get("address"),
    )
