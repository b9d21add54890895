"""Reads a web address strictly: what a browser would forgive (user-info, odd hosts, hidden characters) is refused."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["MAX_URL", "NotHttpsError", "WebAddress", "read_address"]

MAX_URL = 2048

_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,31})://(?P<authority>[^/?#]*)(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:#.*)?"
)
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,31}:")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP_LABEL = re.compile(r"[a-z]{2,63}")
_INNER_TOP_LABELS = frozenset({"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "arpa"})
_SAFE = "/%:@!$&'()*+,;=~-._"


class NotHttpsError(ValueError):
    """The address is readable, but of another scheme than https."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A public https address without its fragment."""

    host: str
    """Lower case; a name of ASCII labels, or a public IP address."""
    path: str
    """Percent-encoded where it held other than ASCII; ``""`` or beginning with ``/``."""
    query: str

    @property
    def canonical(self) -> str:
        """The address as one string."""
        return f"https://{self.host}{self.path or '/'}" + (f"?{self.query}" if self.query else "")


def read_address(url: str) -> WebAddress:
    """Read an address; the work is linear in its length.

    Raises
    ------
    NotHttpsError
        For ``http://``, ``tg://`` and every other scheme.
    ValueError
        When it is too long, unreadable, holds user-info, a port, spaces or hidden characters, or leads to a host that
        is not public or not written in plain ASCII.
    """
    text = url.strip(" \t\r\n")
    if len(text) > MAX_URL or "\\" in text or any(_unwelcome(character) for character in text):
        raise ValueError("unreadable address")
    match = _URL.fullmatch(text)
    if match is None:
        if _OTHER_SCHEME.match(text):
            raise NotHttpsError
        raise ValueError("no scheme")
    if match["scheme"].lower() != "https":
        raise NotHttpsError
    host = _host(match["authority"])
    return WebAddress(host, quote(match["path"], safe=_SAFE), quote(match["query"] or "", safe=_SAFE + "?"))


def _unwelcome(character: str) -> bool:
    return unicodedata.category(character)[0] in "CZ"


def _host(authority: str) -> str:
    host = authority.lower().removesuffix(":443")
    labels = host.split(".")
    if len(labels) == 1 or not _TOP_LABEL.fullmatch(labels[-1]):
        return _ip_host(host)
    if len(host) > 253 or labels[-1] in _INNER_TOP_LABELS or not all(_plain(label) for label in labels):  # noqa: PLR2004
        raise ValueError("host not public or not plain")
    return host


def _plain(label: str) -> bool:
    # Punycode is refused too: "xn--" is how a name of look-alike letters arrives.
    return _LABEL.fullmatch(label) is not None and not label.startswith("xn--")


def _ip_host(host: str) -> str:
    if not ipaddress.ip_address(host.removeprefix("[").removesuffix("]")).is_global:
        raise ValueError("address of an inner network")
    return host
