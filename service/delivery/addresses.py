"""Mail addresses and the names that hosts carry in mail: one plain form, in ASCII, or a refusal."""

from __future__ import annotations

import re

import idna

__all__ = ["ascii_domain", "plain_address"]

# Narrower than RFC 5322 allows: quotes, comments and the signs of source routes ("!", "%") have no place in the address
# of a point of contact, and every one of them has fooled some mail server.
_LOCAL_PART = re.compile(r"[A-Za-z0-9_+&'=~/-]+(?:\.[A-Za-z0-9_+&'=~/-]+)*")
_LOCAL_CHARS = 64
_ADDRESS_CHARS = 254


def plain_address(text: str) -> str | None:
    """Return the one address that a text consists of, its domain in ASCII; ``None`` where it is anything else.

    Parameters
    ----------
    text
        Such as ``notices@example.org``: no display name, no brackets, no second address, no spaces. The domain may be
        written in any script (IDNA 2008); the part before the ``@`` is ASCII.
    """
    local, at, written = text.rpartition("@")
    domain = ascii_domain(written)
    if not at or domain is None or len(local) > _LOCAL_CHARS or not _LOCAL_PART.fullmatch(local):
        return None
    address = f"{local}@{domain}"
    return address if len(address) <= _ADDRESS_CHARS else None


def ascii_domain(text: str) -> str | None:
    """Return a domain of two or more labels as it is written in DNS; ``None`` where it is no such domain."""
    try:
        # IDNA 2008, not the codec of the standard library: that one turns one letter into others, and with that one
        # registered domain into another one.
        domain = idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
    except UnicodeError:
        return None
    labels = domain.split(".")
    return None if len(labels) < 2 or labels[-1].isdigit() or "" in labels else domain  # noqa: PLR2004
