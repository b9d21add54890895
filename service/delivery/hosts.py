"""Hosts and how far to trust them: what is this machine itself, what is public, and which certificates count."""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path

__all__ = ["is_address", "is_loopback", "is_public", "tls_context"]


def is_loopback(host: str) -> bool:
    """Tell whether a host is written as this machine itself; no name is looked up."""
    if host.lower() == "localhost":
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def is_address(host: str) -> bool:
    """Tell whether a host is written as an IP address and not as a name."""
    return _address(host) is not None


def is_public(host: str) -> bool:
    """Tell whether an IP address is one of the open internet; ``False`` for anything that is no address."""
    address = _address(host)
    return address is not None and address.is_global and not address.is_multicast


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return a context that verifies certificate and host name.

    Parameters
    ----------
    ca_file
        PEM file with the authorities to trust instead of the system's.

    Raises
    ------
    OSError
        When the file cannot be read or holds no certificate (`ssl.SSLError` is one).
    """
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
