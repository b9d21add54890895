"""Tells where a stored item can be brought: to its platform, to the police, or nowhere while its address is missing."""

from __future__ import annotations

from service.domain.items import ItemRecord, Visibility
from service.domain.messages import Platform
from service.domain.takedown.locators import read_locator
from service.domain.takedown.routes import RouteReading, route_of

__all__ = ["route_of_item"]


def route_of_item(item: ItemRecord) -> RouteReading:
    """Return the route of an item and the code of why."""
    platform = Platform(item.platform)
    return route_of(platform, Visibility(item.visibility), read_locator(platform, item.locator))
