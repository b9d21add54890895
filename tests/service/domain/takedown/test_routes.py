from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.items import Visibility
from service.domain.messages import Platform
from service.domain.takedown.locators import LocatorKind, LocatorReading, read_locator
from service.domain.takedown.routes import PRIVATE_SURFACES, Route, RouteReason, route_of
from service.domain.takedown.vocabulary import Surface

EXACT = "https://t.me/kanaal_een/4821"


@pytest.mark.parametrize(
    "row",
    [
        ("telegram", "public", EXACT, None, "notice", "public_locator"),
        ("telegram", "unknown", EXACT, "public_group", "notice", "public_locator"),
        ("telegram", "private", EXACT, None, "police_referral", "private_visibility"),
        ("telegram", "public", "https://t.me/c/1234/5", None, "police_referral", "private_locator"),
        ("telegram", "public", EXACT, "direct_message", "police_referral", "direct_messages"),
        ("telegram", "public", EXACT, "private_group", "police_referral", "direct_messages"),
        ("telegram", "private", None, None, "police_referral", "private_visibility"),
        ("telegram", "public", None, None, "location_missing", "none"),
        ("telegram", "unknown", "https://t.me/+AbCdEf", None, "location_missing", "invite"),
        ("telegram", "public", "https://t.me/kanaal_een", None, "location_missing", "profile"),
        ("telegram", "public", "https://bit.ly/abc", None, "location_missing", "foreign_host"),
        ("telegram", "public", "http://t.me/kanaal_een/1", None, "location_missing", "not_https"),
        ("telegram", "public", "kapot", None, "location_missing", "malformed"),
        ("snapchat", "public", "https://www.snapchat.com/spotlight/W7", None, "notice", "public_locator"),
        ("snapchat", "public", "https://www.snapchat.com/@iemand", None, "notice", "public_locator"),
        ("snapchat", "public", "https://www.snapchat.com/add/iemand", None, "location_missing", "profile"),
        ("whatsapp", "public", "https://whatsapp.com/channel/0029VaXyz/3", None, "notice", "public_locator"),
        ("whatsapp", "unknown", "https://chat.whatsapp.com/AbCdEf", None, "location_missing", "invite"),
        ("whatsapp", "unknown", "https://wa.me/31600000000", None, "location_missing", "profile"),
        ("signal", "public", "https://signal.group/#AbC", None, "police_referral", "direct_messages"),
        ("forum", "public", "https://forum.example/draad/1", None, "notice", "public_locator"),
    ],
)
def test_the_route_follows_from_visibility_and_address(row: tuple[str, str, str | None, str | None, str, str]) -> None:
    platform, visibility, url, surface, *expected = row
    where = Platform(platform)
    reading = route_of(where, Visibility(visibility), read_locator(where, url), Surface(surface) if surface else None)
    assert [reading.route, reading.reason] == expected


@given(
    st.sampled_from(Platform),
    st.sampled_from(Visibility),
    st.sampled_from(LocatorKind),
    st.none() | st.sampled_from(Surface),
)
def test_what_is_private_never_becomes_a_notice(
    platform: Platform, visibility: Visibility, kind: LocatorKind, surface: Surface | None
) -> None:
    reading = route_of(platform, visibility, LocatorReading(kind), surface)
    if visibility is Visibility.PRIVATE or kind is LocatorKind.PRIVATE_EXACT or surface in PRIVATE_SURFACES:
        assert reading.route is Route.POLICE_REFERRAL
    if reading.route is Route.NOTICE:
        assert kind is LocatorKind.EXACT
        assert reading.reason is RouteReason.PUBLIC_LOCATOR
