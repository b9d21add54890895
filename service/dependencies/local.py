"""Tells callers on this machine from all others."""

from __future__ import annotations

from ipaddress import ip_address

from fastapi import Request

__all__ = ["is_local"]

_FORWARDING = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def is_local(request: Request) -> bool:
    """Return whether a request came from this machine, straight and under a name of this machine.

    All three must hold. A foreign page that had its own name resolve to 127.0.0.1 comes from this machine, but under
    that name; a proxy on this machine stands for callers from anywhere.
    """
    forwarded = any(name in request.headers for name in _FORWARDING)
    from_here = request.client is not None and _is_loopback(request.client.host)
    return from_here and not forwarded and _is_loopback(_host_name(request.headers.get("host", "")))


def _host_name(host: str) -> str:
    """Return the Host header without its port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_loopback(name: str) -> bool:
    if name.lower() == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
