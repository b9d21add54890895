"""What is told of a browser to the person whose session it holds: its family and system, and nothing finer."""

from __future__ import annotations

__all__ = ["browser_family"]

_FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Marks and names; the first mark that is there counts, since most browsers also carry the marks of others."""
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_family(user_agent: str) -> str:
    """Return family and system, such as ``Firefox, Linux``; empty for what is no known browser.

    Only names of this module come out, so that nothing a client sends is stored or shown.
    """
    family = next((name for mark, name in _FAMILIES if mark in user_agent), None)
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), None)
    return ", ".join(name for name in (family, system) if name)
