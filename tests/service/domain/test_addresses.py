"""The address of a message, worked out from that of its channel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.addresses import message_address
from service.domain.messages import Platform
from service.domain.takedown.locators import LocatorKind, read_locator

_CHANNEL = "https://t.me/voorbeeldkanaal"


@pytest.mark.parametrize(
    "channel", [_CHANNEL, f"{_CHANNEL}/", "https://t.me/s/voorbeeldkanaal", "https://telegram.me/voorbeeldkanaal"]
)
def test_channel_and_number_make_the_address_of_a_message(channel: str) -> None:
    assert message_address("telegram", channel, "4821") == f"{_CHANNEL}/4821"


@pytest.mark.parametrize(
    ("platform", "channel", "key"),
    [
        ("snapchat", _CHANNEL, "1"),
        ("telegram", None, "1"),
        ("telegram", _CHANNEL, "0"),
        ("telegram", _CHANNEL, "01"),
        ("telegram", _CHANNEL, "-1"),
        ("telegram", _CHANNEL, "1\n"),
        ("telegram", _CHANNEL, "١"),
        ("telegram", _CHANNEL, "made:3f2a"),
        ("telegram", _CHANNEL, "1" * 16),
        ("telegram", "http://t.me/voorbeeldkanaal", "1"),
        ("telegram", "https://t.me/+AbCdEf", "1"),
        ("telegram", "https://t.me/joinchat/AbCdEf", "1"),
        ("telegram", "https://t.me/c/12345", "1"),
        ("telegram", "https://t.me.evil.example/voorbeeldkanaal", "1"),
        ("telegram", f"{_CHANNEL}?x=1", "1"),
    ],
)
def test_where_it_cannot_be_told_there_is_none(platform: str, channel: str | None, key: str) -> None:
    assert message_address(platform, channel, key) is None


@given(platform=st.sampled_from(Platform), name=st.text(max_size=40), key=st.text(max_size=20))
def test_whatever_comes_out_is_an_exact_address(platform: Platform, name: str, key: str) -> None:
    found = message_address(platform, f"https://t.me/{name}", key)
    assert found is None or read_locator(Platform.TELEGRAM, found).kind is LocatorKind.EXACT
