from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import Platform
from service.domain.takedown.delivery_channels import Audience, DeliveryChannel, Transport, read_registry

MAIL = "notices@telegram.example"
ENTRY = """
[[delivery_channel]]
id = "telegram.email"
platform = "telegram"
transport = "email"
address = "notices@telegram.example"
languages = ["nl", "en"]
audience = "public"
verified_on = 2026-11-01
note = "voor de proef"
"""


def shipped(name: str) -> tuple[DeliveryChannel, ...]:
    return read_registry(files("service.domain.takedown").joinpath(name).read_text(encoding="utf-8"))


def test_an_entry_is_read() -> None:
    assert read_registry(ENTRY) == (
        DeliveryChannel(
            "telegram.email",
            Platform.TELEGRAM,
            Transport.EMAIL,
            "notices@telegram.example",
            ("nl", "en"),
            Audience.PUBLIC,
            date(2026, 11, 1),
            "voor de proef",
        ),
    )
    assert read_registry("") == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"telegram.email"', '"Telegram mail"', "'id' is not"),
        ('"telegram.email"', '"discord.email"', "'id' is not"),
        ('platform = "telegram"', 'platform = "myspace"', "'platform' is not one of telegram"),
        ('"email"', '"pigeon"', "'transport' is not one of email, webform_manual"),
        ("notices@telegram.example", "notices", "'address' is not an e-mail address"),
        ("notices@telegram.example", "a@b.example, c@d.example", "'address' is not"),
        ('transport = "email"', 'transport = "webform_manual"', "'address' is not"),
        ('transport = "email"', 'transport = "https"', "'address' is not"),
        *(
            (
                f'transport = "email"\naddress = "{MAIL}"',
                f'transport = "https"\naddress = "{address}"',
                "'address' is not",
            )
            for address in (
                "http://platform.example/notices",
                "https://10.0.0.7/notices",
                "https://inside.local/notices",
                "https://a:b@platform.example/",
                "http://127.0.0.1:80/#a",
                "http://127.0.0.1.example/",
                "https://127.0.0.1/",
            )
        ),
        ('["nl", "en"]', "[]", "'languages' is not"),
        ('["nl", "en"]', '"nl"', "'languages' is not"),
        ('["nl", "en"]', '["Dutch"]', "'languages' is not"),
        ('"public"', '"everybody"', "'audience' is not"),
        ("2026-11-01", '"yesterday"', "'verified_on' is not a date"),
        ("2026-11-01", "2026-11-01T10:00:00Z", "'verified_on' is not a date"),
        ('"voor de proef"', "3", "'note' is not"),
        ('note = "voor de proef"', "daily_cap = 0", "'daily_cap' is not a number"),
        ('note = "voor de proef"', "daily_cap = true", "'daily_cap' is not"),
        ('note = "voor de proef"', 'daily_cap = "50"', "'daily_cap' is not"),
        ('note = "voor de proef"', 'notes = "x"', "'notes' is no known field"),
        ('audience = "public"', "", "'audience' is missing"),
    ],
)
def test_a_fault_is_told_with_its_entry(old: str, new: str, told: str) -> None:
    with pytest.raises(ValueError, match="delivery_channel 1") as refusal:
        read_registry(ENTRY.replace(old, new, 1))
    assert told in str(refusal.value)


@pytest.mark.parametrize("address", ["https://platform.example/notices", "http://127.0.0.1:8123/notices"])
def test_notices_are_posted_to_https_and_to_this_machine_for_trying_out(address: str) -> None:
    entry = ENTRY.replace('transport = "email"', 'transport = "https"').replace(MAIL, address)
    (channel,) = read_registry(entry)
    assert (channel.transport, channel.address) == (Transport.HTTPS, address)


def test_all_faults_are_told_at_once() -> None:
    broken = ENTRY.replace("telegram.example", "x") + ENTRY.replace('"public"', '"all"') + "[[delivery_channel]]\n"
    with pytest.raises(ValueError, match="delivery_channel 1") as refusal:
        read_registry(broken)
    for told in ("delivery_channel 2 (telegram.email)", "delivery_channel 3 (without id)", "stands there twice"):
        assert told in str(refusal.value)


@pytest.mark.parametrize("text", ["geen toml", "delivery_channel = 3", "[telegram]\nid = 1", "delivery_channel = [3]"])
def test_what_is_no_registry_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"TOML|delivery_channel"):
        read_registry(text)


def test_the_shipped_registry_holds_public_forms_that_nobody_has_verified() -> None:
    channels = shipped("delivery_channels.toml")
    assert channels
    assert {channel.transport for channel in channels} == {Transport.WEBFORM_MANUAL}
    assert {channel.audience for channel in channels} == {Audience.PUBLIC}
    assert {channel.verified_on for channel in channels} == {None}


def test_the_demo_registry_mails_each_platform_at_a_name_that_cannot_exist() -> None:
    channels = shipped("demo_delivery_channels.toml")
    assert [channel.platform for channel in channels] == list(Platform)
    assert all(each.address == f"notices@{each.platform}.example" for each in channels)
    assert {each.transport for each in channels} == {Transport.EMAIL}


@given(st.text())
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    try:
        read_registry(text)
    except ValueError as refusal:
        assert str(refusal)  # noqa: PT017 - a text may also be an empty registry
