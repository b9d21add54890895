"""Tells what an address points to at a platform: one message, or a group, a person, another site, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from service.domain.messages import Platform
from service.domain.takedown.addresses import NotHttpsError, WebAddress, read_address
from service.domain.takedown.locator_hosts import HOSTS, SHORTENERS, SITE_HOSTS
from service.domain.takedown.locator_shapes import SHAPES, SITE_SHAPES, LocatorKind, Shape

__all__ = ["LocatorKind", "LocatorReading", "names_only_the_container", "read_locator"]

_COMMENT = re.compile(r"(?:^|&)comment=([1-9]\d{0,14})(?:&|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class LocatorReading:
    """What could be read from an address."""

    kind: LocatorKind
    canonical_url: str | None = None
    """The same for every way of writing the address, without fragment; ``None`` where nothing could be read."""
    message_id: str | None = None
    container_name: str | None = None
    """Channel, profile or server, as the address names it."""
    posted_at: datetime | None = None
    """From an id that carries its time; UTC."""


def read_locator(platform: Platform, url: str | None) -> LocatorReading:
    """Read an address as one of a platform; never raises, and never opens the address.

    Parameters
    ----------
    platform
        Where the item was posted. Forums, classifieds and other sites have no fixed hosts: any public page counts.
    url
        As a person or a file gave it.
    """
    if url is None or not url.strip():
        return LocatorReading(LocatorKind.NONE)
    try:
        address = read_address(url)
    except NotHttpsError:
        return LocatorReading(LocatorKind.NOT_HTTPS)
    except ValueError:
        return LocatorReading(LocatorKind.MALFORMED)
    return _read(platform, address)


def names_only_the_container(platform: Platform, reading: LocatorReading) -> bool:
    """Return whether an exact address is that of a whole channel or profile, so that words must say where in it."""
    return reading.kind is LocatorKind.EXACT and reading.message_id is None and platform in SHAPES


def _read(platform: Platform, address: WebAddress) -> LocatorReading:
    if address.host in SHORTENERS or HOSTS.get(address.host, platform) is not platform:
        return LocatorReading(LocatorKind.FOREIGN_HOST)
    if platform in SHAPES:
        if address.host not in HOSTS:
            return LocatorReading(LocatorKind.FOREIGN_HOST)
        return _with_comment(address, _by_shape(SHAPES[platform], address))
    if address.host in SITE_HOSTS:
        return _by_shape(SITE_SHAPES, address)
    page = address.path not in ("", "/") or address.query
    return LocatorReading(LocatorKind.EXACT, address.canonical) if page else LocatorReading(LocatorKind.NONE)


def _by_shape(shapes: Iterable[Shape], address: WebAddress) -> LocatorReading:
    for shape in shapes:
        found = shape.groups(address.host + address.path)
        if found is not None:
            return _reading(shape, found)
    return LocatorReading(LocatorKind.NONE)


def _reading(shape: Shape, found: dict[str, str]) -> LocatorReading:
    message = found.get("message")
    return LocatorReading(
        shape.kind,
        shape.canonical.format(**found),
        message,
        shape.container.format(**found) if shape.container else None,
        shape.clock(int(message)) if shape.clock and message else None,
    )


def _with_comment(address: WebAddress, reading: LocatorReading) -> LocatorReading:
    # Below a post in a Telegram channel, `?comment=` names another message than the path does.
    comment = _COMMENT.search(address.query)
    if HOSTS[address.host] is not Platform.TELEGRAM or reading.message_id is None or comment is None:
        return reading
    return LocatorReading(
        reading.kind, f"{reading.canonical_url}?comment={comment[1]}", comment[1], reading.container_name
    )
