"""Chooses the road for an item: a notice to the platform, a word to the police, or first a look for its location."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from service.domain.items import Visibility
from service.domain.messages import Platform
from service.domain.takedown.locators import LocatorKind, LocatorReading
from service.domain.takedown.vocabulary import Surface

__all__ = ["PRIVATE_SURFACES", "Route", "RouteReading", "RouteReason", "route_of"]

PRIVATE_SURFACES = frozenset({Surface.PRIVATE_GROUP, Surface.DIRECT_MESSAGE})
"""Parts of platforms outside the reach of Article 16 notices."""


class Route(StrEnum):
    """What can be done about an item."""

    NOTICE = "notice"
    """A notice under Article 16 DSA."""
    POLICE_REFERRAL = "police_referral"
    """Private content: no notice by default, the police decide."""
    LOCATION_MISSING = "location_missing"
    """A person must first find the exact address."""


class RouteReason(StrEnum):
    """Why this route; the reasons of a missing location are the kinds of locators."""

    PUBLIC_LOCATOR = "public_locator"
    PRIVATE_VISIBILITY = "private_visibility"
    PRIVATE_LOCATOR = "private_locator"
    DIRECT_MESSAGES = "direct_messages"
    """The platform, or this part of it, carries only private messages."""
    INVITE = "invite"
    PROFILE = "profile"
    FOREIGN_HOST = "foreign_host"
    NOT_HTTPS = "not_https"
    MALFORMED = "malformed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RouteReading:
    """A route and why."""

    route: Route
    reason: RouteReason


def route_of(
    platform: Platform, visibility: Visibility, locator: LocatorReading, surface: Surface | None = None
) -> RouteReading:
    """Return the route for an item; what is private never becomes a notice, however exact its address.

    Parameters
    ----------
    platform
        Where the item was posted.
    visibility
        Who can read its channel.
    locator
        What its address was read as.
    surface
        What part of the platform it stands on, where that is known.
    """
    if platform is Platform.SIGNAL or surface in PRIVATE_SURFACES:
        return RouteReading(Route.POLICE_REFERRAL, RouteReason.DIRECT_MESSAGES)
    if visibility is Visibility.PRIVATE:
        return RouteReading(Route.POLICE_REFERRAL, RouteReason.PRIVATE_VISIBILITY)
    if locator.kind is LocatorKind.PRIVATE_EXACT:
        return RouteReading(Route.POLICE_REFERRAL, RouteReason.PRIVATE_LOCATOR)
    if locator.kind is LocatorKind.EXACT:
        return RouteReading(Route.NOTICE, RouteReason.PUBLIC_LOCATOR)
    return RouteReading(Route.LOCATION_MISSING, RouteReason(locator.kind.value))
